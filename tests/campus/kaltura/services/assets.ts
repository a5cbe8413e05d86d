import { ApiError, cannotBeNull, entryNotFound, noRight } from '../api-error.ts';
import type { Context } from '../action.ts';
import { page } from '../entry-filter.ts';
import { optionalObject, type Params, phpString } from '../params.ts';

/** What attachments and thumbnails have in common. Their lists read the database, never the search index. */

/** Throws for whoever may not edit the entry. */
export function needEdit({ database, caller }: Context, entryId: string): void {
  const entry = database.find(entryId);
  if (!entry) throw entryNotFound(entryId);
  if (!database.canEdit(entry, caller)) throw noRight();
}

/** The file that a content resource names: a text, an uploaded file, or the file of another asset. */
export function contentOf({ database }: Context, resource: Record<string, unknown>): Buffer {
  const type = phpString(resource['objectType']);
  if (type === 'KalturaStringResource') return Buffer.from(phpString(resource['content']));
  if (type === 'KalturaAssetResource') {
    const id = phpString(resource['assetId']);
    const asset = database.attachments.get(id) ?? database.thumbnails.get(id);
    if (asset) return asset.content;
    throw new ApiError('FLAVOR_ASSET_ID_NOT_FOUND', `The Flavor asset id "${id}" not found`, {
      ASSET_ID: id,
    });
  }
  const token = database.uploads.get(phpString(resource['token']));
  if (!token?.content) {
    throw new ApiError(
      'UPLOADED_FILE_NOT_FOUND_BY_TOKEN',
      'The uploaded file was not found by the given token id',
    );
  }
  token.status = 3;
  return token.content;
}

/** Of these ids, the entries that the request's filter lets through: what belongs to others is not listed. */
export const listedEntries = ({ database, filter }: Context, ids: readonly string[]): string[] =>
  ids.filter((id) => {
    const entry = database.find(id);
    return entry !== undefined && filter.names(database, entry);
  });

/** The entries that an asset filter names and the request's filter lets through; without any it is refused. */
function entryIds(context: Context, params: Params, filterType: string): string[] {
  const filter = optionalObject(params, 'filter');
  const ids = filter['entryIdEqual'] ?? filter['entryIdIn'];
  if (ids === undefined) throw cannotBeNull(`${filterType}::entryIdEqual/${filterType}::entryIdIn`);
  return listedEntries(context, phpString(ids).split(','));
}

/** The list of assets of the entries that the filter names, a page of it. */
export function assetList<T extends { readonly entryId: string }>(
  context: Context,
  params: Params,
  kind: 'Attachment' | 'Thumb',
  all: ReadonlyMap<string, T>,
  answerOf: (asset: T, partnerId: number) => object,
): object {
  const ids = entryIds(context, params, `Kaltura${kind}AssetFilter`);
  const found = [...all.values()].filter(({ entryId }) => ids.includes(entryId));
  const objects = page(found, optionalObject(params, 'pager')).map((asset) =>
    answerOf(asset, context.partnerId),
  );
  return { totalCount: found.length, objects, objectType: `Kaltura${kind}AssetListResponse` };
}

export const has = (name: string, value: unknown): object => (value === undefined ? {} : { [name]: value });

/** What every asset answers besides, and of which this project reads nothing (docs/facts/kaltura-api.md#26-fields-besides). */
export const besides = ({ content }: { readonly content: Buffer }): object => ({
  version: '1',
  fileExt: 'noex',
  sizeInBytes: String(content.length),
});
