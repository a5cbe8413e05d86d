import { ApiError, forbidden, missingParameter } from './api-error.ts';
import type { Action, Context, Service } from './action.ts';
import { isObject, type Params, phpString } from './params.ts';
import { accessControlProfile } from './services/access-control.ts';
import { attachment } from './services/attachments.ts';
import { category, categoryEntry, categoryUser } from './services/categories.ts';
import { annotation, cuePoint } from './services/cue-points.ts';
import { baseEntry } from './services/base-entry.ts';
import { data, documents, media, playlist } from './services/entry-kinds.ts';
import { quiz } from './services/quizzes.ts';
import { room } from './services/rooms.ts';
import { metadata, metadataProfile } from './services/metadata.ts';
import { session } from './services/sessions.ts';
import { partner, permission, system } from './services/system.ts';
import { thumbAsset } from './services/thumbnails.ts';
import { uploadToken } from './services/upload-tokens.ts';
import { group, groupuser, user } from './services/users.ts';
import type { Caller } from './session.ts';

/** Service names are not case-sensitive; plug-ins' services carry the plug-in's name. */
export const SERVICES: Readonly<Record<string, Service>> = {
  system,
  partner,
  session,
  permission,
  user,
  group_group: group,
  groupuser,
  baseentry: baseEntry,
  room_room: room,
  data,
  media,
  playlist,
  document_documents: documents,
  attachment_attachmentasset: attachment,
  thumbasset: thumbAsset,
  uploadtoken: uploadToken,
  cuepoint_cuepoint: cuePoint,
  annotation_annotation: annotation,
  metadata_metadata: metadata,
  metadata_metadataprofile: metadataProfile,
  quiz_quiz: quiz,
  category,
  categoryentry: categoryEntry,
  categoryuser: categoryUser,
  accesscontrolprofile: accessControlProfile,
};

/** Services that touch no entry, and so leave the request's filter of entries as it is. */
const WITHOUT_ENTRIES: ReadonlySet<string> = new Set([
  ...['system', 'partner', 'session', 'permission', 'user', 'group_group', 'groupuser', 'category'],
  ...['uploadtoken', 'metadata_metadataprofile', 'accesscontrolprofile'],
]);

const RANK = { none: 0, widget: 1, user: 2, admin: 3 } as const;
const NEEDED = { all: 0, widget: 1, user: 2, admin: 3 } as const;

const allowed = ({ allows }: Action, { kind }: Caller): boolean => RANK[kind] >= NEEDED[allows];

/** Names in the switch are read as the server reads them: in any case. */
function isForbidden({ switches }: Context, service: string, action: string): boolean {
  const name = `${service}.${action}`.toLowerCase();
  return [...switches.forbidden].some((forbiddenName) => forbiddenName.toLowerCase() === name);
}

/** Runs one call; throws what the API answers as an exception. */
export function dispatch(service: string, action: string, params: Params, context: Context): unknown {
  const found = SERVICES[service.toLowerCase()];
  if (!found) {
    const message = `Service "${service}" does not exists`;
    throw new ApiError('SERVICE_DOES_NOT_EXISTS', message, { SRV_NAME: service });
  }
  const run = found[action.toLowerCase()];
  if (!run) {
    const message = `Action "${action}" does not exists for service "${service}"`;
    const args = { ACTION_NAME: action, SERVICE_NAME: service };
    throw new ApiError('ACTION_DOES_NOT_EXISTS', message, args);
  }
  const denied = context.caller.kind === 'user' && isForbidden(context, service, action);
  if (denied) throw forbidden(service, action);
  for (const name of run.needs ?? []) if (!(name in params)) throw missingParameter(name);
  if (run.guard) {
    context.filter.touch();
    run.guard(context, params);
  }
  if (!allowed(run, context.caller)) throw forbidden(service, action);
  if (run.listsEntries) context.filter.beginListing();
  else if (!WITHOUT_ENTRIES.has(service.toLowerCase())) context.filter.touch();
  return profiled(run.run(context, params), params['responseProfile']);
}

/**
 * A response profile trims objects to the named fields (1) or by them (2); type and objectType always stay. The answers
 * that a question offers are trimmed by the same names.
 */
function profiled(answer: unknown, profile: unknown): unknown {
  if (!isObject(profile)) return answer;
  const names = phpString(profile['fields'])
    .split(',')
    .map((name) => name.trim());
  const include = phpString(profile['type']) === '1';
  const trim = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(trim);
    if (!isObject(value)) return value;
    if (Array.isArray(value['objects'])) return { ...value, objects: value['objects'].map(trim) };
    const kept = Object.entries(value).filter(
      ([name]) => name === 'objectType' || name === 'type' || names.includes(name) === include,
    );
    return Object.fromEntries(
      kept.map(([name, field]) => [name, name === 'optionalAnswers' ? trim(field) : field]),
    );
  };
  return trim(answer);
}
