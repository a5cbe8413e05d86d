import { computed, signal } from '@preact/signals';
import type {
  Account,
  BatchRoom,
  BatchStarted,
  BatchWish,
  CheckedRooms,
  CourseRoom,
  ListedRoom,
  PanelMessage,
  RoomsPage,
} from '../../lib/messages/messages.ts';
import { cloneName, type NameFault, nameFaults, type NameRules } from '../../lib/plan/names.ts';
import {
  type LineFault,
  MOST_LINES,
  type PlanFault,
  type PlanLine,
  readLines,
  readPlan,
  writePlan,
} from '../../lib/plan/plan.ts';
import type { Activity } from '../../lib/room/activity.ts';
import type { Choice } from '../../lib/room/choice.ts';
import type { Problem } from '../../lib/room/report/problem.ts';
import type { Ask } from './ask.ts';
import { createCoeditorChoice } from './coeditor-choice.ts';
import { createGalleryChoice } from './gallery-choice.ts';
import { createRoomCounts } from './room-counts.ts';
import { filtered, type RoomFilter } from './room-filter.ts';
import { NOTHING_CHOSEN, type Selection } from './selection.ts';
import { createShownBatches } from './shown-batches.ts';

/** Why a line of a pasted list, or of a plan, names no room to clone. */
export interface RefusedLine {
  readonly line: number;
  readonly fault: LineFault | { readonly code: 'problem'; readonly problem: Problem };
}

/** What became of a pasted list or a plan. */
export type Pasted =
  | { readonly kind: 'checking' }
  | { readonly kind: 'tooMany'; readonly count: number }
  | { readonly kind: 'checked'; readonly added: number; readonly refused: readonly RefusedLine[] };

/** A new room as it will be, before anything starts. */
export interface PlannedName {
  readonly key: string;
  readonly original: string;
  readonly name: string;
  readonly fault: NameFault | undefined;
}

export type RoomsModel = ReturnType<typeof createRoomsModel>;

/** So many entries are asked about in one request. */
const CHECKED_AT_ONCE = 100;

/**
 * All that the page of rooms holds: what is listed, what is chosen, how the clones are named, and the batches.
 * @param say asks the background
 * @param defaults how a clone is named, and what is left out or copied with it, where nothing else is wanted
 */
