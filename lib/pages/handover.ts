/**
 * How the script in the page's own world hands over what only it can see. All events pass through the page, which can
 * read and forge them: they hold nothing that the page does not have, and are parsed on the other side.
 */
export const ASK = 'clone-room:ask';
export const TELL = 'clone-room:tell';
/** The same for the entry that the page is about, where its address names none. */
export const ASK_ENTRY = 'clone-room:ask-entry';
export const TELL_ENTRY = 'clone-room:tell-entry';
