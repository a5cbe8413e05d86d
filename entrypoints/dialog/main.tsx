import { render } from 'preact';
import '../../components/tokens.css';
import '../../components/window.css';
import { Dialog } from '../../components/dialog/dialog.tsx';
import { createForm } from '../../components/dialog/form.ts';
import { browser } from '../../lib/browser.ts';
import { windowTexts } from '../../lib/texts/window.ts';
import { connect } from './connection.ts';

const ticket = /^#n=([0-9a-f-]+)$/.exec(location.hash)?.[1] ?? '';
// First of all: the background reads the room while the texts are loaded.
const { told, say } = connect(ticket);
const form = createForm();
const about = `${browser.runtime.getManifest().name} ${browser.runtime.getManifest().version}, ${navigator.userAgent}`;

const t = await windowTexts(document);
document.title = t('dialog.title.form');

told.subscribe((view) => {
  if (view.state === 'form') form.fillNew(view, t('dialog.defaultName', { name: '{name}' }));
  if ('texts' in view) form.fill(view.texts);
});

function App() {
  return <Dialog told={told.value} form={form} say={say} about={about} t={t} />;
}

const app = document.getElementById('app');
if (app) render(<App />, app);
