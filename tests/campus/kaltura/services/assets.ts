import { ApiError, cannotBeNull, entryNotFound, noRight, notUpdatable } from '../api-error.ts';
import { type Context, FileAnswer, type Service } from '../action.ts';
import type { Attachment, Thumbnail, UploadToken } from '../database.ts';
import { page } from '../entry-filter.ts';
import { objectParam, optionalObject, type Params, phpString, stringParam } from '../params.ts';

/** Throws for whoever may not edit the entry. */
function needEdit({ database, caller }: Context, entryId: string): void {
  const entry = database.find(entryId);
  if (!entry) throw entryNotFound(entryId);
  if (!database.canEdit(entry, caller)) throw noRight();
}

function contentOf({ database }: Context, resource: Record<string, unknown>): Buffer {
  if (resource['objectType'] === 'KalturaStringResource') return Buffer.from(phpString(resource['content']));
  const token = database.uploads.get(phpString(resource['token']));
  if (!token?.content)
    throw new ApiError('UPLOADED_FILE_NOT_FOUND_BY_TOKEN', 'The uploaded file was not found');
  token.status = 3;
  return token.content;
}

function entryIds(params: Params, filterType: string): string[] {
  const filter = optionalObject(params, 'filter');
  const ids = filter['entryIdEqual'] ?? filter['entryIdIn'];
  if (ids === undefined) throw cannotBeNull(`${filterType}::entryIdEqual/${filterType}::entryIdIn`);
  return phpString(ids).split(',');
}

const has = (name: string, value: unknown): object => (value === undefined ? {} : { [name]: value });

function attachmentAnswer(asset: Attachment, partnerId: number): object {
  return {
    id: asset.id,
    entryId: asset.entryId,
    partnerId,
    size: asset.content.length,
    tags: asset.tags,
    createdAt: asset.createdAt,
    updatedAt: asset.updatedAt,
    ...has('description', asset.description),
    ...has('partnerData', asset.partnerData),
    ...has('filename', asset.filename),
    ...has('title', asset.title),
    ...has('format', asset.format),
    status: asset.status,
    objectType: 'KalturaAttachmentAsset',
  };
}

function attachmentOf({ database }: Context, id: string): Attachment {
  const asset = database.attachments.get(id);
  if (asset) return asset;
  throw new ApiError('ATTACHMENT_ASSET_ID_NOT_FOUND', `Attachment asset id "${id}" not found`, {
    ASSET_ID: id,
  });
}

/** An attachment that this caller may change; a stranger is told that its entry does not exist. */
function editable(context: Context, id: string): Attachment {
  const asset = attachmentOf(context, id);
  const entry = context.database.find(asset.entryId);
  if (!entry || !context.database.canEdit(entry, context.caller)) throw entryNotFound(asset.entryId);
  return asset;
}

function setFields(asset: Attachment, given: Record<string, unknown>): void {
  if (given['description'] !== undefined) throw notUpdatable('KalturaAttachmentAsset::description');
  for (const name of ['filename', 'title', 'format', 'partnerData', 'tags'] as const) {
    if (given[name] !== undefined) asset[name] = phpString(given[name]);
  }
}

export const attachment: Service = {
  add: {
    allows: 'user',
    guard: (context, params) => needEdit(context, stringParam(params, 'entryId')),
    run: (context, params) => {
      const { database, partnerId } = context;
      const now = database.now();
      const asset: Attachment = {
        id: database.newId(),
        entryId: stringParam(params, 'entryId'),
        tags: '',
        createdAt: now,
        updatedAt: now,
        status: 0,
        content: Buffer.alloc(0),
      };
      setFields(asset, objectParam(params, 'attachmentAsset'));
      database.attachments.set(asset.id, asset);
      return attachmentAnswer(asset, partnerId);
    },
  },
  get: {
    allows: 'widget',
    run: (context, params) =>
      attachmentAnswer(attachmentOf(context, stringParam(params, 'attachmentAssetId')), context.partnerId),
  },
  update: {
    allows: 'user',
    run: (context, params) => {
      const asset = editable(context, stringParam(params, 'id'));
      setFields(asset, objectParam(params, 'attachmentAsset'));
      asset.updatedAt = context.database.now();
      return attachmentAnswer(asset, context.partnerId);
    },
  },
  setcontent: {
    allows: 'user',
    run: (context, params) => {
      const asset = editable(context, stringParam(params, 'id'));
      asset.content = contentOf(context, objectParam(params, 'contentResource'));
      asset.status = 2;
      asset.description ??= '';
      asset.updatedAt = context.database.now();
      return attachmentAnswer(asset, context.partnerId);
    },
  },
  // Assets are read from the database: no lag.
  list: {
    allows: 'widget',
    run: ({ database, partnerId }, params) => {
      const ids = entryIds(params, 'KalturaAttachmentAssetFilter');
      const found = [...database.attachments.values()].filter(({ entryId }) => ids.includes(entryId));
      const objects = page(found, optionalObject(params, 'pager')).map((asset) =>
        attachmentAnswer(asset, partnerId),
      );
      return { totalCount: found.length, objects, objectType: 'KalturaAttachmentAssetListResponse' };
    },
  },
  serve: {
    allows: 'all',
    run: (context, params) => {
      const asset = attachmentOf(context, stringParam(params, 'attachmentAssetId'));
      return new FileAnswer(asset.content, asset.filename ?? asset.id);
    },
  },
  delete: {
    allows: 'admin',
    run: ({ database }, params) => void database.attachments.delete(stringParam(params, 'attachmentAssetId')),
  },
};

