import type { KalturaClient } from '../../kaltura/transport/client.ts';
import { Answers, type Multirequest } from '../../kaltura/transport/multirequest.ts';
import { type Result, succeeded } from '../../kaltura/transport/result.ts';
import { inParallel } from './lists.ts';

/** How quick a server is, as two requests show that begin at the same time, one of several calls and one of a single one. */
export interface Pace {
  /** Milliseconds for each call of the larger one, the way included: never less than a call takes. */
  readonly msPerCall: number;
  /** The same without the way there and back. */
  readonly msOfWork: number;
  /** Milliseconds for the way there and back, and whatever else a request takes once. */
  readonly msOfWay: number;
}

/** @param calls how many the larger one holds, which took `ms`; `msOfOne`: what the other took */
export function paceOf(calls: number, ms: number, msOfOne: number): Pace {
  const msOfWork = Math.max(0, (ms - msOfOne) / (calls - 1));
  return { msPerCall: ms / calls, msOfWork, msOfWay: Math.max(0, msOfOne - msOfWork) };
}

/** A request is meant to take no longer, by the pace that was measured: an answer is waited for 25 s, of six at once. */
export const AIM_MS = 8_000;
/** However slow the server is: each request costs it something by itself. */
const FEWEST = 4;
/** Browsers keep six connections to a host. */
const REQUESTS_AT_ONCE = 4;

/**
 * How many calls go into one request.
 * @param msPerCall what a call of an earlier request took; undefined: it is not known
 * @param attempts how often that request was lost: each time half as many
 */
export function callsARequest(msPerCall: number | undefined, attempts: number): number {
  const asMeasured = msPerCall === undefined || msPerCall <= 0 ? MOST : AIM_MS / msPerCall;
  return Math.max(FEWEST, Math.floor(Math.min(MOST, asMeasured) / 2 ** attempts));
}

/** More go into no request that may be parted. */
const MOST = 100;

/** A request of its own beside others is worth so much work of the server's, in milliseconds: it costs it a start. */
export const WORTH_MS = 50;

/**
 * The same where requests go out together: as many as their work is worth.
 * @param calls how many there are in all
 * @param most how many go into one at the most
 */
export function callsEach(calls: number, most: number, msOfWork = 0): number {
  const worth = Math.floor((calls * msOfWork) / WORTH_MS);
  return Math.min(most, Math.ceil(calls / Math.min(REQUESTS_AT_ONCE, Math.max(1, worth))));
}

/** Sends calls that only read, or may be repeated, in as many requests at the same time as it takes. */
export async function sendInParts(
  client: KalturaClient,
  chain: Multirequest,
  most: number,
): Promise<Result<Answers>> {
  const sent = await inParallel(chain.inParts(most), REQUESTS_AT_ONCE, (part) => client.send(part));
  const answers: Answers[] = [];
  for (const one of sent) {
    if (!one.ok) return one;
    answers.push(one.value);
  }
  return succeeded(Answers.joined(answers));
}
