import type { JobStateView } from '../lib/room/job-view.ts';
import type { TextKey } from '../lib/texts/texts.ts';

/** What a clone's way back is called, in its window and on its card: it stops what is at work, or deletes what was made. */
export interface UndoWords {
  readonly button: TextKey;
  readonly question: TextKey;
  readonly yes: TextKey;
  readonly no: TextKey;
}

const STOP: UndoWords = {
  button: 'undo.cancel',
  question: 'undo.stop',
  yes: 'undo.stopYes',
  no: 'undo.stopNo',
};
const DELETE: UndoWords = { button: 'undo.ready', question: 'undo.ask', yes: 'undo.yes', no: 'undo.no' };

export const undoWords = ({ kind }: JobStateView): UndoWords =>
  kind === 'running' || kind === 'waiting' ? STOP : DELETE;
