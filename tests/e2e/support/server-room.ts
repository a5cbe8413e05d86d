import type { RoomServices } from '../../campus/services/server.ts';
import { type Admin, ADMIN } from '../../campus/demo/admin.ts';

/** A room as the server holds it, read by an administrator with the campus' own client: nothing of the product's. */
export interface ServerRoom {
  readonly entry: Fields;
  /** All that is below it, each after its parent. */
  readonly children: readonly Fields[];
  readonly attachments: readonly Fields[];
  readonly thumbnails: readonly Fields[];
  readonly metadata: readonly Fields[];
  readonly cuePoints: readonly Fields[];
  /** What kind of item of the Q&A each annotation among the cue points is. */
  readonly annotationMetadata: readonly Fields[];
  /** What room services hold of it; undefined where none are set up. */
  readonly services:
    { readonly interactions: readonly Fields[]; readonly storyboard: readonly Fields[] } | undefined;
}

export type Fields = Readonly<Record<string, unknown>>;

/** All statuses but deleted: by default a list leaves rooms and drafts out. */
const LIVING = '-2,-1,0,1,2,4,5,6,7';

export async function readServerRoom(admin: Admin, id: string, services?: RoomServices): Promise<ServerRoom> {
  const list = async (service: string, filter: object): Promise<Fields[]> => {
    const pager = { objectType: 'KalturaFilterPager', pageSize: 500 };
    const { objects, totalCount } = await admin.must(ADMIN, service, 'list', { filter, pager });
    const found = objects as Fields[]; // what every list answers
    if (found.length !== totalCount)
      throw new Error(`${service}.list answered a part of ${String(totalCount)}`);
    return found;
  };
  const childrenOf = async (parent: string): Promise<Fields[]> => {
    const filter = { objectType: 'KalturaBaseEntryFilter', parentEntryIdEqual: parent, statusIn: LIVING };
    const children = await list('baseEntry', filter);
    const below = await Promise.all(children.map((child) => childrenOf(String(child['id']))));
    return [...children, ...below.flat()];
  };
  const asset = { objectType: 'KalturaAssetFilter', entryIdEqual: id };
  const attachments = await list('attachment_attachmentasset', asset);
  const cuePoints = await list('cuepoint_cuepoint', {
    objectType: 'KalturaCuePointFilter',
    entryIdEqual: id,
  });
  const annotations = cuePoints.filter((one) => one['cuePointType'] === 'annotation.Annotation');
  return {
    entry: await admin.must(ADMIN, 'baseEntry', 'get', { entryId: id }),
    children: await childrenOf(id),
    attachments: await Promise.all(
      attachments.map(async (one) => ({
        ...one,
        content: await attachmentContent(admin, String(one['id'])),
      })),
    ),
    thumbnails: await list('thumbAsset', asset),
    metadata: await list('metadata_metadata', {
      objectType: 'KalturaMetadataFilter',
      metadataObjectTypeEqual: '1',
      objectIdEqual: id,
    }),
    cuePoints,
    annotationMetadata:
      annotations.length === 0
        ? []
        : await list('metadata_metadata', {
            objectType: 'KalturaMetadataFilter',
            metadataObjectTypeEqual: 'annotationMetadata.Annotation',
            objectIdIn: annotations.map((one) => one['id']).join(','),
          }),
    services: services && { interactions: services.interactions(id), storyboard: services.storyboard(id) },
  };
}

async function attachmentContent(admin: Admin, attachmentAssetId: string): Promise<string> {
  const response = await fetch(`${admin.url}/api_v3/service/attachment_attachmentasset/action/serve`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ks: await admin.session(ADMIN), attachmentAssetId }),
  });
  return response.text();
}
