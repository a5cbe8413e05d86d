import * as z from 'zod/mini';
import type { Call } from './call.ts';
import { listOf, type Page, pager } from './list.ts';
import type { EntryId } from './ids.ts';
import { count, text } from './lenient.ts';
import { fieldsOf } from './response-profile.ts';
import type { ResultToken } from './token.ts';

export const metadataSchema = z.object({
  id: count,
  metadataProfileId: count,
  objectId: text,
  xml: text,
});
export type Metadata = z.infer<typeof metadataSchema>;

/** Of a row that is added: what a later reading tells is not answered twice. */
const createdSchema = z.pick(metadataSchema, { id: true });
export type CreatedMetadata = z.infer<typeof createdSchema>;

const SERVICE = 'metadata_metadata';
const ENTRY = '1';
/** KalturaMetadataObjectType of annotations: the plug-in's name and its own. */
const ANNOTATION = 'annotationMetadata.Annotation';

const metadataOf = (objectType: string, ids: readonly string[], page: number): Call<Page<Metadata>> => ({
  service: SERVICE,
  action: 'list',
  params: {
    filter: { metadataObjectTypeEqual: objectType, objectIdIn: ids.join(',') },
    pager: pager(page),
    responseProfile: fieldsOf(metadataSchema),
  },
  answer: listOf(metadataSchema),
});

/** Custom metadata of entries, one row a profile and entry. Reads the database. */
export const listMetadata = (entries: readonly EntryId[], page: number): Call<Page<Metadata>> =>
  metadataOf(ENTRY, entries, page);

/**
 * Custom metadata of annotations: what kind of Q&A item each is (docs/facts/kaltura-api.md#20-older-interactions).
 */
export const listAnnotationMetadata = (annotations: readonly string[], page: number): Call<Page<Metadata>> =>
  metadataOf(ANNOTATION, annotations, page);

/** The server keeps one row a profile: a second one is refused with METADATA_ALREADY_EXISTS. */
export const addAnnotationMetadata = (
  annotation: string | ResultToken,
  profile: number,
  xml: string,
): Call<CreatedMetadata> => ({
  service: SERVICE,
  action: 'add',
  params: {
    ...{ metadataProfileId: profile, objectType: ANNOTATION, objectId: annotation, xmlData: xml },
    responseProfile: fieldsOf(createdSchema),
  },
  answer: createdSchema,
});
