import { addAnnotationMetadata } from '../../../kaltura/metadata.ts';
import { Multirequest } from '../../../kaltura/transport/multirequest.ts';
import { succeeded } from '../../../kaltura/transport/result.ts';
import { holdsToken } from '../../../kaltura/token.ts';
import { chunks } from '../../reading/chunks.ts';
import type { Run } from '../../job/run.ts';
import { sendUpdates } from '../send-updates.ts';

/** Metadata that a copied announcement is not known to have. */
export interface MissingMetadata {
  readonly copy: string;
  readonly metadataProfileId: number;
  readonly xml: string;
}

const BATCH = 20;

/**
 * Adds metadata to announcements. The server keeps one row a profile, so this may be repeated: a second one is
 * refused, and changes nothing. What is refused for good the check finds.
 * @param prefix of the steps' names
 */
export async function addMetadata(run: Run, rows: readonly MissingMetadata[], prefix: string): Promise<void> {
  const alone = rows.filter(({ xml }) => holdsToken(xml));
  for (const [i, { copy, metadataProfileId, xml }] of alone.entries()) {
    await run.steps.repeatable(`${prefix}/metadata/own/${i + 1}`, async () => {
      // A plain call: its texts arrive as they are.
      const answer = await run.client.call(addAnnotationMetadata(copy, metadataProfileId, xml));
      return answer.ok ? succeeded(1) : answer;
    });
  }
  const safe = rows.filter(({ xml }) => !holdsToken(xml));
  for (const [i, batch] of chunks(safe, BATCH).entries()) {
    await run.steps.repeatable(`${prefix}/metadata/${i + 1}`, () => {
      const chain = new Multirequest();
      const slots = batch.map(({ copy, metadataProfileId, xml }) =>
        chain.add(addAnnotationMetadata(copy, metadataProfileId, xml)),
      );
      return sendUpdates(run.client, chain, slots);
    });
  }
}
