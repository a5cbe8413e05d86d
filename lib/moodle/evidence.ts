import type { CourseActivity, CourseState } from './port.ts';

/** What the course shows of a Duplicate that was asked for. Pure: what is launched by whom comes in. */
export type Found =
  | { readonly kind: 'made'; readonly cmid: number }
  | { readonly kind: 'none' }
  /** Something new is there that may be the copy, or somebody else's: nothing is done on a guess. */
  | { readonly kind: 'ambiguous' }
  /** The course could not be read any more. */
  | { readonly kind: 'silent' }
  /** The course may not be read any more: a copy may be there. */
  | { readonly kind: 'refused' };

/** Activities of the original's kind that were not there before: only these can be the copy. */
export function newcomers(
  before: CourseState,
  now: CourseState,
  original: number,
): readonly CourseActivity[] {
  const known = new Set(before.map(({ cmid }) => cmid));
  const module = before.find(({ cmid }) => cmid === original)?.module;
  return now.filter((activity) => activity.module === module && !known.has(activity.cmid));
}

/**
 * The copy among the newcomers that open the original's room. It has the name that Moodle gives to a copy, which
 * holds the original's in every language (docs/facts/moodle-pages.md#5-activities-and-their-entries), and stands in
 * the original's section. One that opens the room and looks otherwise may be the copy too, changed since.
 */
export function findCopy(
  before: CourseState,
  now: CourseState,
  original: number,
  opening: ReadonlySet<number>,
): Found {
  const source = now.find(({ cmid }) => cmid === original) ?? before.find(({ cmid }) => cmid === original);
  const candidates = newcomers(before, now, original).filter(({ cmid }) => opening.has(cmid));
  const [first, ...others] = candidates;
  if (!first) return { kind: 'none' };
  const asMoodleMakesIt = first.sectionId === source?.sectionId && first.name.includes(source.name);
  return others.length === 0 && asMoodleMakesIt ? { kind: 'made', cmid: first.cmid } : { kind: 'ambiguous' };
}

/**
 * Whether a copy stands right below its original, in the same section: nothing is between them but what has come since,
 * as somebody else's copy.
 */
export function isBelow(before: CourseState, now: CourseState, original: number, copy: number): boolean {
  const at = now.findIndex(({ cmid }) => cmid === original);
  const copyAt = now.findIndex(({ cmid }) => cmid === copy);
  if (at < 0 || copyAt <= at || now[copyAt]?.sectionId !== now[at]?.sectionId) return false;
  return now.slice(at + 1, copyAt).every((between) => !before.some(({ cmid }) => cmid === between.cmid));
}
