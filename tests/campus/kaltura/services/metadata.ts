import { ApiError, invalidEnum } from '../api-error.ts';
import type { Context, Service } from '../action.ts';
import type { MetadataObject, MetadataProfile, MetadataRow } from '../database.ts';
import { page } from '../entry-filter.ts';
import { numberOf, objectParam, optionalObject, type Params, phpString, stringParam } from '../params.ts';
import { listedEntries } from './assets.ts';

const ENTRY = '1';
const ANNOTATION = 'annotationMetadata.Annotation';

/** The kind of object that a parameter names. Of those that the real server knows, rooms have these two. */
function objectTypeOf(value: unknown, parameter: string): MetadataObject {
  const given = phpString(value);
  if (given === ENTRY || given === ANNOTATION) return given;
  throw invalidEnum(given, parameter, 'KalturaMetadataObjectType');
}

/** As the API answers it: a number where it is one. */
const shown = (of: MetadataObject): string | number => (of === ENTRY ? 1 : of);

function metadataAnswer(row: MetadataRow, partnerId: number): object {
  return {
    id: row.id,
    partnerId,
    metadataProfileId: row.metadataProfileId,
    metadataProfileVersion: 1,
    version: 1,
    metadataObjectType: shown(row.of),
    objectId: row.objectId,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    status: 1,
    xml: row.xml,
    objectType: 'KalturaMetadata',
  };
}

/**
 * Metadata are for who may edit the entry; for an annotation, as for cue points, nobody is asked
 * (docs/facts/kaltura-api.md#3-cue-points, docs/facts/kaltura-api.md#23-corners).
 */
function checkObject({ database, caller }: Context, of: MetadataObject, objectId: string): void {
  const entry = database.find(objectId);
  const there =
    of === ENTRY
      ? entry !== undefined && database.canEdit(entry, caller)
      : database.cuePoints.get(objectId)?.kind === 'annotation';
  if (there) return;
  const code = 'METADATA_OBJECT_ID_NOT_FOUND';
  throw new ApiError(code, `Object Id [${objectId}], not found`, { ID: objectId });
}

function profileOf({ database }: Context, id: number, of: MetadataObject): MetadataProfile {
  const profile = database.profiles.get(id);
  if (!profile) {
    const message = `metadata profile not found, id [${id}]`;
    throw new ApiError('METADATA_PROFILE_NOT_FOUND', message, { ID: String(id) });
  }
  if (profile.of === of) return profile;
  const message = `Metadata Profile object type is ${profile.of}, metadata object type is ${of}`;
  const args = { OBJ_TYPE: profile.of, META_OBJ_TYPE: of };
  throw new ApiError('INCOMPATIBLE_METADATA_PROFILE_OBJECT_TYPE', message, args);
}

/** A small stand-in for XSD: every element of the XML must be one that the schema names, in the schema's order. */
function checkXml(xml: string, xsd: string): void {
  const allowed = [...xsd.matchAll(/name="(\w+)"/g)].map(([, name]) => name);
  const used = [...xml.matchAll(/<(\w+)/g)].map(([, name]) => name);
  const places = used.map((name) => allowed.indexOf(name));
  const inOrder = places.every((place, i) => place >= 0 && (i === 0 || place >= (places[i - 1] ?? 0)));
  if (used.length === 0 || !inOrder) {
    throw new ApiError('INVALID_METADATA_DATA', 'Invalid metadata: the data does not fit the schema');
  }
}

function rowOf({ database }: Context, params: Params): MetadataRow {
  const id = stringParam(params, 'id');
  const row = database.metadata.get(Number(id));
  if (row) return row;
  throw new ApiError('METADATA_NOT_FOUND', `Metadata id [${id}] not found`, { ID: id });
}

