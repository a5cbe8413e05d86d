import type { ActivitySettings, Launch } from './port.ts';

/** Moodle's forms, parsed from its pages: never put into a page, and never submitted by themselves. */

const CUSTOM = 'instructorcustomparameters';
const ENTRY_LINE = /^(\s*entry_id\s*=\s*)([01]_[0-9a-z]{8,})(\s*)$/m;

const settingsForm = (page: Document): HTMLFormElement | null =>
  page.querySelector<HTMLFormElement>('form[action*="modedit.php"]');

/** A field of a form by its name, where it holds text: `elements` is not there in every DOM. */
function field(form: HTMLFormElement, name: string): HTMLInputElement | HTMLTextAreaElement | null {
  return form.querySelector(`input[name="${name}"], textarea[name="${name}"]`);
}

/** The settings form of an activity; undefined where the page shows none, or not as we know it. */
export function readSettings(page: Document): ActivitySettings | undefined {
  const form = settingsForm(page);
  const name = form && field(form, 'name');
  const visible = form?.querySelector<HTMLSelectElement>('select[name="visible"]');
  if (!name || !visible) return undefined;
  // A Kaltura video names its entry in a field of its own.
  const entryId = field(form, 'entry_id')?.value ?? ENTRY_LINE.exec(field(form, CUSTOM)?.value ?? '')?.[2];
  return { name: name.value, visible: visible.value !== '0', entryId };
}

/** What a browser would send of a form: `new FormData(form)`, which is the page's own. */
export type FieldsOf = (form: HTMLFormElement) => Iterable<readonly [string, unknown]>;

export interface SettingsChange {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/**
 * The whole form as a browser would send it with "Save and return to course", with another name and entry, hidden.
 * Undefined where the form is not as we know it, or names neither entry: then nothing may be sent.
 */
export function filledSettings(
  page: Document,
  fieldsOf: FieldsOf,
  { name, from, to }: SettingsChange,
): URLSearchParams | undefined {
  const form = settingsForm(page);
  const custom = form && field(form, CUSTOM);
  if (!custom || !readSettings(page)) return undefined;
  const entryId = ENTRY_LINE.exec(custom.value)?.[2];
  if (entryId !== from && entryId !== to) return undefined;
  const sent = new URLSearchParams();
  for (const [key, value] of fieldsOf(form)) if (typeof value === 'string') sent.append(key, value);
  sent.delete('cancel');
  sent.delete('submitbutton');
  sent.set('submitbutton2', '1');
  sent.set('name', name);
  sent.set('visible', '0');
  sent.set(
    CUSTOM,
    custom.value.replace(ENTRY_LINE, (_line, before: string, _id, after: string) => before + to + after),
  );
  return sent;
}

/** What the launch form of an External tool would send, and where; undefined for a page without one. */
export function readLaunch(page: Document): Launch | undefined {
  const form = page.querySelector('form#ltiLaunchForm, form[name="ltiLaunchForm"]');
  const toolUrl = form?.getAttribute('action');
  if (!form || !toolUrl) return undefined;
  const entryId = form.querySelector('input[name="custom_entry_id"]')?.getAttribute('value') ?? undefined;
  return { toolUrl, entryId };
}

/** Moodle's own code of a refusal, as its error page links it to the documentation; undefined for another page. */
export function errorCode(page: Document): string | undefined {
  const href = page.querySelector('.errorcode a[href]')?.getAttribute('href');
  return href?.split('/').findLast((part) => part !== '');
}
