/** Our scripts on sites that the manifest does not name. */

/** A script as the manifest declares it for Kaltura's pages: on a granted site it runs just so. */
export interface DeclaredScript {
  readonly js: readonly string[];
  readonly allFrames: boolean;
  /** Also in frames that the page made by script, which have no address of their own. */
  readonly matchOriginAsFallback: boolean;
  readonly runAt: 'document_start' | 'document_end' | 'document_idle';
  readonly world: 'ISOLATED' | 'MAIN';
}

/** A script that the browser runs on some sites, from one of its starts to the next. */
export interface RegisteredScript extends DeclaredScript {
  readonly id: string;
  readonly matches: readonly string[];
}

/** What must be done so that just the right scripts are registered. */
export interface RegistrationChange {
  readonly add: readonly RegisteredScript[];
  readonly update: readonly RegisteredScript[];
  readonly remove: readonly string[];
}

const idOf = ({ js }: DeclaredScript): string => js.join('+');
const sameSites = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify(a.toSorted()) === JSON.stringify(b.toSorted());

/**
 * Compares what is registered with what should be. An update of the extension clears it all, so this is asked at each
 * start of the worker, too. One script is one registration with all sites.
 * @param declared the manifest's own scripts @param sites match patterns that the browser lets us work on
 * @param registered id and sites of what the browser has registered
 */
export function registrationChange(
  declared: readonly DeclaredScript[],
  sites: readonly string[],
  registered: readonly { readonly id: string; readonly matches: readonly string[] }[],
): RegistrationChange {
  const wanted =
    sites.length === 0 ? [] : declared.map((script) => ({ ...script, id: idOf(script), matches: sites }));
  const known = new Map(registered.map(({ id, matches }) => [id, matches]));
  return {
    add: wanted.filter(({ id }) => !known.has(id)),
    update: wanted.filter(({ id }) => !sameSites(known.get(id) ?? sites, sites)),
    remove: [...known.keys()].filter((id) => !wanted.some((script) => script.id === id)),
  };
}
