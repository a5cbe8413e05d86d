/**
 * The server-rendered pages of KAF and MediaSpace (docs/facts/kaf-pages.md#2-classic-pages); fixtures:
 * `fixtures/kaltura-classic.html`, `classic-*.html`.
 */

/** The menu of an entry's own page: the one id that every trace has. */
export const PAGE_MENU = '#entryActionsMenu';
/** Bootstrap 2's dropdown, as in a list's row. It is in the page all the time, and closes by itself at any click. */
export const DROPDOWNS = `${PAGE_MENU},ul.dropdown-menu`;
/** The title of an entry's page of 2017; later ones have an `h1`. */
export const CLASSIC_TITLE = 'h3.entryTitle';
