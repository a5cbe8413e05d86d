/**
 * How the script in the page's own world hands over what only it can see. All events pass through the page, which can
 * read and forge them: they hold nothing that the page does not have, and are parsed on the other side.
 */
export const SESSIONS_REQUEST = 'clone-room:sessions-request';
export const SESSIONS_ANSWER = 'clone-room:sessions-answer';
/** The same for the entry that the page is about, where its address names none. */
export const ENTRY_REQUEST = 'clone-room:entry-request';
export const ENTRY_ANSWER = 'clone-room:entry-answer';
