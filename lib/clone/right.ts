import type { KalturaClient } from '../kaltura/client.ts';
import { getEntry } from '../kaltura/entry.ts';
import type { EntryId, UserId } from '../kaltura/ids.ts';
import { Multirequest } from '../kaltura/multirequest.ts';
import { getUser, listGroups } from '../kaltura/user.ts';
import { rightToClone } from '../room/rights.ts';
import { roomKind } from '../room/room.ts';

/** Whether this session's user may clone an entry, asked when its page is seen; and who that user is. */
export async function askForRight(
  client: KalturaClient,
  id: EntryId,
): Promise<{ readonly offer: boolean; readonly user: UserId | undefined }> {
  const chain = new Multirequest();
  const user = chain.add(getUser());
  const entry = chain.add(getEntry(id));
  const groups = chain.add(listGroups(user.id()));
  const answers = await client.send(chain);
  if (!answers.ok) return { offer: false, user: undefined };
  const who = answers.value.read(user);
  const room = answers.value.read(entry);
  if (!who.ok) return { offer: false, user: undefined };
  const memberships = answers.value.read(groups);
  const names = memberships.ok ? memberships.value.objects.map(({ groupId }) => groupId) : [];
  const offer =
    room.ok && roomKind(room.value) !== 'none' && rightToClone(room.value, who.value.id, names) !== 'none';
  return { offer, user: who.value.id };
}
