import type { Call, Param } from '../call.ts';
import { failureOf } from './failure.ts';
import { failed, type Result, succeeded } from './result.ts';
import { holdsToken, ResultToken } from '../token.ts';

/** The place of a call in a multirequest, by which its answer is read and referred to. */
export interface Slot<T> {
  readonly place: number;
  readonly call: Call<T>;
  /**
   * Stands for the id in this call's answer. Only the id: a token that reads `code` or `message` of a failed answer
   * kills the whole request (recorded scenario `multirequest-error-fields`).
   */
  id(): ResultToken;
  /** The same with a text before it; the text alone where the call failed. */
  idAfter(prefix: string): ResultToken;
  /** Stands for the id of the first object in the list that this call answers; for nothing where it is empty. */
  firstId(): ResultToken;
  /** Stands for a number of the answer's, with this text behind it. */
  number(field: 'roomType' | 'partnerSortValue', suffix: string): ResultToken;
}

/**
 * Calls that go to the server in one request, in order. A failed call stops none of the others, so each answer is
 * read by itself.
 */
export class Multirequest {
  readonly #calls: Call<unknown>[] = [];
  /** How many calls stood before each place at which a request may end. */
  readonly #ends: number[] = [];

  get size(): number {
    return this.#calls.length;
  }

  /** Adds a call. Throws for a text that holds a token: the caller must send that in a plain call of its own. */
  add<T>(call: Call<T>): Slot<T> {
    refuseTokenTexts(call.params);
    const place = this.#calls.push(call);
    return {
      place,
      call,
      id: () => new ResultToken(place, 'id'),
      idAfter: (prefix) => new ResultToken(place, 'id', '', prefix),
      firstId: () => new ResultToken(place, 'objects:0:id'),
      number: (field, suffix) => new ResultToken(place, field, suffix),
    };
  }

  /** What comes next needs nothing of what stands before: it may go in another request, at the same time. */
  mayEndHere(): void {
    this.#ends.push(this.#calls.length);
  }

  /** The same calls in as many requests as it takes that none holds more, if it may end before. */
  inParts(most: number): readonly Multirequest[] {
    const parts: Multirequest[] = [];
    let part = new Multirequest();
    let from = 0;
    for (const end of [...this.#ends, this.#calls.length]) {
      if (part.size > 0 && part.size + end - from > most) {
        parts.push(part);
        part = new Multirequest();
      }
      part.#calls.push(...this.#calls.slice(from, end));
      from = Math.max(from, end);
    }
    return [...parts, part];
  }

  /** The numbered calls, as a JSON body wants them. */
  toBody(): Record<string, unknown> {
    return Object.fromEntries(
      this.#calls.map(({ service, action, params }, i) => [String(i + 1), { service, action, ...params }]),
    );
  }

  /** The names of the calls, for a journal or a log: no parameters. */
  names(): string[] {
    return this.#calls.map(({ service, action }) => `${service}.${action}`);
  }
}

/** The answers of a multirequest, each read by its slot. */
export class Answers {
  readonly #bodies: readonly unknown[];

  constructor(bodies: readonly unknown[]) {
    this.#bodies = bodies;
  }

  /** Those of all parts of one multirequest, in their order. */
  static joined(parts: readonly Answers[]): Answers {
    return new Answers(parts.flatMap((part) => part.#bodies));
  }

  read<T>(slot: Slot<T>): Result<T> {
    return readAnswer(slot.call, this.#bodies[slot.place - 1]);
  }
}

/** One answer's body, parsed: a failure where it is an exception, or not what its schema says. */
export function readAnswer<T>(call: Call<T>, body: unknown): Result<T> {
  const failure = failureOf(body);
  if (failure) return failed(failure);
  const parsed = call.answer.safeParse(body);
  return parsed.success
    ? succeeded(parsed.data)
    : failed({ kind: 'outcomeUnknown', cause: 'unexpectedAnswer', retryAfter: undefined });
}

function refuseTokenTexts(param: Param): void {
  if (typeof param === 'string' && holdsToken(param)) {
    throw new TypeError('A text that holds a result token must go in a plain call of its own.');
  }
  if (param === null || typeof param !== 'object' || param instanceof ResultToken) return;
  Object.values(param).forEach(refuseTokenTexts);
}
