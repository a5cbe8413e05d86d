/** A value of an earlier answer in the same multirequest, such as `{2:result:id}`, with texts around it or none. */
export class ResultToken {
  /** 1-based place of the call in its multirequest. */
  readonly place: number;
  readonly path: string;
  readonly suffix: string;
  readonly prefix: string;

  constructor(place: number, path: string, suffix = '', prefix = '') {
    this.place = place;
    this.path = path;
    this.suffix = suffix;
    this.prefix = prefix;
  }

  toJSON(): string {
    return `${this.prefix}{${this.place}:result:${this.path}}${this.suffix}`;
  }
}

/**
 * Whether the server would take a part of this text for a token inside a multirequest. Such a text goes in a plain
 * call of its own, where nothing is replaced (docs/facts/kaltura-api.md#14-multirequest).
 */
export function holdsToken(text: string): boolean {
  return /\{\d+:result/i.test(text);
}
