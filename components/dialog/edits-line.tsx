import type { EditsState } from '../../lib/room/report/job-view.ts';
import { problemText } from '../../lib/texts/report-lines.ts';
import type { Translate } from '../../lib/texts/texts.ts';

/** What became of the last Save of edits. */
export function EditsLine({ edits, t }: { readonly edits: EditsState; readonly t: Translate }) {
  return (
    <p role="status" class={edits.state === 'refused' ? 'bad' : 'quiet'}>
      {edits.state === 'refused' && problemText(edits.problem, t)}
      {(edits.state === 'stored' || edits.state === 'pending') && t(`dialog.${edits.state}`)}
    </p>
  );
}
