import { succeeded } from '../../kaltura/result.ts';
import { checkDrafts, copiedInteractions, draftOf } from '../../room/parts/interactions.ts';
import type { PartReport } from '../../room/report.ts';
import { addInteractions, listInteractions, MOST_AT_ONCE } from '../../services/chat.ts';
import { chunks } from '../read-room.ts';
import { type ServicePart, serviceFailed, serviceStep } from './service-part.ts';

/** Chat & Collaboration: every interaction that is not deleted becomes a draft of the new room. */
export const interactions: ServicePart = {
  part: 'interactions',
  choice: 'interactions',

  async copy(run, client, { room, attachments }): Promise<PartReport> {
    const source = run.job.original.entry.id;
    const read = await serviceStep(run, 'interactions/read', () => listInteractions(client, source));
    if (!read.ok) return serviceFailed('interactions', undefined);
    const due = copiedInteractions(read.value);
    for (const [i, batch] of chunks(due, MOST_AT_ONCE).entries()) {
      // The key names the job and the original: the same request again makes nothing new.
      const items = batch.map((interaction) => ({
        idempotencyKey: `${run.job.id}/${interaction.id}`,
        object: draftOf(interaction, attachments),
      }));
      await serviceStep(run, `interactions/add/${i + 1}`, async () => {
        const added = await addInteractions(client, room, items);
        // What became of each is read back below.
        return added.ok ? succeeded(added.value.length) : added;
      });
    }
    if (due.length === 0) return { part: 'interactions', outcome: 'none' };
    const there = await serviceStep(run, 'interactions/check', () => listInteractions(client, room));
    return there.ok ? checkDrafts(due, there.value, attachments) : serviceFailed('interactions', due.length);
  },
};
