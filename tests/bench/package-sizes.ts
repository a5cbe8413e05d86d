import { gzipSync } from 'node:zlib';
import { buildFor } from '../release/build.ts';
import { zipOf } from '../release/zip.ts';
import { ROOT } from '../setup/process.mjs';
import { rounded, type Table } from './area.ts';

const kilobytes = (bytes: number): number | undefined => rounded(bytes / 1000, 1);

/** What is installed, and of it what each part begins with. Builds what is handed out. */
export async function packageSizes(): Promise<Table> {
  const built = await buildFor('chrome', ROOT, '');
  const zip = await zipOf(built);
  const files = [...built].map(([name, content]) => ({ name, content }));
  const row = (title: string, isMeant: (name: string) => boolean): Table['rows'][number] => {
    const meant = files.filter(({ name }) => isMeant(name));
    const sum = (sizeOf: (content: Buffer) => number): number | undefined =>
      kilobytes(meant.reduce((all, { content }) => all + sizeOf(content), 0));
    return [title, meant.length, sum(({ length }) => length), sum((content) => gzipSync(content).length)];
  };
  const page = (name: string): ReadonlySet<string> => {
    const html = files.find((file) => file.name === `${name}.html`)?.content.toString() ?? '';
    const linked = [...html.matchAll(/(?:src|href)="\/([^"]+)"/g)].flatMap(([, path]) => path ?? []);
    return new Set([`${name}.html`, ...linked]);
  };
  const [dialog, popup] = [page('dialog'), page('popup')];
  return {
    title: 'The package',
    columns: ['part', 'files', 'kB', 'kB, each file by gzip'],
    rows: [
      ['the package (zip)', 1, kilobytes(zip.length), undefined],
      row('all files in it', () => true),
      row('the worker', (name) => name === 'background.js'),
      row('the window, to its first view, without texts', (name) => dialog.has(name)),
      row('the popup, without texts', (name) => popup.has(name)),
      row('scripts for pages', (name) => /^[^/]+\.js$/.test(name) && name !== 'background.js'),
    ],
    notes: ['A page’s texts are one file more, of its language.'],
  };
}
