/** A Firefox for the tests, installed if there is none. */
export function ensureFirefox(): Promise<
  { readonly path: string; readonly version: string } | { readonly problem: string }
>;
