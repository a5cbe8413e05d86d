import { ApiError } from '../api-error.ts';
import { type Context, FileAnswer, type Service } from '../action.ts';
import type { Thumbnail } from '../database.ts';
import { objectParam, type Params, phpString, stringParam } from '../params.ts';
import { storedTags } from '../texts.ts';
import { assetList, besides, contentOf, needEdit } from './assets.ts';

function thumbnailAnswer(asset: Thumbnail, partnerId: number): object {
  return {
    id: asset.id,
    entryId: asset.entryId,
    partnerId,
    ...besides(asset),
    size: asset.content.length,
    tags: asset.tags,
    createdAt: asset.createdAt,
    updatedAt: asset.updatedAt,
    status: asset.status,
    objectType: 'KalturaThumbAsset',
  };
}

const DEFAULT_TAG = 'default_thumb';
const READY = 2;

const tagsOf = ({ tags }: Thumbnail): string[] => tags.split(',').map((tag) => tag.trim());

function thumbnailOf({ database }: Context, params: Params, name: string): Thumbnail {
  const id = stringParam(params, name);
  const asset = database.thumbnails.get(id);
  if (asset) return asset;
  const message = `The Thumbnail asset id "${id}" not found`;
  throw new ApiError('THUMB_ASSET_ID_NOT_FOUND', message, { THUMB_ASSET_ID: id });
}

const ofEntry = ({ database }: Context, id: string): Thumbnail[] =>
  [...database.thumbnails.values()].filter(({ entryId }) => entryId === id);

/** One thumbnail of an entry bears the tag. */
function makeDefault(context: Context, chosen: Thumbnail): void {
  for (const asset of ofEntry(context, chosen.entryId)) {
    const others = tagsOf(asset).filter((tag) => tag !== DEFAULT_TAG);
    asset.tags = storedTags([...others, ...(asset === chosen ? [DEFAULT_TAG] : [])].join(','));
  }
}

/** The first file of an entry without content becomes its default, and one that was added with the tag. */
function isFirst(context: Context, asset: Thumbnail): boolean {
  const entry = context.database.find(asset.entryId);
  const ready = ofEntry(context, asset.entryId).filter(({ status }) => status === READY);
  return entry?.status === 7 && ready.length === 1;
}

const guardOf = (context: Context, params: Params, name: string): void =>
  needEdit(context, thumbnailOf(context, params, name).entryId);

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
    guard: (context, params) => guardOf(context, params, 'id'),
    run: (context, params) => {
      const asset = thumbnailOf(context, params, 'id');
      asset.content = contentOf(context, objectParam(params, 'contentResource'));
      asset.status = READY;
      asset.updatedAt = context.database.now();
      if (tagsOf(asset).includes(DEFAULT_TAG) || isFirst(context, asset)) makeDefault(context, asset);
      return thumbnailAnswer(asset, context.partnerId);
    },
  },
  setasdefault: {
    allows: 'user',
    guard: (context, params) => guardOf(context, params, 'thumbAssetId'),
    run: (context, params) => {
      makeDefault(context, thumbnailOf(context, params, 'thumbAssetId'));
      return null;
    },
  },
  get: {
    allows: 'widget',
    run: (context, params) =>
      thumbnailAnswer(thumbnailOf(context, params, 'thumbAssetId'), context.partnerId),
  },
  list: {
    allows: 'widget',
    run: (context, params) =>
      assetList(context, params, 'Thumb', context.database.thumbnails, thumbnailAnswer),
  },
  geturl: {
    allows: 'widget',
    run: (context, params) => {
      const { id } = thumbnailOf(context, params, 'id');
      return `${context.origin}/api_v3/service/thumbAsset/action/serve/thumbAssetId/${id}`;
    },
  },
  serve: {
    allows: 'all',
    run: (context, params) => {
      const { id, content } = thumbnailOf(context, params, 'thumbAssetId');
      return new FileAnswer(content, `${id}.jpg`, 'image/jpeg');
    },
  },
  delete: {
    allows: 'admin',
    run: (context, params) => {
      context.database.thumbnails.delete(thumbnailOf(context, params, 'thumbAssetId').id);
      return null;
    },
  },
};
