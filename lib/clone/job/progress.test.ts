import { expect, test } from 'vitest';
import { type Contents, contentsOf } from '../../room/contents.ts';
import { checkStoryboard } from '../../room/parts/storyboard.ts';
import type { PartReport } from '../../room/report/report.ts';
import { compared, cuePoint, id, ORIGINAL } from '../../room/samples.ts';
import {
  progressAtStart,
  sumOf,
  withChildren,
  withCuePoints,
  withFirstRequest,
  withPart,
} from './progress.ts';

const poll = cuePoint('p', { objectType: 'KalturaCodeCuePoint', tags: 'poll-data' });
const ROOM = { ...ORIGINAL, cuePoints: [poll] };

const START = [
  { part: 'settings', done: 0, of: 1 },
  { part: 'files', done: 0, of: 2 },
  { part: 'storyboard', done: 0, of: 3 },
  { part: 'breakouts', done: 0, of: 1 },
  { part: 'cuePoints', done: 0, of: 1 },
] as const;

test('at the start every part that is due is named, with nothing done', () => {
  expect(progressAtStart(ROOM, [], false)).toEqual(START);
});

test('what is left out, unreadable or not there is no part of it', () => {
  expect(progressAtStart(ROOM, ['files', 'storyboard', 'interactions'], false)).toEqual([START[0], START[3]]);
  expect(progressAtStart({ ...ORIGINAL, cuePoints: undefined }, ['breakouts'], false)).toEqual([
    ...[START[0], { ...START[1], of: 1 }, { ...START[2], of: 2 }],
  ]);
});

test('an activity in the course is a part of it where one is wanted', () => {
  expect(progressAtStart(ORIGINAL, [], true).at(-1)).toEqual({ part: 'activity', done: 0, of: 1 });
});

test('copied children count by part, and the room is made by then', () => {
  const copied = new Set([id('file'), id('inside'), id('breakout')]);
  expect(withChildren(START, ROOM, [], { copied }).map(({ done }) => done)).toEqual([1, 2, 0, 1, 0]);
});

test('nothing goes back, and nothing is more than there is', () => {
  const far = withChildren(START, ROOM, [], { copied: new Set([id('file'), id('inside')]) });
  expect(withChildren(far, ROOM, [], { copied: new Set([id('file')]) })).toEqual(far);
  expect(withPart(START, 'cuePoints', 7).at(-1)).toEqual({ part: 'cuePoints', done: 1, of: 1 });
});

test('one part goes on, and the others stay', () => {
  const on = withPart(START, 'files', 1);
  expect(on.map(({ done }) => done)).toEqual([0, 1, 0, 0, 0]);
});

test('the sum is that of all parts', () => {
  expect(sumOf(withPart(START, 'files', 2))).toEqual({ done: 2, of: 8, underWay: 0 });
  expect(sumOf([])).toEqual({ done: 0, of: 0, underWay: 0 });
});

test('the storyboard counts by its items, as the form and the report count it', () => {
  const line = (of: Contents | PartReport | undefined): number | undefined =>
    of && ('storyboardItems' in of ? of.storyboardItems : 'of' in of ? of.of : undefined);
  const counted = progressAtStart(ORIGINAL, [], false).find(({ part }) => part === 'storyboard')?.of;
  expect(counted).toBe(
    line(contentsOf(ORIGINAL, { interactions: 'noService', liveStoryboard: 'noService' })),
  );
  expect(counted).toBe(line(checkStoryboard(compared())));
  expect(withChildren(START, ROOM, [], { copied: new Set([id('board')]) })[2]).toEqual({
    ...START[2],
    done: 3,
  });
});

test('cue points of videos are a part of their own, and come and go with their video', () => {
  const code = cuePoint('c', { objectType: 'KalturaCodeCuePoint', entryId: 'file' });
  const both = { ...ORIGINAL, cuePoints: [poll, code] };
  const start = progressAtStart(both, [], false);
  expect(start.slice(-2)).toEqual([
    { part: 'cuePoints', done: 0, of: 1 },
    { part: 'videoCuePoints', done: 0, of: 1 },
  ]);
  expect(withCuePoints(start, both, [], { copied: new Set(['c']) }).map(({ done }) => done)).toEqual([
    0, 0, 0, 0, 0, 1,
  ]);
  expect(progressAtStart(both, ['files'], false).map(({ part }) => part)).not.toContain('videoCuePoints');
});

test('what is asked for is under way until it is answered: with the room, then batch by batch', () => {
  const asked = withFirstRequest(START, ROOM, [], new Set([id('file'), id('board'), 'p']));
  expect(asked.map(({ underWay }) => underWay)).toEqual([1, 1, 3, undefined, 1]);
  expect(sumOf(asked)).toEqual({ done: 0, of: 8, underWay: 6 });
  const answered = withCuePoints(
    withChildren(asked, ROOM, [], { copied: new Set([id('file')]), underWay: new Set([id('breakout')]) }),
    ...([ROOM, [], { copied: new Set(['p']) }] as const),
  );
  expect(answered.map(({ done, underWay }) => [done, underWay])).toEqual([
    ...[
      [1, undefined],
      [1, undefined],
      [0, undefined],
      [0, 1],
      [1, undefined],
    ],
  ]);
});

test('what is done is not under way, whoever says so', () => {
  const copied = new Set([id('file'), id('inside')]);
  const [, files] = withChildren(START, ROOM, [], { copied, underWay: copied });
  expect(files).toEqual({ part: 'files', done: 2, of: 2 });
});
