import { expect, test } from 'vitest';
import { type AccountRow, BASE_PERMISSION, partRows, type Verdict } from './account.ts';

const permission = (verdict: Verdict): AccountRow => ({
  kind: 'permission',
  name: BASE_PERMISSION,
  verdict,
  code: '',
});
const call = (name: string, verdict: Verdict): AccountRow => ({ kind: 'call', name, verdict });
const verdicts = (rows: readonly AccountRow[]) =>
  Object.fromEntries(partRows(rows).map(({ name, verdict }) => [name, verdict]));

test('a part is copied where reading it and writing are allowed', () => {
  const rows = [permission('yes'), call('baseEntry.list', 'yes'), call('thumbAsset.list', 'no')];
  expect(verdicts(rows)).toMatchObject({ files: 'yes', thumbnails: 'no', attachments: 'unknown' });
});

test('where the role does not name the permission, nothing that writes is promised', () => {
  expect(verdicts([permission('unknown'), call('baseEntry.list', 'yes')])).toMatchObject({
    texts: 'unknown',
    files: 'unknown',
  });
});

test('the interactions and the live storyboard are copied by their services alone', () => {
  const chat: AccountRow = { kind: 'service', name: 'chat', verdict: 'yes' };
  const none: AccountRow = { kind: 'service', name: 'storyboard', verdict: 'no' };
  expect(verdicts([permission('yes'), chat, none])).toMatchObject({
    interactions: 'yes',
    liveStoryboard: 'no',
  });
});
