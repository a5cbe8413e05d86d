import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { ListedRoom } from '../../lib/messages/messages.ts';
import { cloneName, type NameFault, nameFaults, type NameRules } from '../../lib/plan/names.ts';
import type { PlannedRoom } from '../../lib/plan/plan.ts';
import type { Choice } from '../../lib/room/choice.ts';
import { NOTHING_CHOSEN, type Selection } from './selection.ts';

/** A new room as it will be, before anything starts. */
export interface PlannedName {
  readonly key: string;
  readonly original: string;
  readonly name: string;
  readonly fault: NameFault | undefined;
}

/**
 * Which rooms are cloned, how often, and how the clones are named.
 * @param rooms those that are listed
 * @param defaults how a clone is named, and what is left out, where nothing else is wanted
 */
export function createRoomChoice(
  rooms: ReadonlySignal<ReadonlyMap<string, ListedRoom>>,
  defaults: { readonly names: NameRules; readonly leaveOut: readonly Choice[] },
) {
  const selection = signal<Selection>(NOTHING_CHOSEN);
  const names = signal<NameRules>(defaults.names);
  const copies = signal(1);
  /** Of rooms whose plan says so; all others have `copies`. */
  const ownCopies = signal<ReadonlyMap<string, number>>(new Map());
  const ownLeaveOut = signal<ReadonlyMap<string, readonly Choice[]>>(new Map());
  const chosen = computed(() => [...selection.value.chosen].flatMap((id) => rooms.value.get(id) ?? []));
  const copiesOf = (id: string): number => ownCopies.value.get(id) ?? copies.value;
  const leaveOutOf = (id: string): readonly Choice[] => ownLeaveOut.value.get(id) ?? defaults.leaveOut;
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

  return {
    ...{ selection, names, copies, chosen, planned, copiesOf, leaveOutOf },

    /** So many clones of each room, also of those of a plan. */
    setCopies: (count: number): void => {
      copies.value = count;
      ownCopies.value = new Map();
    },

    /** What a plan says of its rooms. */
    follow: (planRooms: readonly PlannedRoom[]): void => {
      ownCopies.value = new Map(planRooms.map((room) => [room.entryId, room.copies]));
      ownLeaveOut.value = new Map(planRooms.map((room) => [room.entryId, room.leaveOut]));
    },

    /** Chooses these, and no others. */
    chooseOnly: (ids: readonly string[]): void => {
      selection.value = { ...selection.value, chosen: new Set(ids) };
    },
  };
}
