import { computed, signal } from '@preact/signals';
import type {
  Account,
  BatchLine,
  BatchRoom,
  BatchStarted,
  BatchView,
  BatchWish,
  CheckedRooms,
  CourseRoom,
  Galleries,
  ListedRoom,
  PanelMessage,
  RoomInside,
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
import { type Gallery, MOST_GALLERIES } from '../../lib/room/gallery.ts';
import type { Problem } from '../../lib/room/report/problem.ts';
import { filtered, type RoomFilter } from './room-filter.ts';
import { NOTHING_CHOSEN, type Selection } from './selection.ts';

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
/** So many rooms are looked into for one message. */
const COUNTED_AT_ONCE = 8;

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
  /** How much is in the rooms that were seen. */
  const inside = signal<ReadonlyMap<string, number>>(new Map());
  /** The rooms that were asked about, and those that are seen now. */
  const counted = new Set<string>();
  let seen: readonly string[] = [];
  let isCounting = false;
  /** Where the person may publish; undefined: not known yet. */
  const galleries = signal<readonly Gallery[] | undefined>(undefined);
  const publishTo = signal<ReadonlySet<number>>(new Set());
  /** So many galleries of a plan are none of hers. */
  const galleriesRefused = signal(0);
  /** The course from which the page was opened: its activities by the rooms that they open. */
  const course = signal<ReadonlyMap<string, Activity>>(new Map());
  const copyActivities = signal(defaults.copyActivity);
  /** The co-editors who are to be added: nobody, unless she says so of each. */
  const ticked = signal<ReadonlySet<string>>(new Set());
  const isTicked = (id: string): boolean => ticked.value.has(id.toLowerCase());
  /** So many people of a plan are co-editors of none of its rooms. */
  const coeditorsRefused = signal(0);
  const pasted = signal<Pasted | undefined>(undefined);
  const planFault = signal<PlanFault | undefined>(undefined);
  const batches = signal<readonly BatchLine[]>([]);
  const openBatch = signal<BatchView | undefined>(undefined);
  /** Counts the lists that were begun: what comes of an earlier one is not shown. */
  let lists = 0;
  let openId: string | undefined;

  const shown = computed(() => filtered([...rooms.value.values()], filter.value, defaults.language));
  const chosen = computed(() => [...selection.value.chosen].flatMap((id) => rooms.value.get(id) ?? []));
  /** The co-editors of the chosen rooms, but for herself, with the number of those rooms. */
  const coeditors = computed(() => coeditorsOfAll(chosen.value, account.value?.user ?? ''));
  const added = (): string[] => coeditors.value.flatMap(({ id }) => (isTicked(id) ? [id] : []));
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

  function forgetChoice(): void {
    selection.value = NOTHING_CHOSEN;
    ticked.value = new Set();
    coeditorsRefused.value = 0;
  }

  /** Our own background's answers. */
  const ask = async <T>(message: PanelMessage): Promise<T> => (await say(message)) as T;

  async function listAll(of: Account): Promise<void> {
    lists += 1;
    const list = lists;
    isLoading.value = true;
    inside.value = new Map();
    counted.clear();
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

  /** Counts what is in the rooms that are seen, a few at a time: those that were scrolled past have no turn. */
  async function countSeen(ids: readonly string[]): Promise<void> {
    seen = ids;
    if (isCounting) return;
    isCounting = true;
    for (;;) {
      const of = account.value;
      const due = seen.filter((id) => !counted.has(id)).slice(0, COUNTED_AT_ONCE);
      if (!of || due.length === 0) break;
      due.forEach((id) => counted.add(id));
      const answer = await ask<readonly RoomInside[] | undefined>({
        type: 'rooms.inside',
        account: of,
        entryIds: due,
      }).catch(() => undefined);
      const found = answer?.map(({ entryId, count }) => [entryId, count] as const) ?? [];
      if (found.length > 0 && account.value === of) inside.value = new Map([...inside.value, ...found]);
    }
    isCounting = false;
  }

  async function listGalleries(of: Account): Promise<void> {
    galleries.value = undefined;
    publishTo.value = new Set();
    galleriesRefused.value = 0;
    const answer = await ask<Galleries | undefined>({ type: 'rooms.galleries', account: of });
    if (account.value === of) galleries.value = answer?.ok ? answer.galleries : [];
  }

  /** Chooses the galleries of a plan, as far as she may publish there. */
  function chooseGalleries(ids: readonly number[]): void {
    const known = new Set(galleries.value?.map(({ id }) => id));
    publishTo.value = new Set(ids.filter((id) => known.has(id)));
    galleriesRefused.value = ids.length - publishTo.value.size;
  }

  /** Ticks the people of a plan, as far as they are co-editors of its rooms. */
  function chooseCoeditors(ids: readonly string[]): void {
    const wanted = new Set(ids.map((id) => id.toLowerCase()));
    const known = coeditors.value.flatMap(({ id }) => {
      const key = id.toLowerCase();
      return wanted.has(key) ? [key] : [];
    });
    ticked.value = new Set(known);
    coeditorsRefused.value = ids.length - known.length;
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
        void listGalleries(known[0]);
      }
    }
    batches.value = (await ask<readonly BatchLine[] | undefined>({ type: 'batch.list' })) ?? [];
    if (openId !== undefined)
      openBatch.value = await ask<BatchView | undefined>({ type: 'batch.read', batchId: openId });
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
    ...{ batches, openBatch, rooms, shown, chosen, planned, refresh },
    ...{ galleries, publishTo, galleriesRefused, inside },
    ...{ coeditors, isTicked, coeditorsRefused, activities, copyActivities },
    countSeen: (ids: readonly string[]): void => void countSeen(ids),
    choose: (one: Account): void => {
      account.value = one;
      forgetChoice();
      void listAll(one);
      void listGalleries(one);
    },
    publish: (gallery: number, isChosen: boolean): void => {
      const others = [...publishTo.value].filter((id) => id !== gallery);
      if (!isChosen) publishTo.value = new Set(others);
      else if (others.length < MOST_GALLERIES) publishTo.value = new Set([...others, gallery]);
    },
    tick: (id: string, isChosen: boolean): void => {
      const key = id.toLowerCase();
      const others = [...ticked.value].filter((one) => one !== key);
      ticked.value = new Set(isChosen ? [...others, key] : others);
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
      chooseGalleries(read.plan.publishTo);
      ticked.value = new Set();
      await addLines(read.plan.lines, true);
      chooseCoeditors(read.plan.coeditors);
    },
    plan: (): string =>
      writePlan(
        names.value,
        chosen.value.map(({ entryId }) => ({
          room: entryId,
          copies: copiesOf(entryId),
          leaveOut: ownLeaveOut.value.get(entryId) ?? defaults.leaveOut,
        })),
        { publishTo: [...publishTo.value], coeditors: added() },
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
        publishTo: [...publishTo.value],
        coeditors: added(),
      });
      trouble.value = answer?.ok === false ? answer.problem : answer ? undefined : { code: 'unexpected' };
      if (!answer?.ok) return;
      forgetChoice();
      openId = answer.batchId;
      await refresh();
    },
    show: async (batchId: string | undefined): Promise<void> => {
      openId = batchId;
      openBatch.value = undefined;
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

/** A co-editor of rooms, and how many of these are so. */
export interface RoomsCoeditor {
  readonly id: string;
  readonly rooms: number;
}

/** Those of most rooms first. @param user who needs no right in what is hers */
function coeditorsOfAll(rooms: readonly ListedRoom[], user: string): readonly RoomsCoeditor[] {
  const byId = new Map<string, RoomsCoeditor>();
  for (const id of rooms.flatMap(({ coeditors }) => coeditors)) {
    const key = id.toLowerCase();
    if (key === user.toLowerCase()) continue;
    const known = byId.get(key);
    byId.set(key, { id: known?.id ?? id, rooms: (known?.rooms ?? 0) + 1 });
  }
  return [...byId.values()].toSorted((a, b) => b.rooms - a.rooms || a.id.localeCompare(b.id));
}
