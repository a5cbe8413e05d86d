import { expect, test } from 'vitest';
import { type Answer, exception, Lost, page, sampleClient } from '../samples.ts';
import { checkAccount } from './account.ts';

const NOW = 1_800_000_000_000;
const NONE = { chat: undefined, storyboard: undefined };
const ROOM = { id: '1_abcd1234', objectType: 'KalturaRoomEntry' };

const server =
  (changes: Record<string, unknown> = {}): Answer =>
  (action) =>
    ({
      'system.getVersion': '22.19.0',
      'system.getTime': NOW / 1000 + 90,
      'user.get': { id: 'noa' },
      'permission.getCurrentPermissions': 'BASE_USER_SESSION_PERMISSION,ALWAYS_ALLOWED_ACTIONS',
      'groupuser.list': page(),
      'baseEntry.list': { totalCount: 7, objects: [ROOM] },
      'attachment_attachmentasset.list': page(),
      'thumbAsset.list': page(),
      'cuepoint_cuepoint.list': page(),
      'metadata_metadata.list': page(),
      ...changes,
    })[action];

const check = (changes?: Record<string, unknown>) => {
  const client = sampleClient(server(changes));
  return { client, result: checkAccount(client, NONE, () => NOW) };
};

test('an account on which everything is allowed', async () => {
  const { client, result } = check();
  expect(await result).toMatchObject({ version: '22.19.0', clockOffset: 90, rooms: 7 });
  const verdicts = new Map((await result).rows.map(({ name, verdict }) => [name, verdict]));
  expect(verdicts.get('thumbAsset.list')).toBe('yes');
  expect(verdicts.get('BASE_USER_SESSION_PERMISSION')).toBe('yes');
  expect(verdicts.get('files')).toBe('yes');
  expect(verdicts.get('interactions')).toBe('no');
  expect(client.asked).toHaveLength(1);
});

test('asks for what reads, and nothing else', async () => {
  const { client, result } = check();
  await result;
  const actions = client.asked.flat().map((name) => name.split('.')[1]);
  expect(
    actions.filter((action) => !/^(?:get|list|getTime|getVersion|getCurrentPermissions)$/.test(action!)),
  ).toEqual([]);
});

test('a call that the role lacks is named, with what will not be copied', async () => {
  const { result } = check({ 'thumbAsset.list': exception('SERVICE_FORBIDDEN') });
  expect((await result).rows).toContainEqual({
    kind: 'call',
    name: 'thumbAsset.list',
    verdict: 'no',
    code: 'SERVICE_FORBIDDEN',
  });
  expect((await result).rows).toContainEqual({ kind: 'part', name: 'thumbnails', verdict: 'no' });
});

test('rooms of another kind are none that we know', async () => {
  const { result } = check({ 'baseEntry.list': page({ ...ROOM, objectType: 'KalturaLiveEntry' }) });
  expect((await result).rooms).toBeUndefined();
});

test('no answer is no verdict', async () => {
  const client = sampleClient(() => {
    throw new Lost();
  });
  const { rows, version } = await checkAccount(client, NONE, () => NOW);
  expect(version).toBeUndefined();
  expect(rows.map(({ verdict }) => verdict)).toEqual(['unknown']);
});
