import { signal } from '@preact/signals';
import type { BatchLine, BatchView } from '../../lib/messages/messages.ts';
import type { Ask } from './ask.ts';

/** The batches that there are, and the one whose clones are shown. */
export function createShownBatches(ask: Ask) {
  const batches = signal<readonly BatchLine[]>([]);
  const openBatch = signal<BatchView | undefined>(undefined);
  let openId: string | undefined;

  return {
    ...{ batches, openBatch },

    /** Shown from the next reading on. @param id none: no clones are shown */
    open: (id: string | undefined): void => {
      openId = id;
      openBatch.value = undefined;
    },

    read: async (): Promise<void> => {
      batches.value = (await ask<readonly BatchLine[] | undefined>({ type: 'batch.list' })) ?? [];
      if (openId !== undefined)
        openBatch.value = await ask<BatchView | undefined>({ type: 'batch.read', batchId: openId });
    },
  };
}
