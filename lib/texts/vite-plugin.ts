import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { compiled } from './compile.ts';

/** `windows.json?compiled`, as `load.ts` asks for it. */
const COMPILED = /^(.*\.json)\?compiled$/;
const JSON_ENDING = '.json';
/** Not one that Vite's own plugin for JSON would take. */
const ENDING = '.compiled-texts';

/**
 * Compiles the texts at the build: a file of ICU messages becomes a module that makes the parsed ones when it is asked
 * to. The parser stays out of what is built, more than half of what formats messages: formatjs offers a stand-in for it
 * (https://formatjs.github.io/docs/guides/advanced-usage#react-intl-without-parser-40-smaller).
 */
export const compiledTexts = (): Plugin => ({
  name: 'clone-room:compiled-texts',
  enforce: 'pre',
  config: (_config, { command }) =>
    command === 'build'
      ? {
          resolve: {
            alias: [
              {
                find: /^@formatjs\/icu-messageformat-parser$/,
                replacement: '@formatjs/icu-messageformat-parser/no-parser.js',
              },
            ],
          },
        }
      : {},
  async resolveId(source, importer) {
    const [, file] = COMPILED.exec(source) ?? [];
    const found = file === undefined ? undefined : await this.resolve(file, importer, { skipSelf: true });
    return found?.id.endsWith(JSON_ENDING)
      ? `\0${found.id.slice(0, -JSON_ENDING.length)}${ENDING}`
      : undefined;
  },
  load(id) {
    if (!id.startsWith('\0') || !id.endsWith(ENDING)) return undefined;
    const file = id.slice(1, -ENDING.length) + JSON_ENDING;
    this.addWatchFile(file);
    const texts = JSON.stringify(compiled(JSON.parse(readFileSync(file, 'utf8'))));
    // As JSON: the browser reads it faster than an object in a script, and not before it is needed.
    return `export default () => JSON.parse(${JSON.stringify(texts)});`;
  },
});
