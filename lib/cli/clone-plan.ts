import { setTimeout as sleep } from 'node:timers/promises';
import { delayAfter } from '../clone/engine/steps.ts';
import { blockedUntil, pauseOf } from '../clone/job/due.ts';
import { viewOf } from '../clone/job/view.ts';
import { chunks } from '../clone/reading/chunks.ts';
import { chosenGalleries, listGalleries } from '../clone/reading/galleries.ts';
import type { KalturaClient } from '../kaltura/transport/client.ts';
import { getEntries } from '../kaltura/entry.ts';
import type { EntryId, UserId } from '../kaltura/ids.ts';
import { cloneName, nameFaults } from '../plan/names.ts';
import type { Plan, PlannedRoom, PlanLine } from '../plan/plan.ts';
import { outcomeOf, outcomeOfProblem } from '../plan/outcome.ts';
import {
  type CloneOutcome,
  isAtRest,
  newQueue,
  next,
  type Queue,
  startable,
  waitOf,
  tallyOf,
} from '../plan/queue.ts';
import { recordCsv, recordJson, type RecordRow } from '../plan/record.ts';
import type { Gallery } from '../room/gallery.ts';
import type { Problem } from '../room/report/problem.ts';
import { inEnglish as t } from '../texts/english.ts';
import { problemText, reportLines } from '../texts/report-lines.ts';
import { type Cloned, cloneRoom } from './clone-room.ts';
import { exitOf } from './exit.ts';
import type { Options, PlanTask } from './options.ts';
import type { RunFolder } from './run-folder.ts';
import { print } from './terminal.ts';

interface Item {
  readonly key: string;
  readonly line: number;
  readonly copy: number;
  readonly room: PlannedRoom;
}

export interface PlanRun {
  readonly options: Options;
  readonly task: PlanTask;
  readonly plan: Plan;
  readonly folder: RunFolder;
  readonly client: KalturaClient;
  readonly user: UserId;
  /** Where a person looks on; otherwise each clone is a line of JSON as it ends. */
  readonly isTerminal: boolean;
}

/** A clone that waits is waited for so long; the others go on meanwhile. */
const PATIENCE_MS = 10 * 60_000;
/** A room that can't be read since Kaltura is busy is read again so often. */
const READING_TRIES = 6;

/** Clones the rooms of a plan, or goes on with that, and writes the record into the folder. */
export async function clonePlan(run: PlanRun): Promise<number> {
  const { plan, task, folder, isTerminal } = run;
  const rows = new Map<string, RecordRow>();
  const tell = (row: RecordRow): void => {
    if (!isTerminal) print(JSON.stringify(row));
    else if (row.outcome !== 'complete') {
      // Over the line of the progress.
      process.stdout.write('\r');
      const what = row.what || row.toDo.join(' ');
      const words = [t('plan.line', { line: row.line }), row.name || row.room, what];
      print(words.filter((word) => word !== '').join(' · '));
    }
  };
  for (const line of plan.lines) {
    if (line.kind === 'room') continue;
    const row = refusedRow(line);
    rows.set(`line ${row.line}`, row);
    tell(row);
  }
  const items = plan.lines.flatMap(itemsOf);
  await printNames(run, items);
  const publishTo = await galleriesOf(run);
  let queue = newQueue(
    items.map(({ key, room }) => ({ key, source: room.entryId })),
    task.atOnce,
  );
  const pauses = (): void => void (queue = next(queue, { kind: 'paused' }));
  // Once: what runs comes to its end. A second time: the process ends, and another run goes on from the journals.
  process.once('SIGINT', pauses);
  const byKey = new Map(items.map((item) => [item.key, item]));
  const work = async (key: string): Promise<void> => {
    const item = byKey.get(key);
    if (!item) return;
    const cloned = await cloneItem(run, item, publishTo, (until) => {
      queue = next(queue, { kind: 'blocked', until });
    });
    const row = rowOf(item, cloned);
    rows.set(key, row);
    if (isSessionOver(cloned)) queue = next(queue, { kind: 'sessionOver' });
    queue = next(queue, { kind: 'ended', key, outcome: outcomeOfCloned(cloned) });
    tell(row);
    if (isTerminal) process.stderr.write(`\r${t('plan.progress', progressOf(queue))}  `);
  };
  await untilAtRest(
    () => queue,
    (key) => {
      queue = next(queue, { kind: 'started', key });
      return work(key);
    },
  );
  process.off('SIGINT', pauses);
  const record = [
    ...rows.values(),
    ...items.flatMap((item) => (rows.has(item.key) ? [] : [notStarted(item)])),
  ];
  folder.write('record.json', recordJson(record));
  folder.write('record.csv', recordCsv(record));
  const { complete, partial, failed, decision, waiting, left } = tallyOf(queue);
  const tally = { complete, partial, failed, decision, waiting, left };
  const refused = plan.lines.length - new Set(items.map(({ line }) => line)).size;
  if (isTerminal) process.stdout.write('\r');
  print(
    isTerminal ? t('plan.progress', progressOf(queue)) : JSON.stringify({ summary: { ...tally, refused } }),
  );
  return exitOf({ ...tally, failed: tally.failed + refused });
}

function itemsOf(line: PlanLine): readonly Item[] {
  if (line.kind === 'refused') return [];
  return Array.from({ length: line.room.copies }, (_, index) => ({
    key: `${line.room.entryId}.${index + 1}`,
    line: line.line,
    copy: index + 1,
    room: line.room,
  }));
}

