import { render } from 'preact';
import '../../components/tokens.css';
import '../../components/window.css';
import '../../components/options/options.css';
import '../../components/popup/popup.css';
import '../../components/welcome/welcome.css';
import { languageOf } from '../../lib/texts/language.ts';
import { loadTexts, setLanguage } from '../../lib/texts/load.ts';
import { Story } from './stories.tsx';

/** One story, in one language: `?story=form&language=he`. */
const query = new URLSearchParams(location.search);
const language = languageOf('browser', query.get('language') ?? 'en');
setLanguage(document, language);
const t = await loadTexts(language);
const messages: unknown[] = [];
Reflect.set(globalThis, 'said', messages);

const app = document.getElementById('app');
if (app) {
  render(
    <Story story={query.get('story') ?? ''} said={(message) => void messages.push(message)} t={t} />,
    app,
  );
}