export function createRoomsModel(
  say: (message: PanelMessage) => Promise<unknown>,
  defaults: {
    readonly names: NameRules;
    readonly leaveOut: readonly Choice[];
    /** Whether the activities of a course are copied with their rooms. */
    readonly copyActivity: boolean;
    readonly language: string;
  },
) {
  const accounts = signal<readonly Account[] | undefined>(undefined);
  const account = signal<Account | undefined>(undefined);
  const rooms = signal<ReadonlyMap<string, ListedRoom>>(new Map());
  const isLoading = signal(false);
  const trouble = signal<Problem | undefined>(undefined);
  const filter = signal<RoomFilter>({ search: '', order: 'name', notClonedSince: undefined });
  const selection = signal<Selection>(NOTHING_CHOSEN);
  const names = signal<NameRules>(defaults.names);
  /** Of rooms whose plan says so; all others have `copies`. */
  const ownCopies = signal<ReadonlyMap<string, number>>(new Map());
  const ownLeaveOut = signal<ReadonlyMap<string, readonly Choice[]>>(new Map());
  const copies = signal(1);
  /** The course from which the page was opened: its activities by the rooms that they open. */
  const course = signal<ReadonlyMap<string, Activity>>(new Map());
  const copyActivities = signal(defaults.copyActivity);
  const pasted = signal<Pasted | undefined>(undefined);
  const planFault = signal<PlanFault | undefined>(undefined);
  /** Counts the lists that were begun: what comes of an earlier one is not shown. */
  let lists = 0;

  const shown = computed(() => filtered([...rooms.value.values()], filter.value, defaults.language));
  const chosen = computed(() => [...selection.value.chosen].flatMap((id) => rooms.value.get(id) ?? []));
  /** The chosen rooms of which the course has an activity. */
  const activities = computed(() => chosen.value.filter(({ entryId }) => course.value.has(entryId)));
  const activityOf = (id: string): Pick<BatchRoom, 'activity'> | undefined => {
    const activity = course.value.get(id);
    return activity && { activity };
  };
  const copiesOf = (id: string): number => ownCopies.value.get(id) ?? copies.value;
  const planned = computed((): readonly PlannedName[] => {
    const all = chosen.value.flatMap(({ entryId, name }) =>
      Array.from({ length: copiesOf(entryId) }, (_, at) => ({
        key: `${entryId}.${at + 1}`,
        original: name,
        name: cloneName(names.value, name, at + 1),
      })),
    );
    const faults = nameFaults(all.map(({ name }) => name));
    return all.map((one, at) => ({ ...one, fault: faults[at] }));
  });

  // Our own background's answers, by the types that it answers with.
  const ask: Ask = async <T>(message: PanelMessage): Promise<T> => (await say(message)) as T;
  const counts = createRoomCounts(ask, account);
  const galleryChoice = createGalleryChoice(ask, account);
  const coeditorChoice = createCoeditorChoice(chosen, account);
  const shownBatches = createShownBatches(ask);

  function forgetChoice(): void {
    selection.value = NOTHING_CHOSEN;
    coeditorChoice.untickAll();
  }

  async function listAll(of: Account): Promise<void> {
    lists += 1;
    const list = lists;
    isLoading.value = true;
    counts.forgetCounts();
    trouble.value = undefined;
    rooms.value = new Map();
    for (const which of ['own', 'edited'] as const) {
      for (let page = 1; ; page += 1) {
        const answer = await ask<RoomsPage | undefined>({ type: 'rooms.list', account: of, which, page });
        if (list !== lists) return;
        if (!answer?.ok) {
          // Whether a session may list the rooms of others is known by nobody: what it may not is not missed.
          if (which === 'own') trouble.value = answer?.problem ?? { code: 'unexpected' };
          break;
        }
        add(answer.rooms);
        if (answer.isLast) break;
      }
    }
    isLoading.value = false;
  }

  function add(some: readonly ListedRoom[]): void {
    rooms.value = new Map([...rooms.value, ...some.map((room) => [room.entryId, room] as const)]);
  }

  /** Looks for whose rooms there are; the first time, and when another person has come, lists them. */
  async function refresh(): Promise<void> {
    const known = (await ask<readonly Account[] | undefined>({ type: 'rooms.accounts' })) ?? [];
    accounts.value = known;
    const now = account.value;
    const still = known.find((one) => now !== undefined && sameAccount(one, now));
    if (!still) {
      // What was chosen is hers who has gone.
      if (now) forgetChoice();
      account.value = known[0];
      rooms.value = new Map();
      if (known[0]) {
        void listAll(known[0]);
        void galleryChoice.list(known[0]);
      }
    }
    await shownBatches.read();
  }

  /** Checks lines of a list or a plan, and chooses the rooms that they name. */
  async function addLines(lines: readonly PlanLine[], sets: boolean): Promise<void> {
    const of = account.value;
    if (!of) return;
    pasted.value = { kind: 'checking' };
    const refused: RefusedLine[] = lines.flatMap((line) => (line.kind === 'refused' ? [line] : []));
    const wanted = lines.flatMap((line) => (line.kind === 'room' ? [line] : []));
    const good: string[] = [];
    for (let at = 0; at < wanted.length; at += CHECKED_AT_ONCE) {
      const some = wanted.slice(at, at + CHECKED_AT_ONCE);
      const entryIds = some.map(({ room }) => room.entryId);
      const answer = await ask<CheckedRooms | undefined>({ type: 'rooms.check', account: of, entryIds });
      const byId = new Map(answer?.ok ? answer.rooms.map((one) => [one.entryId, one]) : []);
      const failed: Problem = answer?.ok === false ? answer.problem : { code: 'unexpected' };
      const found: ListedRoom[] = [];
      for (const { line, room } of some) {
        const one = byId.get(room.entryId);
        if (one?.ok) found.push(one.room);
        else refused.push({ line, fault: { code: 'problem', problem: one?.problem ?? failed } });
      }
      add(found);
      good.push(...found.map(({ entryId }) => entryId));
    }
    if (sets) {
      ownCopies.value = new Map(wanted.map(({ room }) => [room.entryId, room.copies]));
      ownLeaveOut.value = new Map(wanted.map(({ room }) => [room.entryId, room.leaveOut]));
    }
    selection.value = {
      ...selection.value,
      chosen: new Set([...(sets ? [] : selection.value.chosen), ...good]),
    };
    pasted.value = {
      kind: 'checked',
      added: good.length,
      refused: refused.toSorted((a, b) => a.line - b.line),
    };
  }

  /** Reads the course in a tab: its activities are copied with their rooms. */
  async function readCourse(tabId: number): Promise<void> {
    const found = (await ask<readonly CourseRoom[] | undefined>({ type: 'rooms.course', tabId })) ?? [];
    // Of several that open one room, the first.
    course.value = new Map(found.map(({ entryId, activity }) => [entryId, activity] as const).toReversed());
  }

  /** A list of links or ids, one a line. Empty lines count as lines, and name nothing. */
  async function paste(text: string): Promise<void> {
    const lines = text.split('\n').map((line) => line.trim());
    const count = lines.filter((line) => line !== '').length;
    if (count > MOST_LINES) pasted.value = { kind: 'tooMany', count };
    else
      await addLines(
        readLines(lines).filter(({ line }) => lines[line - 1] !== ''),
        false,
      );
  }

  return {
    ...{ accounts, account, isLoading, trouble, filter, selection, names, copies, pasted, planFault },
    ...{ rooms, shown, chosen, planned, refresh, activities, copyActivities },
    ...{ counts, galleryChoice, coeditorChoice, shownBatches },
    choose: (one: Account): void => {
      account.value = one;
      forgetChoice();
      void listAll(one);
      void galleryChoice.list(one);
    },
    setCopies: (count: number): void => {
      copies.value = count;
      ownCopies.value = new Map();
    },
    ...{ paste, readCourse },
    /**
     * Chooses the rooms of a course, as lines, when the course in that tab is read: rooms that she starts sooner would be
     * cloned without their activities. One that can't be read has none.
     */
    chooseCourse: async (lines: string, tabId: number): Promise<void> => {
      await readCourse(tabId).catch(() => undefined);
      await paste(lines);
    },
    openPlan: async (text: string): Promise<void> => {
      const read = readPlan(text);
      planFault.value = read.ok ? undefined : read.fault;
      if (!read.ok) return;
      names.value = read.plan.names;
      galleryChoice.chooseOnly(read.plan.publishTo);
      coeditorChoice.untickAll();
      await addLines(read.plan.lines, true);
      coeditorChoice.tickOnly(read.plan.coeditors);
    },
    plan: (): string =>
      writePlan(
        names.value,
        chosen.value.map(({ entryId }) => ({
          room: entryId,
          copies: copiesOf(entryId),
          leaveOut: ownLeaveOut.value.get(entryId) ?? defaults.leaveOut,
        })),
        { publishTo: [...galleryChoice.publishTo.value], coeditors: coeditorChoice.added() },
      ),
    start: async (): Promise<void> => {
      const of = account.value;
      if (!of || chosen.value.length === 0) return;
      const answer = await ask<BatchStarted | undefined>({
        type: 'batch.start',
        account: of,
        names: names.value,
        rooms: chosen.value.map(({ entryId, name }) => ({
          entryId,
          name,
          copies: copiesOf(entryId),
          leaveOut: ownLeaveOut.value.get(entryId) ?? defaults.leaveOut,
          ...(copyActivities.value && activityOf(entryId)),
        })),
        publishTo: [...galleryChoice.publishTo.value],
        coeditors: coeditorChoice.added(),
      });
      trouble.value = answer?.ok === false ? answer.problem : answer ? undefined : { code: 'unexpected' };
      if (!answer?.ok) return;
      forgetChoice();
      shownBatches.open(answer.batchId);
      await refresh();
    },
    show: async (batchId: string | undefined): Promise<void> => {
      shownBatches.open(batchId);
      await refresh();
    },
    want: async (batchId: string, wish: BatchWish): Promise<void> => {
      await say({ type: 'batch.want', batchId, wish });
      await refresh();
    },
    showJob: (jobId: string): void => void say({ type: 'job.show', jobId }),
    openRoom: (jobId: string): void => void say({ type: 'job.open', jobId }),
  };
}

const sameAccount = (one: Account, other: Account): boolean =>
  one.url === other.url && one.partnerId === other.partnerId && one.user === other.user;
