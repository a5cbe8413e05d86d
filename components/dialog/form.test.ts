import { describe, expect, test, vi } from 'vitest';
import type { DialogMessage } from '../../lib/messages/messages.ts';
import { keepDraft } from './draft.ts';
import { createForm } from './form.ts';
import type { View } from './view.ts';

const formOf = (user: string): View => ({
  state: 'form',
  original: { name: 'Algebra', description: '', tags: '' },
  user,
  contents: {
    files: 0,
    attachments: 0,
    storyboardItems: 0,
    breakouts: 0,
    cuePoints: 0,
    videoCuePoints: 0,
    unseen: [],
    interactions: 'noService',
    liveStoryboard: 'noService',
    chat: 'off',
    recordings: false,
    broadcast: false,
  },
  busy: false,
  trouble: undefined,
  leaveOut: [],
  activity: { kind: 'none' },
  namePattern: '',
  draft: undefined,
  earlier: undefined,
});
const OF_OTHER: View = { state: 'failed', problem: { code: 'windowOfOther' }, retry: true };
const AWAY: View = { state: 'failed', problem: { code: 'noAnswer' }, retry: true };

test('when she has gone, nothing that she typed is left in the fields; it is kept at once, and asked for by nobody else', () => {
  vi.useFakeTimers();
  const sent: DialogMessage[] = [];
  const form = createForm();
  keepDraft(form, (message) => sent.push(message), new EventTarget());
  form.show(formOf('noa'), '{name} copy');
  form.name.value = 'Grades of Noa';
  form.tags.value = 'secret';
  form.show(OF_OTHER, '{name} copy');
  expect(sent).toMatchObject([
    { type: 'draft', draft: { texts: { name: 'Grades of Noa', tags: 'secret' } } },
  ]);
  expect([form.filled.value, form.isChanged.value]).toEqual([false, false]);
  expect(JSON.stringify(form.content.value)).not.toMatch(/Noa|secret/);
  form.show(formOf('dan'), '{name} copy');
  expect(form.texts.value).toEqual({ name: 'Algebra copy', description: '', tags: '' });
  vi.advanceTimersByTime(10_000);
  expect(sent).toHaveLength(1);
  vi.useRealTimers();
});

test('what is typed stays in the fields where the server is away', () => {
  const form = createForm();
  form.show(formOf('noa'), '{name} copy');
  form.name.value = 'Grades of Noa';
  form.show(AWAY, '{name} copy');
  expect([form.filled.value, form.name.value]).toEqual([true, 'Grades of Noa']);
});

test('what was typed a moment before the page took the window away is kept', () => {
  vi.useFakeTimers();
  const sent: DialogMessage[] = [];
  const form = createForm();
  const window = new EventTarget();
  keepDraft(form, (message) => sent.push(message), window);
  form.show(formOf('noa'), '{name} copy');
  form.name.value = 'Grades';
  expect(sent).toEqual([]);
  window.dispatchEvent(new Event('pagehide'));
  expect(sent).toMatchObject([{ type: 'draft', draft: { texts: { name: 'Grades' } } }]);
  vi.advanceTimersByTime(10_000);
  expect(sent).toHaveLength(1);
  vi.useRealTimers();
});

describe('before the room was read', () => {
  const known: View = { state: 'reading', known: { name: 'Algebra', namePattern: '' } };
  const draft = {
    texts: { name: 'Of before', description: '<p>x</p>', tags: 'a' },
    leaveOut: [],
    copyActivity: false,
  };

  test('the name stands in its field, and nothing else', () => {
    const form = createForm();
    form.show(known, '{name} copy');
    expect([form.name.value, form.filled.value, form.isChanged.value]).toEqual([
      'Algebra copy',
      false,
      false,
    ]);
  });

  test('what is known is right: nothing changes when the room was read', () => {
    const form = createForm();
    form.show(known, '{name} copy');
    form.show(formOf('noa'), '{name} copy');
    expect([form.name.value, form.filled.value, form.isChanged.value]).toEqual(['Algebra copy', true, false]);
  });

  test('a name that has changed since the page was opened is put right', () => {
    const form = createForm();
    form.show({ state: 'reading', known: { name: 'Older', namePattern: '' } }, '{name} copy');
    form.show(formOf('noa'), '{name} copy');
    expect([form.name.value, form.isChanged.value]).toEqual(['Algebra copy', false]);
  });

  test.each([
    ['while it is read', undefined],
    ['whatever was typed in a window before', draft],
  ])('what is typed stays, %s', (_what, before) => {
    const form = createForm();
    form.show(known, '{name} copy');
    form.name.value = 'Typed at once';
    form.show(known, '{name} copy');
    form.show({ ...formOf('noa'), draft: before } as View, '{name} copy');
    expect([form.name.value, form.isChanged.value]).toEqual(['Typed at once', true]);
    expect(form.tags.value).toBe(before?.texts.tags ?? '');
  });

  test('what was typed in a window before comes back where nothing is typed in this one', () => {
    const form = createForm();
    form.show(known, '{name} copy');
    form.show({ ...formOf('noa'), draft } as View, '{name} copy');
    expect([form.name.value, form.restored.value]).toEqual(['Of before', true]);
  });

  test('what is typed stays when the reading fails and is tried again', () => {
    const form = createForm();
    form.show(known, '{name} copy');
    form.name.value = 'Typed at once';
    form.show(AWAY, '{name} copy');
    form.show({ state: 'reading' }, '{name} copy');
    form.show(formOf('noa'), '{name} copy');
    expect(form.name.value).toBe('Typed at once');
  });

  test('whoever comes after her finds nothing of it', () => {
    const form = createForm();
    form.show(known, '{name} copy');
    form.name.value = 'Grades of Noa';
    form.show(OF_OTHER, '{name} copy');
    form.show(formOf('dan'), '{name} copy');
    expect(form.name.value).toBe('Algebra copy');
  });
});
