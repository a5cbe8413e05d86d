import type { Entry } from '../../kaltura/entry.ts';
import { withBelow } from '../choice.ts';
import type { PartName, PartReport } from '../report/report.ts';
import { type ChildKind, unseenQuizzes } from '../room.ts';
import {
  type Check,
  childrenUnseenIn,
  type Comparison,
  counted,
  expectedParent,
  leftOutOf,
  type Pair,
  pairs,
} from './comparison.ts';
import { differingFields } from './fields.ts';

/** What a copy is not the same thing without; in other fields it may differ, and the report says in which. */
const ESSENTIAL: ReadonlySet<keyof Entry> = new Set([
  ...(['type', 'status', 'name', 'description', 'dataContent', 'roomType'] as const),
]);

/** A copy of a child stands under the copy of its parent, comes from the original, and holds the same. */
const isThere = (comparison: Comparison, { original, copy }: Pair): boolean =>
  copy !== undefined &&
  copy.parentEntryId === expectedParent(comparison, original) &&
  copy.rootEntryId === original.id &&
  !differingFields(original, copy).some((field) => ESSENTIAL.has(field));

/** Still being uploaded or converted, or failed there: its copy has no video, and will get none. */
const NOT_READY: ReadonlySet<string> = new Set(['-2', '-1', '0', '1', '4']);
const isReady = ({ status }: Entry): boolean => !NOT_READY.has(status);

/**
 * Whether a copy that was changed since it was made may have been changed by the server alone: a video that was not ready
 * is converted later. Nothing that a person can change is other than in its original, nor has anybody a right on it.
 */
export const isConvertedAlone = (original: Entry, copy: Entry): boolean =>
  !isReady(original) &&
  differingFields(original, copy).every((field) => field === 'status') &&
  [copy.entitledUsersEdit, copy.entitledUsersPublish, copy.entitledUsersView].every(
    (people) => people === '',
  );

function checkChildren(part: PartName, kind: ChildKind): Check {
  return (comparison) => {
    const without = leftOutOf(comparison, part, kind);
    if (without) return without;
    return childrenUnseenIn(comparison, lineOf(comparison, part, pairs(comparison, kind)));
  };
}

/** The worst of what there is to say: what is missing, then what is not ready, then what differs. */
function lineOf(comparison: Comparison, part: PartName, all: readonly Pair[]): PartReport {
  const { original: room } = comparison;
  const quizzes = unseenQuizzes(room);
  const withheld = withBelow(room.children, ({ id }) => quizzes.includes(id));
  const loose = all.some(({ original }) => comparison.loose.has(original.id))
    ? (['looseCopies'] as const)
    : [];
  const missing = all.filter((pair) => !isThere(comparison, pair)).map(({ original }) => original);
  if (missing.length > 0) {
    const reason = missing.every(({ id }) => withheld.has(id)) ? 'quizUnseen' : 'missing';
    const names = missing.map(({ name }) => name);
    return counted(part, all.length, names, { reason, notes: loose });
  }
  const unready = all.filter(({ original }) => !isReady(original)).map(({ original }) => original.name);
  if (unready.length > 0) return counted(part, all.length, unready, { reason: 'notReady', notes: loose });
  const differing = all.flatMap(({ original, copy }) => {
    const fields = copy ? differingFields(original, copy) : [];
    return fields.length > 0 ? [`${original.name} (${fields.join(', ')})`] : [];
  });
  const lost = all.some(({ original }) => original.referenceId !== '') ? (['referenceIdLost'] as const) : [];
  return counted(part, all.length, differing, { reason: 'differs', notes: [...lost, ...loose] });
}

export const checkFiles = checkChildren('files', 'file');
/** `clone` loses a breakout's `roomType`, which makes it an ordinary room. */
export const checkBreakouts = checkChildren('breakouts', 'breakout');
