import { succeeded } from '../../kaltura/transport/result.ts';
import { copiedInteractions, draftOf } from '../../room/live/interactions.ts';
import { checkDrafts } from '../../room/parts/interactions.ts';
import { ADD_MANY_LIMIT, type ChatClient } from '../../services/chat.ts';
import type { Interaction } from '../../services/interaction.ts';
import { chunks } from '../reading/chunks.ts';
import { type ServicePart, serviceStep } from './service-part.ts';

interface Interactions {
  readonly all: readonly Interaction[];
  readonly due: readonly Interaction[];
}

/** Chat & Collaboration: every interaction that is not deleted becomes a draft of the new room. */
export const interactions: ServicePart<ChatClient, Interactions> = {
  part: 'interactions',
  choice: 'interactions',
  service: ({ chat }) => chat,

  async read(run, chat) {
    const source = run.job.original.entry.id;
    const read = await serviceStep(run, 'interactions/read', () => chat.list(source));
    return read.ok ? succeeded({ all: read.value, due: copiedInteractions(read.value) }) : read;
  },

  async copy(run, chat, { room, attachments }, { due }) {
    for (const [i, batch] of chunks(due, ADD_MANY_LIMIT).entries()) {
      // The key names the job and the original: the same request again makes nothing new.
      const additions = batch.map((interaction) => ({
        idempotencyKey: `${run.job.id}/${interaction.id}`,
        object: draftOf(interaction, attachments),
      }));
      await serviceStep(run, `interactions/add/${i + 1}`, async () => {
        const added = await chat.addMany(room, additions);
        // What became of each is read back by the check.
        return added.ok ? succeeded(added.value.length) : added;
      });
    }
  },

  async check(run, chat, { room, attachments }, { all }) {
    const there = await serviceStep(run, 'interactions/check', () => chat.list(room));
    return there.ok ? succeeded(checkDrafts(all, there.value, attachments)) : there;
  },
};
