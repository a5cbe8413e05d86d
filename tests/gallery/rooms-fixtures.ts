import type {
  Account,
  BatchRow,
  BatchView,
  CheckedRoom,
  ListedRoom,
  PanelMessage,
} from '../../lib/messages/messages.ts';
import { DIALOG_VIEWS, NOW } from './fixtures.ts';

const DAY = 86_400;
const NOON = Math.floor(NOW / 1000);

const NAMES = [
  'Algebra I Fall 2026',
  'Geometry',
  'Logic – group 1',
  'הסתברות',
  'Statistics 101',
  'Zero knowledge and other proofs, for second-year students of mathematics',
];

const roomOf = (n: number): ListedRoom => ({
  entryId: `1_room${String(n).padStart(4, '0')}`,
  name: n < NAMES.length ? (NAMES[n] ?? '') : `Room ${n}`,
  tags: n === 0 ? 'maths, fall' : '',
  createdAt: NOON - (300 - (n % 200)) * DAY,
  updatedAt: NOON - (n % 90) * DAY,
  owner: n === 2 ? 'amir.cohen' : 'noa.levi',
  coeditors: n % 3 === 2 ? ['amir.cohen', 'tutors'] : n === 0 ? ['amir.cohen'] : [],
  root: undefined,
});

const row = (n: number, fields: Partial<BatchRow>): BatchRow => ({
  ...{ key: `1_room000${n}.1`, room: `1_room000${n}`, copy: 1, leaveOut: [], problem: undefined },
  originalName: NAMES[n] ?? '',
  name: `${NAMES[n] ?? ''} – Spring`,
  state: { kind: 'queued' },
  ...fields,
});

const { job: ready } = DIALOG_VIEWS['ready-partial'];

/** A batch with a clone in each of its states. */
export const BATCH: BatchView = {
  id: 'batch-1',
  startedAt: NOW - 60_000,
  of: 5,
  tally: {
    ...{ complete: 0, partial: 1, failed: 1, decision: 0, waiting: 0 },
    ...{ cancelled: 0, undone: 0, kept: 1, left: 1 },
  },
  aim: 'clone',
  paused: undefined,
  isOver: false,
  isSlow: true,
  names: { pattern: '{name} – Spring', term: '', year: '', replace: [] },
  rows: [
    row(0, {
      state: { kind: 'ended', outcome: 'partial' },
      job: { jobId: 'job-1', state: ready.state, progress: { done: 5, of: 5 } },
      newRoom: '1_new00001',
      link: 'https://102.kaf.kaltura.com/media/t/1_new00001',
    }),
    row(1, { state: { kind: 'ended', outcome: 'failed' }, problem: { code: 'noRight' } }),
    row(2, {
      state: { kind: 'running' },
      job: { jobId: 'job-2', state: { kind: 'running' }, progress: { done: 3, of: 12 } },
    }),
    row(3, { state: { kind: 'queued' } }),
    row(4, { state: { kind: 'ended', outcome: 'kept' } }),
  ],
};

const ACCOUNT: Account = { url: 'https://www.kaltura.com', partnerId: 102, user: 'noa.levi' };
const PAGE = 500;

/** Where the person of the page may publish. */
const GALLERIES = [
  { id: 301, name: 'Algebra I, spring 2027' },
  { id: 302, name: 'Faculty of Mathematics' },
];

/** The background of the page of rooms, with so many rooms; undefined: nobody is signed in anywhere. */
export function roomsBackground(
  count: number | undefined,
  isOver: boolean,
  said: (message: unknown) => void,
) {
  const rooms = Array.from({ length: count ?? 0 }, (_, n) => roomOf(n));
  const batch = isOver ? { ...BATCH, isOver, tally: { ...BATCH.tally, partial: 3, left: 0 } } : BATCH;
  const checked = (entryId: string): CheckedRoom => {
    const room = rooms.find((one) => one.entryId === entryId);
    return room
      ? { entryId, ok: true, room }
      : { entryId, ok: false, problem: { code: entryId.startsWith('1_video') ? 'notARoom' : 'notFound' } };
  };
  return (message: PanelMessage): Promise<unknown> => {
    if (message.type === 'rooms.accounts') return Promise.resolve(count === undefined ? [] : [ACCOUNT]);
    if (message.type === 'rooms.list') {
      const some = message.which === 'own' ? rooms.slice((message.page - 1) * PAGE, message.page * PAGE) : [];
      return Promise.resolve({ ok: true, rooms: some, totalCount: rooms.length, isLast: some.length < PAGE });
    }
    // One is empty; of one it is not known.
    if (message.type === 'rooms.inside')
      return Promise.resolve(
        message.entryIds.flatMap((entryId) =>
          entryId === '1_room0002' ? [] : [{ entryId, count: 3 * Number(entryId.slice(6)) }],
        ),
      );
    if (message.type === 'rooms.galleries')
      return Promise.resolve({ ok: true, galleries: count === undefined ? [] : GALLERIES });
    // Of the course from which the page was opened; a page with thousands was opened from none.
    if (message.type === 'rooms.course')
      return Promise.resolve(
        rooms.slice(0, 4).map(({ entryId, name }, n) => ({
          entryId,
          activity: { base: 'https://moodle.example.edu', courseId: 2, cmid: 20 + n, module: 'lti', name },
        })),
      );
    if (message.type === 'rooms.check')
      return Promise.resolve({ ok: true, rooms: message.entryIds.map(checked) });
    if (message.type === 'batch.list') return Promise.resolve(count === 6 ? [batch] : []);
    if (message.type === 'batch.read') return Promise.resolve(batch);
    said(message);
    return Promise.resolve(message.type === 'batch.start' ? { ok: true, batchId: BATCH.id } : true);
  };
}
