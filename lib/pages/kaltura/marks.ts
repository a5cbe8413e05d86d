/** Marks what is clicked of an item of ours, with the entry it is for. */
export const ITEM = 'data-clone-room-item';
/** Marks the node that is put into the page for it. */
export const NODE = 'data-clone-room-node';
