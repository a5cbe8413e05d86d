import { PART_NAMES, type RoomPart } from '../../../lib/room/report/report.ts';
import type { Fact, Facts } from './server-comparison.ts';
import type { SaidLine } from './steps.ts';

/** What is never copied, and has to be said. Everything else must be the same on the server. */
const NOT_COPIED: ReadonlySet<RoomPart> = new Set(['recordings', 'publishing']);

export interface Verdict {
  readonly part: RoomPart;
  /** What the window's report says of it; undefined where it says nothing. */
  readonly said: string | undefined;
  readonly fact: Fact;
  /** Why this part is not as it should be; undefined where it is. */
  readonly problem: string | undefined;
}

/** Holds the report, as a teacher reads it, against what the server says of each part of the room. */
export function judgeReport(lines: readonly SaidLine[], facts: Facts): Verdict[] {
  return PART_NAMES.map((part) => {
    const said = lines.find(({ parts }) => parts.includes(part));
    const fact = facts[part];
    return { part, said: said?.text, fact, problem: problemOf(part, said, fact) };
  });
}

function problemOf(part: RoomPart, said: SaidLine | undefined, fact: Fact): string | undefined {
  // What the original has not, the report does not name.
  if (fact.state === 'none') return said === undefined ? undefined : 'the original has none';
  if (said === undefined) return 'the report does not name it';
  const claim = claimOf(said);
  // What no service shows, nobody can have copied.
  if (NOT_COPIED.has(part) || fact.state === 'unseen') {
    return claim === 'not copied' ? undefined : 'the report does not say that it is not copied';
  }
  if (fact.state === 'differs') return `differs on the server: ${fact.differences.join(', ')}`;
  if (fact.state !== 'same') return 'is not on the server';
  return claim === 'copied' ? undefined : 'is on the server, and the report says otherwise';
}

function claimOf({ outcome, text }: SaidLine): 'copied' | 'not copied' | 'other' {
  if (outcome !== 'copied') return 'not copied';
  const numbers = /: (\d+) of (\d+)/.exec(text);
  return numbers && numbers[1] !== numbers[2] ? 'other' : 'copied';
}
