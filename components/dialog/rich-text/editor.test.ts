// @vitest-environment happy-dom
import { NodeSelection, Selection } from 'prosemirror-state';
import { expect, test } from 'vitest';
import { mountEditor } from './editor.ts';

/** An editor with a description, and what would be stored of it. */
function editor(value: string) {
  const place = document.createElement('div');
  document.body.replaceChildren(place);
  let stored = value;
  const onChange = (description: string): void => void (stored = description);
  const made = mountEditor(place, {
    ...{ value, readOnly: false, onChange, onLink: () => undefined, attributes: {} },
  });
  const clipboard = new Map<string, string>();
  const clipboardData = {
    getData: (type: string) => clipboard.get(type) ?? '',
    setData: (type: string, text: string) => void clipboard.set(type, text),
    clearData: () => clipboard.clear(),
    types: ['text/html'],
  };
  return {
    stored: () => stored,
    made,
    /** @param html what another program or page has put on the clipboard; left out: what was copied here */
    paste: (html?: string): void => {
      if (html !== undefined) clipboardData.setData('text/html', html);
      const event = new Event('paste', { bubbles: true, cancelable: true });
      place.dispatchEvent(Object.assign(event, { clipboardData }));
    },
    copy: (): void =>
      void place.dispatchEvent(
        Object.assign(new Event('copy', { bubbles: true, cancelable: true }), { clipboardData }),
      ),
  };
}

/** Markup where the editor keeps the start tags of the server's own blocks. */
const forged = JSON.stringify({ open: '<ul onclick=evil()>', close: '</ul><script>evil()</script>' });

test.each(['bullet_list', 'ordered_list', 'container', 'paragraph', 'list_item'])(
  'a page that forges what the editor copies puts no markup of its own into a description (%s)',
  (node) => {
    for (const depths of ['0 0', '1 1', '2 2'])
      for (const body of ['<li>hi</li>', '<p>hi</p><p>ho</p>', '<ul><li>hi</li></ul>', 'hi']) {
        const { paste, stored } = editor('<p>a</p>');
        paste(`<div data-pm-slice='${depths} ["${node}",${forged}]'>${body}</div>`);
        expect(stored()).toContain('hi');
        expect(stored()).not.toMatch(/evil|script/);
      }
  },
);

test('what is copied here comes back with the markup that the server has given it', () => {
  const kept = '<ul class="plan"><li>one</li></ul>';
  const { made, copy, paste, stored } = editor(`${kept}<p>end</p>`);
  made.run((state, dispatch) => {
    // The list as a whole.
    dispatch?.(state.tr.setSelection(NodeSelection.create(state.doc, 0)));
    return true;
  });
  copy();
  made.run((state, dispatch) => {
    dispatch?.(state.tr.setSelection(Selection.atEnd(state.doc)));
    return true;
  });
  paste();
  expect(stored().split('<ul class="plan">')).toHaveLength(3);
});
