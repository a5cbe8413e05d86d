import { ApiError, entryNotFound, notUpdatable } from '../api-error.ts';
import { type Context, FileAnswer, type Service } from '../action.ts';
import type { Attachment } from '../database.ts';
import { objectParam, phpString, stringParam } from '../params.ts';
import { assetList, besides, contentOf, has, needEdit } from './assets.ts';

function attachmentAnswer(asset: Attachment, partnerId: number): object {
  return {
    id: asset.id,
    entryId: asset.entryId,
    partnerId,
    ...besides(asset),
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
  list: {
    allows: 'widget',
    run: (context, params) =>
      assetList(context, params, 'Attachment', context.database.attachments, attachmentAnswer),
  },
  serve: {
    allows: 'all',
    run: (context, params) => {
      const asset = attachmentOf(context, stringParam(params, 'attachmentAssetId'));
      return new FileAnswer(asset.content, asset.filename ?? asset.id);
    },
  },
  geturl: {
    allows: 'widget',
    run: (context, params) => {
      const { id } = attachmentOf(context, stringParam(params, 'id'));
      return `${context.origin}/api_v3/service/attachment_attachmentAsset/action/serve/attachmentAssetId/${id}`;
    },
  },
  delete: {
    allows: 'admin',
    run: ({ database }, params) => void database.attachments.delete(stringParam(params, 'attachmentAssetId')),
  },
};
