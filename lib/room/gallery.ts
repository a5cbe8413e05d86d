/** A gallery or channel of Kaltura's: a category that the person may publish to. */
export interface Gallery {
  readonly id: number;
  /** Its own name, without those above it; its id where the name is not known. */
  readonly name: string;
}

/** A room is in so many categories at most (Kaltura's usual limit is 32); nobody publishes to more by hand. */
export const MOST_GALLERIES = 20;
