import { playersOf } from './page-globals.ts';

/** What of a page's scripts may hold sessions, as a frame hands it to the background, which reads it. */
export interface PageScripts {
  /** Inline code. */
  readonly codes: readonly string[];
  /** Addresses of player scripts. */
  readonly players: readonly string[];
}

/** A script without any of these keys holds neither a session nor the data of an entry, and need not be read. */
const KEYS = /"(?:ks|id)"/;

/** The inline scripts and players of a page that may hold a session or name an entry. */
export const scriptsOf = (document: Document): PageScripts => ({
  codes: [...document.scripts].flatMap(({ src, textContent }) =>
    src === '' && KEYS.test(textContent) ? textContent : [],
  ),
  players: playersOf(document),
});
