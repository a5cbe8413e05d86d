import type { ChildKind } from '../room.ts';
import type { PartName } from '../report.ts';
import {
  type Check,
  type Comparison,
  counted,
  expectedParent,
  leftOutOf,
  type Pair,
  pairs,
} from './comparison.ts';

/** A copy of a child stands under the copy of its parent, comes from the original, and holds the same. */
function isFaithful(comparison: Comparison, { original, copy }: Pair): boolean {
  return (
    copy !== undefined &&
    copy.parentEntryId === expectedParent(comparison, original) &&
    copy.rootEntryId === original.id &&
    copy.type === original.type &&
    copy.status === original.status &&
    copy.name === original.name &&
    copy.description === original.description &&
    copy.dataContent === original.dataContent &&
    copy.roomType === original.roomType
  );
}

function checkChildren(part: PartName, kind: ChildKind): Check {
  return (comparison) => {
    const without = leftOutOf(comparison, part, kind);
    if (without) return without;
    const all = pairs(comparison, kind);
    const wrong = all.filter((pair) => !isFaithful(comparison, pair)).map(({ original }) => original.name);
    return counted(part, all.length, wrong);
  };
}

export const checkFiles = checkChildren('files', 'file');
/** `clone` loses a breakout's `roomType`, which makes it an ordinary room. */
export const checkBreakouts = checkChildren('breakouts', 'breakout');
