import { effect } from '@preact/signals';
import type { Form } from '../../components/dialog/form.ts';
import type { DialogMessage } from '../../lib/messages/messages.ts';

/** Typing rests for so long before it is kept. */
const REST_MS = 150;

/**
 * Keeps what is typed with the background, for the case that the window closes before it is saved: the page around it
 * may take it away at any time. Works as long as the window is there.
 */
export function keepDraft(form: Form, send: (message: DialogMessage) => void, window: Window): void {
  let resting: ReturnType<typeof setTimeout> | undefined;
  let isKept = false;
  const keep = (): void => {
    if (resting === undefined) return;
    clearTimeout(resting);
    resting = undefined;
    if (form.isChanged.value) send({ type: 'draft', draft: form.content.value });
    else if (isKept) send({ type: 'draft.discard' });
    isKept = form.isChanged.value;
  };
  effect(() => {
    // Read here, so that each change of it comes here.
    void form.content.value;
    if (!form.filled.value || (!form.isChanged.value && !isKept)) return;
    clearTimeout(resting);
    resting = setTimeout(keep, REST_MS);
  });
  window.addEventListener('pagehide', keep, { signal: new AbortController().signal });
}
