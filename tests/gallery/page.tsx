import { render } from 'preact';
import '../../components/tokens.css';
import '../../components/window.css';
import '../../components/options/options.css';
import '../../components/popup/popup.css';
import '../../components/rooms/rooms.css';
import '../../components/welcome/welcome.css';
import { languageOf } from '../../lib/texts/language.ts';
import { loadTexts, setLanguage } from '../../lib/texts/load.ts';
import './page.css';
import { Story } from './stories.tsx';

/** Shows a story in a language, in place of the one before: `show` in `browser.ts` calls it. */
async function showStory(story: string, code: string): Promise<void> {
  const language = languageOf('browser', code);
  const t = await loadTexts(language);
  const app = document.getElementById('app');
  if (!app) return;
  render(null, app);
  setLanguage(document, language);
  const messages: unknown[] = [];
  Reflect.set(globalThis, 'said', messages);
  render(<Story story={story} said={(message) => void messages.push(message)} t={t} />, app);
}

Reflect.set(globalThis, 'showStory', showStory);
