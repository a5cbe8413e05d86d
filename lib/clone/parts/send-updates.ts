import type { KalturaClient } from '../../kaltura/transport/client.ts';
import type { Multirequest, Slot } from '../../kaltura/transport/multirequest.ts';
import { type Result, succeeded } from '../../kaltura/transport/result.ts';
import { isFinal } from '../engine/steps.ts';

/**
 * Sends calls that may be repeated, for a step that is. What is refused for good is left to the check.
 * @returns how many there were
 */
export async function sendUpdates(
  client: KalturaClient,
  chain: Multirequest,
  slots: readonly Slot<unknown>[],
): Promise<Result<number>> {
  const sent = await client.send(chain);
  if (!sent.ok) return sent;
  for (const slot of slots) {
    const answer = sent.value.read(slot);
    if (!answer.ok && !isFinal(answer.failure)) return answer;
  }
  return succeeded(slots.length);
}
