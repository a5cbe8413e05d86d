import { expect, test } from 'vitest';
import type { JobView } from '../../lib/room/report/job-view.ts';
import { titleOf } from './headings.ts';

const texts = { name: 'Copy', description: '', tags: '' };

test.each([
  ['notFound', 'dialog.title.failed'],
  ['activityLeft', 'dialog.title.undoneInPart'],
  ['copiesLeft', 'dialog.title.undoneInPart'],
] as const)(
  'a job that ended by %s is headed by %s: an undo is told as no failure to clone',
  (code, title) => {
    const job: JobView = {
      ...{ jobId: 'job', texts, original: { entryId: '1_original', ...texts }, user: 'amir', startedAt: 0 },
      ...{ progress: { done: 0, of: 0, underWay: 0, parts: [] }, edits: { state: 'none' }, room: undefined },
      state: { kind: 'failed', problem: { code }, leftovers: [] },
    };
    expect(titleOf({ state: 'job', job, asksBeforeUndo: false, draft: undefined, trouble: undefined })).toBe(
      title,
    );
  },
);