/** Starts what may be started, until nothing runs and nothing is to be started. Rejects where the work does. */
function untilAtRest(queue: () => Queue, start: (key: string) => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const go = (): void => {
      clearTimeout(timer);
      for (const key of startable(queue(), Date.now())) start(key).then(go, reject);
      if (isAtRest(queue())) return resolve();
      const ms = waitOf(queue(), Date.now());
      if (ms > 0) timer = setTimeout(go, ms);
    };
    go();
  });
}

const ROOMS_A_CALL = 100;

/** Says before anything is started which names won't do, as far as the originals' names can be read. */
async function printNames({ plan, client, isTerminal }: PlanRun, items: readonly Item[]): Promise<void> {
  const originals = new Map<EntryId, string>();
  const ids = [...new Set(items.map(({ room }) => room.entryId))];
  for (const some of chunks(ids, ROOMS_A_CALL)) {
    const entries = await client.call(getEntries(some));
    if (entries.ok) for (const { id, name } of entries.value) originals.set(id, name);
  }
  const named = items.flatMap(({ line, room, copy }) => {
    const original = originals.get(room.entryId);
    return original === undefined ? [] : [{ line, name: cloneName(plan.names, original, copy) }];
  });
  nameFaults(named.map(({ name }) => name)).forEach((fault, at) => {
    const { line = 0, name = '' } = named[at] ?? {};
    if (!fault) return;
    const what = fault.code === 'nameRepeated' ? t('plan.fault.nameRepeated') : t(`problem.${fault.code}`);
    print(
      isTerminal
        ? [t('plan.line', { line }), name, what].join(' · ')
        : JSON.stringify({ line, name, warning: what }),
    );
  });
}

/** The galleries of the plan. Of each to which this person may not publish it is said before anything is started. */
async function galleriesOf({ plan, client, isTerminal }: PlanRun): Promise<readonly Gallery[]> {
  if (plan.publishTo.length === 0) return [];
  const listed = await listGalleries(client);
  const { galleries, unknown } = chosenGalleries(plan.publishTo, listed.ok ? listed.value : []);
  for (const gallery of unknown) {
    const what = t('plan.galleryRefused', { gallery });
    print(isTerminal ? what : JSON.stringify({ gallery, warning: what }));
  }
  return galleries;
}

/** One clone. Where its room can't be read since Kaltura is busy, it is read again later. */
async function cloneItem(
  run: PlanRun,
  { key, room, copy }: Item,
  publishTo: readonly Gallery[],
  blocked: (until: number) => void,
): Promise<Cloned> {
  const { options, client, user, plan, folder } = run;
  for (let tries = 1; ; tries += 1) {
    const cloned = await cloneRoom({
      session: options.session,
      client,
      user,
      room: room.entryId,
      texts: (original) => ({ ...original, name: cloneName(plan.names, original.name, copy) }),
      options: {
        ...{ leaveOut: room.leaveOut, services: options.services },
        ...(publishTo.length > 0 && { publishTo }),
        ...(plan.coeditors.length > 0 && { coeditors: plan.coeditors }),
      },
      journal: folder.journal(key),
      patience: PATIENCE_MS,
      changed: (job) => {
        const until = blockedUntil(job);
        if (until !== undefined) blocked(until);
      },
    });
    if (cloned.kind === 'job' || cloned.problem.code !== 'blocked' || tries === READING_TRIES) return cloned;
    const delay = delayAfter(tries, Math.random());
    blocked(Date.now() + delay);
    await sleep(delay);
  }
}

const outcomeOfCloned = (cloned: Cloned): CloneOutcome =>
  cloned.kind === 'problem' ? outcomeOfProblem(cloned.problem) : outcomeOf(viewOf(cloned.job).state);

function isSessionOver(cloned: Cloned): boolean {
  const problem = cloned.kind === 'problem' ? cloned.problem : pauseOf(cloned.job)?.problem;
  return problem?.code === 'sessionOver';
}

const rowStart = ({ line, room, copy }: Item): Pick<RecordRow, 'line' | 'room' | 'copy'> => ({
  line,
  room: room.entryId,
  copy,
});
const NOTHING = { originalName: '', name: '', newRoom: '', link: '', what: '', toDo: [] } as const;

const notStarted = (item: Item): RecordRow => ({ ...NOTHING, ...rowStart(item), outcome: 'notStarted' });

function refusedRow({ line, fault }: Extract<PlanLine, { kind: 'refused' }>): RecordRow {
  const what =
    fault.code === 'unreadable'
      ? t('plan.fault.unreadable', { field: fault.field })
      : fault.code === 'repeated'
        ? t('plan.fault.repeated', { line: fault.earlier })
        : t('plan.fault.noReference');
  return { ...NOTHING, line, room: '', copy: 0, outcome: 'refused', what };
}

function rowOf(item: Item, cloned: Cloned): RecordRow {
  const row = { ...NOTHING, ...rowStart(item), outcome: outcomeOfCloned(cloned) };
  if (cloned.kind === 'problem') return { ...row, what: problemText(cloned.problem, t) };
  const view = viewOf(cloned.job);
  const problem = problemIn(view.state);
  const toDo = view.state.kind === 'ready' ? reportLines(view.state.report, t).toDo : [];
  return {
    ...row,
    originalName: view.original.name,
    name: view.texts.name,
    newRoom: view.room ?? '',
    what: problem ? problemText(problem, t) : '',
    toDo: toDo.map(({ text, more }) => [text, ...more].join(' ')),
  };
}

function problemIn(state: ReturnType<typeof viewOf>['state']): Problem | undefined {
  if (state.kind === 'decision') return { code: 'needsDecision' };
  return state.kind === 'failed' || state.kind === 'waiting' ? state.problem : undefined;
}

function progressOf(queue: Queue): { done: number; of: number } {
  const { complete, partial } = tallyOf(queue);
  return { done: complete + partial, of: queue.items.length };
}
