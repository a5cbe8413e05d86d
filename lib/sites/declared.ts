/**
 * What the browser grants at install, since the manifest names it: Kaltura's hosts, and in a package that was made for a
 * school (`npm run package -- --hosts`) that school's own. Match patterns.
 */
export interface DeclaredOrigins {
  /** Where our scripts run from the start. */
  readonly pages: readonly string[];
  /** These, and the Kaltura services. Asked for again as a whole, where the browser holds some of it back. */
  readonly all: readonly string[];
}
