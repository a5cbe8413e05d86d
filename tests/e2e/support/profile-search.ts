import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** What lets somebody in, looked for on a disk in every form in which a program may have written it. */

/**
 * What the browser keeps of the pages themselves, whatever extensions there are: their answers, addresses, cookies, and
 * their state for going back. All else in a profile is searched: databases, settings, logs, caches of extensions.
 */
const OF_THE_BROWSER: ReadonlySet<string> = new Set([
  ...['Cache', 'Code Cache', 'GPUCache', 'History', 'History-journal', 'Favicons', 'Favicons-journal'],
  ...['Top Sites', 'Visited Links', 'Sessions', 'Session Storage', 'Network', 'Cookies', 'Cookies-journal'],
  ...['Shortcuts', 'Shortcuts-journal', 'Network Action Predictor', 'blob_storage'],
]);

/** The files below a folder that may hold something of ours. */
async function filesIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (OF_THE_BROWSER.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await filesIn(path)));
    else if (entry.isFile()) found.push(path);
  }
  return found;
}

/** A text as it may stand in a file: as it is, in UTF-16, in an address, in hexadecimal digits, in base64. */
export function formsOf(secret: string): readonly Buffer[] {
  const bytes = Buffer.from(secret);
  // In base64 three bytes are four letters: where it begins in a longer text, its letters are one of three rows.
  const inBase64 = [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replaceAll('=', '');
    return whole.slice(before === 0 ? 0 : before + 1, -1);
  });
  const texts = [secret, encodeURIComponent(secret), bytes.toString('hex'), ...inBase64];
  const urlSafe = inBase64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  const forms = [...new Set([...texts, ...urlSafe])];
  return [...forms.map((text) => Buffer.from(text)), Buffer.from(secret, 'utf16le')];
}

/** Where secrets stand: files below a folder, each with the secret's number. */
export async function secretsIn(folder: string, secrets: readonly string[]): Promise<string[]> {
  const forms = secrets.map(formsOf);
  const found: string[] = [];
  for (const file of await filesIn(folder)) {
    const content = await readFile(file);
    for (const [index, some] of forms.entries())
      if (some.some((form) => content.includes(form))) found.push(`${relative(folder, file)} (${index})`);
  }
  return found;
}
