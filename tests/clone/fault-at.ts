import type { Fault, Switches } from '../campus/kaltura/switches.ts';

interface Faulty {
  readonly requests: readonly unknown[];
  readonly switches: Switches;
}

/**
 * From here on the nth request of those to come fails.
 * @param nth from 1
 * @returns tells whether so many have come
 */
export function faultAt({ requests, switches }: Faulty, nth: number, fault: Fault): () => boolean {
  const before = requests.length;
  let met = false;
  switches.fault = (_calls, number) => {
    if (number - before !== nth) return undefined;
    met = true;
    return fault;
  };
  return () => met;
}
