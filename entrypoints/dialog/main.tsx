import { render } from 'preact';
import '../../components/tokens.css';
import '../../components/window.css';
import { lookUp, inEnglish as t } from '../../lib/texts/texts.ts';
import english from '../../locales/en/windows.json';
import { connect } from './connection.ts';
import { Dialog } from './dialog.tsx';
import { createForm } from './form.ts';

const ticket = /^#n=([0-9a-f-]+)$/.exec(location.hash)?.[1] ?? '';
const { told, say } = connect(ticket);
const form = createForm();

told.subscribe((view) => {
  if (view.state === 'form') form.fillNew(view.original, lookUp(english, 'dialog.defaultName'));
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
