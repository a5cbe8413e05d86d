import { expect, test } from 'vitest';
import { viewOf } from '../../lib/clone/job/view.ts';
import { sampleJob } from '../../lib/clone/samples.ts';
import { titleOf } from './headings.ts';

test.each([
  ['notFound', 'dialog.title.failed'],
  ['activityLeft', 'dialog.title.undoneInPart'],
  ['copiesLeft', 'dialog.title.undoneInPart'],
] as const)(
  'a job that ended by %s is headed by %s: an undo is told as no failure to clone',
  (code, title) => {
    const job = viewOf(sampleJob({ state: { kind: 'failed', problem: { code }, leftovers: [] } }));
    const view = { state: 'job', job, asksBeforeUndo: false, draft: undefined, trouble: undefined } as const;
    expect(titleOf(view)).toBe(title);
  },
);
