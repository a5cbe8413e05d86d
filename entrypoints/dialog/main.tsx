import { render } from 'preact';
import '../../components/tokens.css';
import '../../components/window.css';
import { languageOf } from '../../lib/texts/language.ts';
import { loadTexts, setLanguage } from '../../lib/texts/load.ts';
import { readSettings } from '../../lib/settings/store.ts';
import { browser } from '../../lib/browser.ts';
import { connect } from './connection.ts';
import { Dialog } from './dialog.tsx';
import { createForm } from './form.ts';

const ticket = /^#n=([0-9a-f-]+)$/.exec(location.hash)?.[1] ?? '';
const { told, say } = connect(ticket);
const form = createForm();
const { language: chosen } = await readSettings(browser.storage.local);
const language = languageOf(chosen, browser.i18n.getUILanguage());
setLanguage(document, language);
const t = await loadTexts(language);

told.subscribe((view) => {
  if (view.state === 'form') form.fillNew(view.original, t('dialog.defaultName', { name: '{name}' }));
  if ('texts' in view) form.fill(view.texts);
});

function App() {
  return (
    <Dialog
      told={told.value}
      form={form}
      onSave={() => {
        if (form.judge()) say({ type: 'save', texts: form.texts.value, leaveOut: [], copyActivity: false });
        else document.getElementById('name')?.focus();
      }}
      onRetry={() => say({ type: 'retry' })}
      onGoToRoom={() => say({ type: 'goToRoom' })}
      onClose={() => say({ type: 'close' })}
      t={t}
    />
  );
}

const app = document.getElementById('app');
if (app) render(<App />, app);
