/** More happens at one moment of no life that has an end (some dozens were seen). */
const MOST_AT_ONCE = 3_000;
const MOST_TURNS = 300_000;

/** A clock that only moves when it is told, with what is due on it. Times in milliseconds. */
export class Timeline {
  #now: number;
  #order = 0;
  #activity = 0;
  #inFlight = 0;
  #timers: { readonly at: number; readonly order: number; readonly work: () => void }[] = [];

  constructor(now: number) {
    this.#now = now;
  }

  get now(): number {
    return this.#now;
  }

  readonly after = (ms: number, work: () => void): (() => void) => {
    this.#order += 1;
    const timer = { at: this.#now + Math.max(0, ms), order: this.#order, work };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  /**
   * Lets time pass: what is due happens in order, each with all that follows from it. Throws where that has no end: what
   * is due makes something due at the same moment, again and again.
   */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await this.settle();
    for (let [moment, atOnce] = [this.#now, 0]; ;) {
      const [next] = this.#timers
        .filter(({ at }) => at <= end)
        .toSorted((a, b) => a.at - b.at || a.order - b.order);
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      atOnce = this.#now === moment ? atOnce + 1 : 0;
      moment = this.#now;
      if (atOnce > MOST_AT_ONCE)
        throw new Error(`Without end: something is due at ${moment} again and again.`);
      next.work();
      await this.settle();
    }
    this.#now = end;
  }

  /** Something of the world is used: until it has answered, nothing is at rest. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#activity += 1;
    this.#inFlight += 1;
    try {
      return await work();
    } finally {
      this.#inFlight -= 1;
      this.#activity += 1;
    }
  }

  /** Until nothing happens any more without time. */
  async settle(): Promise<void> {
    for (let [quiet, turns] = [0, 0]; quiet < 4; turns += 1) {
      if (turns > MOST_TURNS)
        throw new Error(`Without end: something happens at ${this.#now}, and takes no time.`);
      const before = this.#activity;
      await new Promise(setImmediate);
      quiet = this.#inFlight === 0 && this.#activity === before ? quiet + 1 : 0;
    }
  }
}
