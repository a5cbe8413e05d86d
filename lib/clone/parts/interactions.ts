import { succeeded } from '../../kaltura/result.ts';
import { copiedInteractions, draftOf } from '../../room/interactions.ts';
import { checkDrafts } from '../../room/parts/interactions.ts';
import { ADD_MANY_LIMIT } from '../../services/chat.ts';
import { chunks } from '../reading/chunks.ts';
import { type ServicePart, serviceFailed, serviceStep } from './service-part.ts';

/** Chat & Collaboration: every interaction that is not deleted becomes a draft of the new room. */
export const interactions: ServicePart = {
  part: 'interactions',
  choice: 'interactions',

  async copy(run, { room, attachments }) {
    const { chat } = run.services;
    if (!chat) return undefined;
    const source = run.job.original.entry.id;
    const read = await serviceStep(run, 'interactions/read', () => chat.list(source));
    if (!read.ok) return serviceFailed('interactions', undefined);
    const due = copiedInteractions(read.value);
    if (due.length === 0) return { part: 'interactions', outcome: 'none' };
    for (const [i, batch] of chunks(due, ADD_MANY_LIMIT).entries()) {
      // The key names the job and the original: the same request again makes nothing new.
      const additions = batch.map((interaction) => ({
        idempotencyKey: `${run.job.id}/${interaction.id}`,
        object: draftOf(interaction, attachments),
      }));
      await serviceStep(run, `interactions/add/${i + 1}`, async () => {
        const added = await chat.addMany(room, additions);
        // What became of each is read back below.
        return added.ok ? succeeded(added.value.length) : added;
      });
    }
    const there = await serviceStep(run, 'interactions/check', () => chat.list(room));
    return there.ok
      ? checkDrafts(read.value, there.value, attachments)
      : serviceFailed('interactions', due.length);
  },
};
