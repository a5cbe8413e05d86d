import { checkName } from '../room/texts/name.ts';

/** How the clones of a plan are named. Every value is put in as it is: a `{name}` inside a name stays one. */
export interface NameRules {
  /** With `{name}`, `{term}`, `{year}` and `{n}`, each as often as wanted; any other braces stay. */
  readonly pattern: string;
  readonly term: string;
  readonly year: string;
  /** Replaced in the original's name, one rule after the other, before the pattern is filled. */
  readonly replace: readonly Replacement[];
}

export interface Replacement {
  readonly find: string;
  readonly with: string;
}

/**
 * The name of a clone.
 * @param n the number of this copy of the room, from 1
 */
export function cloneName({ pattern, term, year, replace }: NameRules, original: string, n: number): string {
  const name = replace.reduce((text, rule) => text.replaceAll(rule.find, () => rule.with), original);
  const values: Readonly<Record<string, string>> = { name, term, year, n: String(n) };
  return pattern.replace(/\{(name|term|year|n)\}/g, (_, key: string) => values[key] ?? '').trim();
}

/** What is to be said of a planned name before anything starts. */
export type NameFault =
  | { readonly code: 'nameEmpty' | 'nameTooLong' }
  /** Another clone of the plan gets the same name. Kaltura allows it; people can't tell the two apart. */
  | { readonly code: 'nameRepeated' };

/** The fault of each name, in the order of the names. Names that differ in case alone are the same to a reader. */
export function nameFaults(names: readonly string[]): readonly (NameFault | undefined)[] {
  const keys = names.map((name) => name.trim().normalize('NFC').toLowerCase());
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return names.map((name, at) => {
    const code = checkName(name) ?? ((counts.get(keys[at] ?? '') ?? 0) > 1 ? 'nameRepeated' : undefined);
    return code && { code };
  });
}
