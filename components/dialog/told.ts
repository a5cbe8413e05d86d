import type { DialogView } from '../../lib/messages/messages.ts';
import type { EditsState, JobView } from '../../lib/room/job-view.ts';
import type { Problem } from '../../lib/room/problem.ts';
import type { PartProgress, Report } from '../../lib/room/report.ts';
import type { RoomTexts } from '../../lib/room/texts.ts';

/** What the window shows: what the background says, with the states of a clone side by side with the others. */
export type Told =
  | Exclude<DialogView, { readonly state: 'job' }>
  /** The extension was updated or taken away, and nothing can be sent any more. */
  | { readonly state: 'gone' }
  | (JobTold & { readonly texts: RoomTexts; readonly original: RoomTexts; readonly trouble?: Problem });

type JobTold =
  | {
      readonly state: 'progress';
      readonly done: number;
      readonly of: number;
      readonly parts: readonly PartProgress[];
      readonly edits: EditsState;
      readonly waiting?: Problem;
    }
  | {
      readonly state: 'ready';
      readonly report: Report;
      readonly edits: EditsState;
      readonly asksBeforeUndo: boolean;
    }
  | { readonly state: 'decision'; readonly about: number; readonly candidates: readonly string[] }
  | { readonly state: 'removing' }
  | { readonly state: 'undone' }
  | { readonly state: 'broken'; readonly problem: Problem; readonly leftovers: readonly string[] };

/** What is shown in one state. */
export type ToldIn<State extends Told['state']> = Extract<Told, { readonly state: State }>;

export function toldOf(view: DialogView): Told {
  if (view.state !== 'job') return view;
  const { job, asksBeforeUndo, trouble } = view;
  const { texts, original } = job;
  return { ...jobTold(job, asksBeforeUndo), texts, original, ...(trouble && { trouble }) };
}

function jobTold({ state, progress, edits }: JobView, asksBeforeUndo: boolean): JobTold {
  switch (state.kind) {
    case 'running':
      return { state: 'progress', ...progress, edits };
    case 'waiting':
      return { state: 'progress', ...progress, edits, waiting: state.problem };
    case 'ready':
      return { state: 'ready', report: state.report, edits, asksBeforeUndo };
    case 'decision': {
      const candidates = state.candidates.map(({ entryId }) => entryId);
      return { state: 'decision', about: state.about, candidates };
    }
    case 'failed':
      return { state: 'broken', problem: state.problem, leftovers: state.leftovers };
    case 'removing':
    case 'undone':
      return { state: state.kind };
  }
}