export const metadata: Service = {
  add: {
    allows: 'user',
    run: (context, params) => {
      const { database, partnerId } = context;
      const metadataProfileId = numberOf(params['metadataProfileId'], 0);
      const of = objectTypeOf(stringParam(params, 'objectType'), 'objectType');
      const objectId = stringParam(params, 'objectId');
      const xml = phpString(params['xmlData']);
      const profile = profileOf(context, metadataProfileId, of);
      checkObject(context, of, objectId);
      const existing = [...database.metadata.values()].find(
        (row) => row.objectId === objectId && row.metadataProfileId === metadataProfileId,
      );
      if (existing) {
        const id = String(existing.id);
        throw new ApiError('METADATA_ALREADY_EXISTS', `Metadata already exists id [${id}]`, { ID: id });
      }
      checkXml(xml, profile.xsd);
      const now = database.now();
      const row = {
        id: database.nextNumber(),
        of,
        metadataProfileId,
        objectId,
        createdAt: now,
        updatedAt: now,
        xml,
      };
      database.metadata.set(row.id, row);
      return metadataAnswer(row, partnerId);
    },
  },
  get: {
    allows: 'user',
    run: (context, params) => metadataAnswer(rowOf(context, params), context.partnerId),
  },
  list: {
    allows: 'user',
    run: (context, params) => {
      const { database, partnerId } = context;
      const filter = optionalObject(params, 'filter');
      const profile = filter['metadataProfileIdEqual'];
      // Without a type the server takes entries, as it did when there were no others (KalturaMetadataFilter).
      const of = objectTypeOf(filter['metadataObjectTypeEqual'] ?? ENTRY, 'metadataObjectTypeEqual');
      const named = phpString(filter['objectIdEqual'] ?? filter['objectIdIn']).split(',');
      const ids = of === ENTRY ? listedEntries(context, named) : named;
      // By object the server reads its database and not the search index (MetadataIndex): no lag.
      const found = [...database.metadata.values()].filter(
        (row) =>
          row.of === of &&
          ids.includes(row.objectId) &&
          (profile === undefined || phpString(profile) === String(row.metadataProfileId)),
      );
      const objects = page(found, optionalObject(params, 'pager')).map((row) =>
        metadataAnswer(row, partnerId),
      );
      return { totalCount: found.length, objects, objectType: 'KalturaMetadataListResponse' };
    },
  },
  update: {
    allows: 'user',
    run: (context, params) => {
      const row = rowOf(context, params);
      checkObject(context, row.of, row.objectId);
      const xml = phpString(params['xmlData']);
      checkXml(xml, context.database.profiles.get(row.metadataProfileId)?.xsd ?? '');
      row.xml = xml;
      row.updatedAt = context.database.now();
      return metadataAnswer(row, context.partnerId);
    },
  },
  delete: {
    allows: 'user',
    run: (context, params) => {
      const row = rowOf(context, params);
      checkObject(context, row.of, row.objectId);
      context.database.metadata.delete(row.id);
      return null;
    },
  },
};

function profileAnswer({ id, of, name, systemName }: MetadataProfile, partnerId: number): object {
  return {
    id,
    partnerId,
    metadataObjectType: shown(of),
    name,
    systemName,
    status: 1,
    objectType: 'KalturaMetadataProfile',
  };
}

export const metadataProfile: Service = {
  add: {
    allows: 'admin',
    run: ({ database, partnerId }, params) => {
      const given = objectParam(params, 'metadataProfile');
      const profile = {
        id: database.nextNumber(),
        of: objectTypeOf(given['metadataObjectType'] ?? ENTRY, 'metadataObjectType'),
        name: phpString(given['name']),
        systemName: phpString(given['systemName']),
        xsd: phpString(params['xsdData']),
        createdAt: database.now(),
      };
      database.profiles.set(profile.id, profile);
      return profileAnswer(profile, partnerId);
    },
  },
  list: {
    allows: 'user',
    run: ({ database, partnerId }, params) => {
      const wanted = optionalObject(params, 'filter')['systemNameEqual'];
      const objects = [...database.profiles.values()]
        .filter(({ systemName }) => wanted === undefined || systemName === phpString(wanted))
        .map((profile) => profileAnswer(profile, partnerId));
      return { totalCount: objects.length, objects, objectType: 'KalturaMetadataProfileListResponse' };
    },
  },
  delete: {
    allows: 'admin',
    run: ({ database }, params) => void database.profiles.delete(Number(stringParam(params, 'id'))),
  },
};
