import { render } from 'preact';
import '../../components/tokens.css';
import '../../components/window.css';
import '../../components/options/options.css';
import { Welcome } from '../../components/welcome/welcome.tsx';
import '../../components/welcome/welcome.css';
import { browser } from '../../lib/browser.ts';
import { windowTexts } from '../../lib/texts/window.ts';

const t = await windowTexts(document);
document.title = t('welcome.title');

const app = document.getElementById('app');
if (app) render(<Welcome onOptions={() => void browser.runtime.openOptionsPage()} t={t} />, app);
