import type { JobStateView } from '../lib/room/report/job-view.ts';
import type { TextKey } from '../lib/texts/texts.ts';

/** What a clone’s undo is called, in its window and on its card: it stops what is at work, or deletes what was made. */
export interface UndoTexts {
  readonly button: TextKey;
  readonly question: TextKey;
  readonly yes: TextKey;
  readonly no: TextKey;
}

const STOP: UndoTexts = {
  button: 'undo.cancel',
  question: 'undo.stop',
  yes: 'undo.stopYes',
  no: 'undo.stopNo',
};
const DELETE: UndoTexts = { button: 'undo.ready', question: 'undo.ask', yes: 'undo.yes', no: 'undo.no' };

/** By which words a clone is taken back: what is at work is stopped, what is there is deleted. */
export const undoTexts = ({ kind }: JobStateView): UndoTexts =>
  kind === 'running' || kind === 'waiting' ? STOP : DELETE;
