// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import type { PageMessage } from '../messages/messages.ts';
import { likelyClick } from './likely-click.ts';

const life = new AbortController();
afterEach(() => document.body.replaceChildren());

function watched() {
  const messages: PageMessage[] = [];
  const state = { now: 0, isThere: true };
  const send = (message: PageMessage): Promise<unknown> => Promise.resolve(messages.push(message));
  const watch = likelyClick({ send, isThere: () => state.isThere }, { now: () => state.now });
  const part = document.body.appendChild(document.createElement('div'));
  watch(part, life.signal, () => true);
  const event = (type: string, isTrusted: boolean): void => {
    const made = new Event(type, { bubbles: true });
    Object.defineProperty(made, 'isTrusted', { value: isTrusted });
    part.dispatchEvent(made);
  };
  return { state, messages, event };
}

test.each(['pointermove', 'keyup'])('a person who is at it is told of, by %s', (type) => {
  const { messages, event } = watched();
  event(type, true);
  expect(messages).toEqual([{ type: 'dialog.likely' }]);
});

test.each(['pointermove', 'keyup', 'mouseenter', 'pointerenter', 'focus', 'focusin'])(
  'a page that makes up %s is not',
  (type) => {
    const { messages, event } = watched();
    event(type, false);
    expect(messages).toEqual([]);
  },
);

test('what a page brings about without a person is not, though the browser makes the event', () => {
  const { messages, event } = watched();
  // Moving an element under a pointer that rests, or the focus to it.
  for (const type of ['pointerenter', 'pointerover', 'mouseover', 'focus', 'focusin']) event(type, true);
  expect(messages).toEqual([]);
});

test('once a second at most', () => {
  const { state, messages, event } = watched();
  for (let moves = 0; moves < 100; moves += 1) {
    state.now += 25;
    event('pointermove', true);
  }
  expect(messages).toHaveLength(3);
});

test('nothing is said when the extension has gone', () => {
  const { state, messages, event } = watched();
  state.isThere = false;
  event('pointermove', true);
  expect(messages).toEqual([]);
});
