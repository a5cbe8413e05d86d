/** A browser for the tests, installed if there is none. */
export function ensureBrowser(): Promise<
  { readonly path: string; readonly version: string } | { readonly problem: string }
>;
