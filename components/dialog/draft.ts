import { effect } from '@preact/signals';
import type { DialogMessage } from '../../lib/messages/messages.ts';
import type { Form } from './form.ts';

/** Typing rests for so long before it is kept. */
const REST_MS = 150;

/**
 * Keeps what is typed with the background, for the case that the window closes before it is saved: the page around it
 * may take it away at any time. Works as long as the window is there.
 */
export function keepDraft(form: Form, send: (message: DialogMessage) => void, window: EventTarget): void {
  let resting: ReturnType<typeof setTimeout> | undefined;
  let isKept = false;
  let typed = { draft: form.content.value, isChanged: false };
  const keep = (): void => {
    if (resting === undefined) return;
    clearTimeout(resting);
    resting = undefined;
    if (typed.isChanged) send({ type: 'draft', draft: typed.draft });
    else if (isKept) send({ type: 'draft.discard' });
    isKept = typed.isChanged;
  };
  effect(() => {
    // All three are read, so that each change of them comes here.
    const [isFilled, isChanged, draft] = [form.filled.value, form.isChanged.value, form.content.value];
    // The fields were taken from whoever typed: what was typed last is kept at once.
    if (!isFilled) {
      keep();
      isKept = false;
      return;
    }
    typed = { draft, isChanged };
    clearTimeout(resting);
    resting = undefined;
    if (isChanged || isKept) resting = setTimeout(keep, REST_MS);
  });
  window.addEventListener('pagehide', keep, { signal: new AbortController().signal });
}
