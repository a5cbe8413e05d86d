import english from '../../locales/en/windows.json' with { type: 'json' };
import { compiled } from './compile.ts';
import { type Translate, translator } from './texts.ts';

/** English, at hand without loading: for the command line. */
export const inEnglish: Translate = translator('en', compiled(english));
