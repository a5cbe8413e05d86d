/** Set in the isolated world of a frame, which the page cannot see, while our script is at work in it. */
export const PRESENT = 'cloneRoomIsHere';
