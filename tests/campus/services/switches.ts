import type { Fault } from '../kaltura/switches.ts';

export type ServiceName = 'chat' | 'storyboard';

/** How a request to a room service can go wrong: as one to Kaltura can, but for what only API v3 answers. */
export type ServiceFault = Exclude<Fault, 'blocked' | 'sessionRefused' | { readonly diesAfter: number }>;

/** What a test may set on running room services. Everything is off by default. */
export interface ServiceSwitches {
  /** Services that the account does not have: 404 for every room. */
  off: ReadonlySet<ServiceName>;
  /** Every request waits so long before it is carried out. `action` is such as `interaction/list`. */
  delayMs: (action: string) => number;
  /** What becomes of a request; `nth` counts requests from 1. */
  fault: (action: string, nth: number) => ServiceFault | undefined;
  /** The code with which an interaction is refused, though the contract allows it. */
  refuses: (object: Readonly<Record<string, unknown>>) => string | undefined;
}

export const defaultServiceSwitches = (): ServiceSwitches => ({
  off: new Set(),
  delayMs: () => 0,
  fault: () => undefined,
  refuses: () => undefined,
});
