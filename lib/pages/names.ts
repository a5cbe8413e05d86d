/** Under this name `content-script.js` holds `naming.ts` and `lib/host/slices.ts` for the scripts that are put beside it, in the world that they share in a frame. */
export const NAMES = 'cloneRoomNames';
