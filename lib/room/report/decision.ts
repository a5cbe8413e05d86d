/** What the teacher says of a clone whose outcome could not be found out. */
export type Decision =
  /** This room is the copy: the job goes on with it. */
  | { readonly kind: 'thisOne'; readonly room: string }
  /** No room was made: the clone is sent again. */
  | { readonly kind: 'cloneAgain' }
  /** Leave everything as it is. */
  | { readonly kind: 'leave' };
