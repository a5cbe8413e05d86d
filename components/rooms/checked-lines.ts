import { type ReadonlySignal, signal } from '@preact/signals';
import type { Account, CheckedRooms, ListedRoom } from '../../lib/messages/messages.ts';
import type { LineFault, PlanLine, PlannedRoom } from '../../lib/plan/plan.ts';
import type { Problem } from '../../lib/room/report/problem.ts';
import type { Ask } from './ask.ts';

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

/** So many entries are asked about in one request. */
const CHECKED_AT_ONCE = 100;

/**
 * Checks with the server what the lines of a list or a plan name.
 * @param add takes the rooms that it has found
 */
export function createCheckedLines(
  ask: Ask,
  account: ReadonlySignal<Account | undefined>,
  add: (rooms: readonly ListedRoom[]) => void,
) {
  const pasted = signal<Pasted | undefined>(undefined);

  return {
    pasted,

    /**
     * @param choose takes the rooms that can be cloned, by their ids, and all that the lines name; then it is said what
     *   became of each line
     */
    check: async (
      lines: readonly PlanLine[],
      choose: (good: readonly string[], named: readonly PlannedRoom[]) => void,
    ): Promise<void> => {
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
      choose(
        good,
        wanted.map(({ room }) => room),
      );
      pasted.value = {
        kind: 'checked',
        added: good.length,
        refused: refused.toSorted((a, b) => a.line - b.line),
      };
    },
  };
}