function thumbnailAnswer(asset: Thumbnail, partnerId: number): object {
  return {
    id: asset.id,
    entryId: asset.entryId,
    partnerId,
    size: asset.content.length,
    tags: asset.tags,
    createdAt: asset.createdAt,
    updatedAt: asset.updatedAt,
    status: asset.status,
    objectType: 'KalturaThumbAsset',
  };
}

export const thumbAsset: Service = {
  add: {
    allows: 'user',
    guard: (context, params) => needEdit(context, stringParam(params, 'entryId')),
    run: ({ database, partnerId }, params) => {
      const now = database.now();
      const asset: Thumbnail = {
        id: database.newId(),
        entryId: stringParam(params, 'entryId'),
        tags: phpString(objectParam(params, 'thumbAsset')['tags']),
        createdAt: now,
        updatedAt: now,
        status: 0,
        content: Buffer.alloc(0),
      };
      database.thumbnails.set(asset.id, asset);
      return thumbnailAnswer(asset, partnerId);
    },
  },
  setcontent: {
    allows: 'user',
    run: (context, params) => {
      const id = stringParam(params, 'id');
      const asset = context.database.thumbnails.get(id);
      if (!asset) throw new ApiError('THUMB_ASSET_ID_NOT_FOUND', `The Thumbnail asset id "${id}" not found`);
      needEdit(context, asset.entryId);
      asset.content = contentOf(context, objectParam(params, 'contentResource'));
      asset.status = 2;
      return thumbnailAnswer(asset, context.partnerId);
    },
  },
  list: {
    allows: 'widget',
    run: ({ database, partnerId }, params) => {
      const ids = entryIds(params, 'KalturaThumbAssetFilter');
      const found = [...database.thumbnails.values()].filter(({ entryId }) => ids.includes(entryId));
      const objects = page(found, optionalObject(params, 'pager')).map((asset) =>
        thumbnailAnswer(asset, partnerId),
      );
      return { totalCount: found.length, objects, objectType: 'KalturaThumbAssetListResponse' };
    },
  },
};

function tokenAnswer(token: UploadToken, partnerId: number): object {
  return {
    id: token.id,
    partnerId,
    userId: token.userId,
    status: token.status,
    fileName: token.fileName,
    fileSize: token.fileSize,
    ...has('uploadedFileSize', token.content && String(token.content.length)),
    createdAt: token.createdAt,
    updatedAt: token.createdAt,
    objectType: 'KalturaUploadToken',
  };
}

function tokenOf({ database }: Context, params: Params): UploadToken {
  const id = stringParam(params, 'uploadTokenId');
  const token = database.uploads.get(id);
  if (token) return token;
  throw new ApiError('UPLOAD_TOKEN_NOT_FOUND', `Upload token not found`, { ID: id });
}

export const uploadToken: Service = {
  add: {
    allows: 'user',
    run: ({ database, caller, partnerId }, params) => {
      const given = optionalObject(params, 'uploadToken');
      const token: UploadToken = {
        id: `0_${Array.from({ length: 4 }, () =>
          Math.floor(Math.random() * 2 ** 32)
            .toString(16)
            .padStart(8, '0'),
        ).join('')}`,
        userId: caller.user,
        fileName: phpString(given['fileName']),
        fileSize: phpString(given['fileSize']),
        createdAt: database.now(),
        status: 0,
      };
      database.uploads.set(token.id, token);
      return tokenAnswer(token, partnerId);
    },
  },
  upload: {
    allows: 'user',
    run: (context, params) => {
      const token = tokenOf(context, params);
      if (Buffer.isBuffer(params['fileData'])) token.content = params['fileData'];
      token.status = 2;
      return tokenAnswer(token, context.partnerId);
    },
  },
  get: { allows: 'user', run: (context, params) => tokenAnswer(tokenOf(context, params), context.partnerId) },
};
