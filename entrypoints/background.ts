import { defineBackground } from 'wxt/utils/define-background';
import { TIMERS } from '../lib/in-time.ts';
import { startWorker } from '../lib/background/worker.ts';
import { browser } from '../lib/browser.ts';
import { openJournal } from '../lib/clone/engine/idb-journal.ts';
import { JOB_FORMAT } from '../lib/clone/engine/migrations.ts';
import { JOB_HALVES } from '../lib/clone/job/record.ts';
import { type Batch, BATCH_FORMAT } from '../lib/plan/batch.ts';

export default defineBackground(() =>
  startWorker({
    browser,
    journal: openJournal('clone-room', JOB_FORMAT, JOB_HALVES),
    batches: openJournal<Batch>('clone-room-batches', BATCH_FORMAT),
    clock: { now: () => Date.now(), random: () => Math.random() },
    timers: TIMERS,
    // Its type says that the work's promise is what it answers; it answers what that brings.
    locks: { request: (name, work) => navigator.locks.request(name, work) as ReturnType<typeof work> },
    post: {},
    newId: () => crypto.randomUUID(),
    userAgent: navigator.userAgent,
  }),
);
