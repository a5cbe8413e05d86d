import { computed, signal } from '@preact/signals';
import type {
  Account,
  BatchRoom,
  BatchStarted,
  BatchWish,
  CourseRoom,
  PanelMessage,
} from '../../lib/messages/messages.ts';
import type { NameRules } from '../../lib/plan/names.ts';
import { MOST_LINES, type PlanFault, readLines, readPlan, writePlan } from '../../lib/plan/plan.ts';
import type { Activity } from '../../lib/room/activity.ts';
import type { Choice } from '../../lib/room/choice.ts';
import { createAccountRooms, sameAccount } from './account-rooms.ts';
import type { Ask } from './ask.ts';
import { createCheckedLines } from './checked-lines.ts';
import { createCoeditorChoice } from './coeditor-choice.ts';
import { createGalleryChoice } from './gallery-choice.ts';
import { createRoomChoice } from './room-choice.ts';
import { createRoomCounts } from './room-counts.ts';
import { NOTHING_CHOSEN } from './selection.ts';
import { createShownBatches } from './shown-batches.ts';

export type RoomsModel = ReturnType<typeof createRoomsModel>;

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
  // Our own background's answers, by the types that it answers with.
  const ask: Ask = async <T>(message: PanelMessage): Promise<T> => (await say(message)) as T;
  const { listAll, add, ...listed } = createAccountRooms(ask, defaults.language);
  const { accounts, account, rooms, trouble } = listed;
  const { follow, chooseOnly, copiesOf, leaveOutOf, ...choice } = createRoomChoice(rooms, defaults);
  const { selection, names, chosen } = choice;
  const { pasted, check } = createCheckedLines(ask, account, add);
  const counts = createRoomCounts(ask, account);
  const galleryChoice = createGalleryChoice(ask, account);
  const coeditorChoice = createCoeditorChoice(chosen, account);
  const shownBatches = createShownBatches(ask);
  /** The course from which the page was opened: its activities by the rooms that they open. */
  const course = signal<ReadonlyMap<string, Activity>>(new Map());
  const copyActivities = signal(defaults.copyActivity);
  /** The chosen rooms of which the course has an activity. */
  const activities = computed(() => chosen.value.filter(({ entryId }) => course.value.has(entryId)));
  const planFault = signal<PlanFault | undefined>(undefined);

  function forgetChoice(): void {
    selection.value = NOTHING_CHOSEN;
    coeditorChoice.untickAll();
  }

  function look(at: Account): void {
    account.value = at;
    counts.forgetCounts();
    void listAll(at);
    void galleryChoice.list(at);
  }

  /** Looks for whose rooms there are; the first time, and when another person has come, lists them. */
  async function refresh(): Promise<void> {
    const known = (await ask<readonly Account[] | undefined>({ type: 'rooms.accounts' })) ?? [];
    accounts.value = known;
    const now = account.value;
    if (!now || !known.some((one) => sameAccount(one, now))) {
      // What was chosen is hers who has gone.
      if (now) forgetChoice();
      if (known[0]) look(known[0]);
      else {
        account.value = undefined;
        rooms.value = new Map();
      }
    }
    await shownBatches.read();
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
    if (count > MOST_LINES) {
      pasted.value = { kind: 'tooMany', count };
      return;
    }
    const named = readLines(lines).filter(({ line }) => lines[line - 1] !== '');
    await check(named, (good) => chooseOnly([...selection.value.chosen, ...good]));
  }

  const batchRoomOf = ({ entryId, name }: { readonly entryId: string; readonly name: string }): BatchRoom => {
    const activity = copyActivities.value ? course.value.get(entryId) : undefined;
    const wanted = { copies: copiesOf(entryId), leaveOut: leaveOutOf(entryId) };
    return { entryId, name, ...wanted, ...(activity && { activity }) };
  };

  return {
    ...{ ...listed, ...choice, pasted, planFault, activities, copyActivities },
    ...{ counts, galleryChoice, coeditorChoice, shownBatches },
    ...{ refresh, paste, readCourse },
    choose: (one: Account): void => {
      forgetChoice();
      look(one);
    },
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
      await check(read.plan.lines, (good, named) => {
        follow(named);
        chooseOnly(good);
      });
      coeditorChoice.tickOnly(read.plan.coeditors);
    },
    plan: (): string =>
      writePlan(
        names.value,
        chosen.value.map(({ entryId }) => ({
          room: entryId,
          copies: copiesOf(entryId),
          leaveOut: leaveOutOf(entryId),
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
        rooms: chosen.value.map(batchRoomOf),
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
