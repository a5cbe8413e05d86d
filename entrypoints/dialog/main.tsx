import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import '../../components/tokens.css';
import '../../components/window.css';
import { Dialog } from '../../components/dialog/dialog.tsx';
import { createForm } from '../../components/dialog/form.ts';
import { keepDraft } from '../../components/dialog/draft.ts';
import { type Guard, guardWindow } from '../../components/dialog/guard.ts';
import { Hindered } from '../../components/dialog/hindered.tsx';
import type { View } from '../../components/dialog/view.ts';
import { browser } from '../../lib/browser.ts';
import type { SendToWorker } from '../../lib/messages/dialog-connection.ts';
import { handedTicket, isTicket } from '../../lib/messages/handed-ticket.ts';
import { allowHost } from '../../lib/sites/allow.ts';
import { OPTIONS_ALLOW } from '../../lib/sites/lines.ts';
import { knownLanguage } from '../../lib/texts/language.ts';
import { loadTexts, setLanguage } from '../../lib/texts/load.ts';
import { connect } from './connection.ts';

const given = new URLSearchParams(location.hash.slice(1));
const [language, ticket] = [knownLanguage(given.get('l')), given.get('n')];
/** A page that was prepared shows first what it has drawn before: a room of which nothing is known yet. */
const view = signal<View>({
  state: 'reading',
  ...(!isTicket(ticket) && { known: { name: '', namePattern: '' } }),
});
// First of all: the background reads the room while the texts are loaded. A page that was prepared waits for its ticket.
const connecting = isTicket(ticket)
  ? Promise.resolve(connect(ticket, view))
  : handedTicket(window).then((handed) => {
      view.value = { state: 'reading', ...(handed.known && { known: handed.known }) };
      return connect(handed.ticket, view);
    });
const form = createForm();
const about = `${browser.runtime.getManifest().name} ${browser.runtime.getManifest().version}, ${navigator.userAgent}`;

setLanguage(document, language);
const t = await loadTexts(language);
document.title = t('dialog.title.form');

const allowInOptions = (host: string): void =>
  void browser.tabs.create({ url: `options.html#${new URLSearchParams({ [OPTIONS_ALLOW]: host })}` });

/** The clock, as often as an estimate in minutes needs it. It ends with its page. */
const now = signal(Date.now());
effect(() => {
  if (view.value.state === 'job') now.value = Date.now();
});

/** Nobody hears what is sent without a ticket. */
let send: SendToWorker = () => undefined;
const guard = signal<Guard>();

function App() {
  const hindrance = guard.value?.hindrance.value;
  return (
    <>
      <Dialog
        view={view.value}
        form={form}
        send={(message) => send(message)}
        isInPage={guard.value !== undefined}
        about={about}
        now={now.value}
        onAllow={(host) => allowHost(host, browser.permissions, allowInOptions)}
        t={t}
      />
      {hindrance && <Hindered by={hindrance} t={t} />}
    </>
  );
}

// Drawn outside of the page: by the time of the click the texts are parsed, and little is left to be done.
const app = document.getElementById('app');
const drawn = document.createElement('div');
drawn.id = 'app';
render(<App />, drawn);

// Without a ticket there is nothing here: nothing is shown, heard or asked.
send = await connecting;
view.subscribe((shown) => form.show(shown, t('dialog.defaultName', { name: '{name}' })));
app?.replaceWith(drawn);
guard.value = guardWindow(window, new AbortController().signal);
keepDraft(form, send, window);
