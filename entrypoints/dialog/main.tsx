import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import '../../components/tokens.css';
import '../../components/window.css';
import { Dialog } from '../../components/dialog/dialog.tsx';
import { createForm } from '../../components/dialog/form.ts';
import { Covered } from '../../components/dialog/covered.tsx';
import { keepDraft } from '../../components/dialog/draft.ts';
import { guardWindow } from '../../components/dialog/guard.ts';
import { browser } from '../../lib/browser.ts';
import { windowTexts } from '../../lib/texts/window.ts';
import { connect } from './connection.ts';

const ticket = /^#n=([0-9a-f-]+)$/.exec(location.hash)?.[1] ?? '';
// First of all: the background reads the room while the texts are loaded.
const { view, send } = connect(ticket);
const form = createForm();
const about = `${browser.runtime.getManifest().name} ${browser.runtime.getManifest().version}, ${navigator.userAgent}`;

const t = await windowTexts(document);
document.title = t('dialog.title.form');

view.subscribe((shown) => form.show(shown, t('dialog.defaultName', { name: '{name}' })));
keepDraft(form, send, window);

const { isCovered } = guardWindow(window, new AbortController().signal);

/** The clock, as often as an estimate in minutes needs it. It ends with its page. */
const now = signal(Date.now());
effect(() => {
  if (view.value.state === 'job') now.value = Date.now();
});

function App() {
  return (
    <>
      <Dialog view={view.value} form={form} send={send} about={about} now={now.value} t={t} />
      {isCovered.value && <Covered t={t} />}
    </>
  );
}

const app = document.getElementById('app');
if (app) render(<App />, app);
