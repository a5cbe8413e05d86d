import { listCategories, listMemberships, mayPublish } from '../../kaltura/category.ts';
import type { KalturaClient } from '../../kaltura/transport/client.ts';
import { type Result, succeeded } from '../../kaltura/transport/result.ts';
import { getUser } from '../../kaltura/user.ts';
import type { Gallery } from '../../room/gallery.ts';
import { chunks } from './chunks.ts';

/** The server's cap for a page: a page that is not full is the last. */
const FULL_PAGE = 500;
/** Nobody publishes in more; a server that never ends is asked no further. */
const MOST_PAGES = 10;
const CATEGORIES_A_CALL = 100;

/** The galleries and channels that the session's user may publish to, in the order of their names. */
export async function listGalleries(client: KalturaClient): Promise<Result<readonly Gallery[]>> {
  const who = await client.call(getUser());
  if (!who.ok) return who;
  const ids = new Set<number>();
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = await client.call(listMemberships(who.value.id, page));
    if (!answer.ok) return answer;
    for (const membership of answer.value.objects) if (mayPublish(membership)) ids.add(membership.categoryId);
    if (answer.value.objects.length < FULL_PAGE) break;
  }
  const galleries: Gallery[] = [];
  for (const some of chunks([...ids], CATEGORIES_A_CALL)) {
    const answer = await client.call(listCategories(some));
    if (!answer.ok) return answer;
    for (const { id, name } of answer.value.objects) if (ids.has(id)) galleries.push({ id, name });
  }
  return succeeded(galleries.toSorted((a, b) => a.name.localeCompare(b.name)));
}

/**
 * Galleries by their ids, as a plan names them: what the person may publish to; and those of which that is not known, by
 * their ids, which are tried and reported.
 */
export function chosenGalleries(
  wanted: readonly number[],
  known: readonly Gallery[],
): { readonly galleries: readonly Gallery[]; readonly unknown: readonly number[] } {
  const byId = new Map(known.map((gallery) => [gallery.id, gallery]));
  return {
    galleries: wanted.map((id) => byId.get(id) ?? { id, name: String(id) }),
    unknown: wanted.filter((id) => !byId.has(id)),
  };
}
