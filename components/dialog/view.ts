import type { DialogView } from '../../lib/messages/messages.ts';

/** What the window shows; `gone`: the extension was updated or taken away, and nothing can be sent any more. */
export type View = DialogView | { readonly state: 'gone' };

/** What is shown in one state. */
export type ViewIn<State extends View['state']> = Extract<View, { readonly state: State }>;

/** Whether Save has a meaning: it starts a clone, or stores what was changed. */
export function isSavable(view: View): boolean {
  switch (view.state) {
    case 'form':
      return !view.busy;
    case 'job': {
      const { kind } = view.job.state;
      return kind === 'running' || kind === 'waiting' || kind === 'ready';
    }
    case 'refused':
    case 'reading':
    case 'failed':
    case 'gone':
      return false;
  }
}

/** Whether the room's name is known, and little else: the new name can be typed, and saved when the room has been read. */
export const isEarly = (view: View): boolean => view.state === 'reading' && view.known !== undefined;

/** What the window is about at the moment: where it changes, the focus goes to the heading. */
export const subjectOf = (view: View): string =>
  isEarly(view)
    ? 'form'
    : view.state !== 'job'
      ? view.state
      : view.job.state.kind === 'waiting'
        ? 'running'
        : view.job.state.kind;
