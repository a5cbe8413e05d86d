import { signal } from '@preact/signals';
import { render } from 'preact';
import '../../components/tokens.css';
import '../../components/window.css';
import '../../components/options/options.css';
import { Rooms } from '../../components/rooms/rooms.tsx';
import { createRoomsModel } from '../../components/rooms/rooms-model.ts';
import '../../components/rooms/rooms.css';
import { browser } from '../../lib/browser.ts';
import type { PanelMessage, SettingsView } from '../../lib/messages/messages.ts';
import { windowTexts } from '../../lib/texts/window.ts';

const t = await windowTexts(document);
document.title = t('rooms.title');

const say = (message: PanelMessage): Promise<unknown> => browser.runtime.sendMessage(message);
// Our own background's answer.
const { settings } = (await say({ type: 'settings.read' })) as SettingsView;
const model = createRoomsModel(say, {
  names: {
    pattern: settings.namePattern || t('dialog.defaultName', { name: '{name}' }),
    term: '',
    year: String(new Date().getFullYear()),
    replace: [],
  },
  leaveOut: settings.leaveOut,
  copyActivity: settings.copyActivity,
  language: document.documentElement.lang,
});
const now = signal(Date.now());

/** Saves a text as a file, as any page does. */
function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

const app = document.getElementById('app');
const App = () => <Rooms model={model} download={download} now={now.value} t={t} />;
if (app) render(<App />, app);

/**
 * `#batch=…` shows a batch, `#rooms=…,…` chooses these rooms, `&tab=…` names the tab with their course: from the popup, or
 * from a notification.
 */
async function begin(): Promise<void> {
  const wanted = new URLSearchParams(location.hash.slice(1));
  await model.show(wanted.get('batch') ?? undefined);
  const rooms = wanted.get('rooms')?.replaceAll(',', '\n');
  const tab = wanted.get('tab');
  if (rooms && tab) await model.chooseCourse(rooms, Number(tab));
  else if (rooms) await model.paste(rooms);
}

/** As long as the page is open and seen, it looks again after so long. */
const LOOK_MS = 2_000;

async function keepLooking(): Promise<void> {
  if (document.visibilityState === 'visible') await model.refresh().catch(() => undefined);
  now.value = Date.now();
  setTimeout(() => void keepLooking(), LOOK_MS);
}

void begin().finally(() => setTimeout(() => void keepLooking(), LOOK_MS));
