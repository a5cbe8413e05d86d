import { ApiError, entryNotFound } from '../api-error.ts';
import type { Action, Context, Service } from '../action.ts';
import { classOf, type Entry } from '../entry.ts';
import { objectParam, type Params, stringParam } from '../params.ts';
import { contentOf } from './assets.ts';
import { add, answer, deleteAction, listAction, update, validateUser } from './entry-actions.ts';

/** A service for one class of entry; `guarded`: its update asks who may edit. */
function entryService(
  objectType: string,
  names: { add: string; id: string; update: string },
  guarded: boolean,
): Service {
  const typed = (context: Context, params: Params): Entry => {
    const id = stringParam(params, names.id);
    const entry = context.database.find(id);
    if (entry?.objectType !== objectType) throw unknownEntry(objectType, id);
    return context.database.visible(id, context.caller);
  };
  return {
    add: {
      allows: 'user',
      run: (context, params) =>
        answer(context, add(context, names.add, objectParam(params, names.add), objectType)),
    },
    get: { allows: 'widget', run: (context, params) => answer(context, typed(context, params)) },
    update: {
      allows: 'user',
      ...(guarded && { guard: validateUser(names.id) }),
      run: (context, params) =>
        update(context, typed(context, params), names.update, {
          ...objectParam(params, names.update),
          objectType,
        }),
    },
    list: listAction(`${objectType.replace(/Entry$/, '')}ListResponse`, classOf(objectType)?.type),
    delete: deleteAction(names.id, true),
  };
}

function unknownEntry(objectType: string, id: string): ApiError {
  if (objectType !== 'KalturaPlaylist') return entryNotFound(id);
  return new ApiError('INVALID_ENTRY_ID', `Unknown Playlist [${id}]`, {
    ENTRY_TYPE: 'Playlist',
    ENTRY_ID: id,
  });
}

/** A file makes an entry READY: nothing is converted here. */
function withContent({ database }: Context, entry: Entry, content: Buffer): Entry {
  const next = { ...entry, content, status: 2, updatedAt: database.now() };
  database.save(next);
  return next;
}

const addContent: Action = {
  allows: 'user',
  guard: validateUser('entryId'),
  run: (context, params) => {
    const entry = context.database.visible(stringParam(params, 'entryId'), context.caller);
    const content = contentOf(context, objectParam(params, 'resource'));
    return answer(context, withContent(context, entry, content));
  },
};

/** Updates without a check of ownership, as recorded (scenario `children-data`). */
export const data: Service = entryService(
  'KalturaDataEntry',
  { add: 'dataEntry', id: 'entryId', update: 'documentEntry' },
  false,
);

export const media: Service = {
  ...entryService('KalturaMediaEntry', { add: 'entry', id: 'entryId', update: 'mediaEntry' }, true),
  addcontent: addContent,
};

export const playlist: Service = entryService(
  'KalturaPlaylist',
  { add: 'playlist', id: 'id', update: 'playlist' },
  true,
);

const documentService = entryService(
  'KalturaDocumentEntry',
  { add: 'documentEntry', id: 'entryId', update: 'documentEntry' },
  true,
);

/**
 * A user's session may not call documents.add (docs/facts/kaltura-api.md#12-rights-of-a-users-session): its documents
 * come with their file.
 */
export const documents: Service = {
  ...documentService,
  ...(documentService['add'] && { add: { ...documentService['add'], allows: 'admin' } }),
  addfromuploadedfile: {
    allows: 'user',
    run: (context, params) => {
      const resource = { objectType: 'KalturaUploadedFileTokenResource', token: params['uploadTokenId'] };
      const content = contentOf(context, resource);
      const given = objectParam(params, 'documentEntry');
      const added = add(context, 'documentEntry', given, 'KalturaDocumentEntry');
      return answer(context, withContent(context, added, content));
    },
  },
};
