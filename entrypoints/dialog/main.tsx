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
/** Nobody hears what is sent without a ticket. With one, first of all: the room is read while the texts are loaded. */
let send: SendToWorker = isTicket(ticket) ? connect(ticket, view) : () => undefined;
/** A page that was prepared waits for its ticket. */
const handed = isTicket(ticket) ? undefined : handedTicket(window);
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

const show = (): void => {
  view.subscribe((shown) => form.show(shown, t('dialog.defaultName', { name: '{name}' })));
  app?.replaceWith(drawn);
  guard.value = guardWindow(window, new AbortController().signal);
};
// Without a ticket there is nothing here: nothing is shown, heard or asked.
if (handed) {
  const { ticket, known } = await handed;
  view.value = { state: 'reading', ...(known && { known }) };
  show();
  // Not before: she waits for the window, and it knows all that it shows first.
  send = connect(ticket, view);
} else show();
keepDraft(form, send, window);
