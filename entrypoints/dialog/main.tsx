import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import '../../components/tokens.css';
import '../../components/window.css';
import { Dialog } from '../../components/dialog/dialog.tsx';
import { createForm } from '../../components/dialog/form.ts';
import { keepDraft } from '../../components/dialog/draft.ts';
import { guardWindow } from '../../components/dialog/guard.ts';
import { Hindered } from '../../components/dialog/hindered.tsx';
import { warmUp } from '../../components/dialog/warm-up.tsx';
import { browser } from '../../lib/browser.ts';
import { handedTicket, isTicket } from '../../lib/messages/handed-ticket.ts';
import { knownLanguage } from '../../lib/texts/language.ts';
import { loadTexts, setLanguage } from '../../lib/texts/load.ts';
import { allowHost } from './allow.ts';
import { connect } from './connection.ts';

const given = new URLSearchParams(location.hash.slice(1));
const [language, ticket] = [knownLanguage(given.get('l')), given.get('n')];
// First of all: the background reads the room while the texts are loaded. A page that was prepared waits for its ticket.
const connecting = Promise.resolve(isTicket(ticket) ? ticket : handedTicket(window)).then(connect);
const form = createForm();
const about = `${browser.runtime.getManifest().name} ${browser.runtime.getManifest().version}, ${navigator.userAgent}`;

setLanguage(document, language);
const t = await loadTexts(language);
document.title = t('dialog.title.form');

// By the time of the click the browser knows the code, and the texts are parsed.
if (!isTicket(ticket)) warmUp(t);

// Without a ticket there is nothing here: nothing is shown, heard or asked.
const { view, send } = await connecting;
view.subscribe((shown) => form.show(shown, t('dialog.defaultName', { name: '{name}' })));
keepDraft(form, send, window);

const { hindrance } = guardWindow(window, new AbortController().signal);

/** The clock, as often as an estimate in minutes needs it. It ends with its page. */
const now = signal(Date.now());
effect(() => {
  if (view.value.state === 'job') now.value = Date.now();
});

function App() {
  return (
    <>
      <Dialog
        view={view.value}
        form={form}
        send={send}
        about={about}
        now={now.value}
        onAllow={allowHost}
        t={t}
      />
      {hindrance.value && <Hindered by={hindrance.value} t={t} />}
    </>
  );
}

const app = document.getElementById('app');
if (app) render(<App />, app);
