import { render } from 'preact';
import type { Translate } from '../../lib/texts/texts.ts';
import { Dialog } from './dialog.tsx';
import { createForm } from './form.ts';
import type { View } from './view.ts';

const READING: View = { state: 'reading', known: { name: '', namePattern: '' } };

/** Draws what a window shows first, of no room, outside of the page: the texts are parsed and the code is compiled then. */
export function warmUp(t: Translate): void {
  const nowhere = document.createElement('div');
  const form = createForm();
  form.show(READING, t('dialog.defaultName', { name: '{name}' }));
  const onAllow = (): Promise<'no'> => Promise.resolve('no');
  render(
    <Dialog view={READING} form={form} send={() => undefined} about="" now={0} onAllow={onAllow} t={t} />,
    nowhere,
  );
  render(null, nowhere);
}
