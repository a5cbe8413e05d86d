/** What a teacher may write about a room. All three are stored by the server as plain strings. */
export interface RoomTexts {
  readonly name: string;
  /** HTML or plain text, exactly as the server stores it. */
  readonly description: string;
  /** Comma-separated, as the server stores them: `a, b`. */
  readonly tags: string;
}

export type TextField = keyof RoomTexts;
