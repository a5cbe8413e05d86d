import { entryInAddress, withEntry } from '../../pages/moodle/moodle-address.ts';
import type { ActivitySettings, EntryField, Written } from '../port.ts';
import { entryInParameters, withEntryInParameters } from './custom-parameters.ts';

/** The settings form of an activity, `/course/modedit.php?update=`, parsed: never put into a page, nor submitted by itself. */

/** The custom parameters of an External tool, those of this activity alone. */
const PARAMETERS = 'instructorcustomparameters';
/**
 * The addresses of an External tool that an entry may stand in, where content selection put it
 * (docs/facts/moodle-pages.md#8-content-selection-lti-13-formats-and-themes).
 */
const ADDRESSES = ['toolurl', 'securetoolurl'] as const;
/**
 * A Kaltura video names its entry twice: the address is what is launched
 * (docs/facts/moodle-pages.md#5-activities-and-their-entries).
 */
const VIDEO = { entry: 'entry_id', address: 'source' } as const;

type Field = HTMLInputElement | HTMLTextAreaElement;

const settingsForm = (page: Document): HTMLFormElement | null =>
  page.querySelector<HTMLFormElement>('form[action*="modedit.php"]');

/** A field of a form by its name, where it holds text: `elements` is not there in every DOM. */
const field = (form: HTMLFormElement, name: string): Field | null =>
  form.querySelector(`input[name="${name}"], textarea[name="${name}"]`);
const valueOf = (form: HTMLFormElement, name: string): string => field(form, name)?.value ?? '';

/** The entry that an activity's own fields name, and by which of them; the address goes before the parameters, as in a launch. */
function entryOf(form: HTMLFormElement): { readonly id: string; readonly field: EntryField } | undefined {
  const video = entryInAddress(valueOf(form, VIDEO.address));
  if (video !== undefined) return { id: video, field: 'video' };
  const address = entryInAddress(valueOf(form, 'toolurl'));
  if (address !== undefined) return { id: address, field: 'address' };
  const parameter = entryInParameters(valueOf(form, PARAMETERS));
  return parameter === undefined ? undefined : { id: parameter, field: 'parameters' };
}

/** The settings form of an activity; undefined where the page shows none, or not as we know it. */
export function readSettings(page: Document): ActivitySettings | undefined {
  const form = settingsForm(page);
  const name = form && field(form, 'name');
  const visible = form?.querySelector<HTMLSelectElement>('select[name="visible"]');
  if (!name || !visible) return undefined;
  const entry = entryOf(form);
  const module = valueOf(form, 'modulename');
  const frozen = module === 'lti' && ![PARAMETERS, ...ADDRESSES].some((key) => field(form, key));
  return {
    name: name.value,
    module,
    visible: visible.value !== '0',
    ...(entry && { entry }),
    ...(frozen && { frozen }),
  };
}

/** What the page of a form tells of the activity that it writes; without a field for the grouping Moodle sets none. */
export const writtenIn = (page: Document): Written => ({
  keepsGrouping: settingsForm(page)?.querySelector('[name="groupingid"]') != null,
  additional: page.body.classList.contains('format-singleactivity'),
});

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
  change: SettingsChange,
): URLSearchParams | undefined {
  const form = settingsForm(page);
  const entry = form && entryOf(form);
  if (!entry || !readSettings(page)) return undefined;
  if (entry.id !== change.from && entry.id !== change.to) return undefined;
  const sent = new URLSearchParams();
  for (const [key, value] of fieldsOf(form)) if (typeof value === 'string') sent.append(key, asSent(value));
  sent.delete('cancel');
  sent.delete('submitbutton');
  sent.set('submitbutton2', '1');
  sent.set('name', change.name);
  sent.set('visible', '0');
  for (const [key, value] of changedFields(form, entry.field, change)) sent.set(key, asSent(value));
  return sent;
}

/**
 * A text as a browser sends it: with both signs for the end of a line
 * (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#converting-an-entry-list-to-a-list-of-name-value-pairs).
 */
const asSent = (text: string): string =>
  text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').replaceAll('\n', '\r\n');

/** The fields that name the entry, as they are to be: all of them, so that none opens the old room. */
function changedFields(
  form: HTMLFormElement,
  named: EntryField,
  { name, from, to }: SettingsChange,
): readonly (readonly [string, string])[] {
  switch (named) {
    case 'parameters':
    case 'address':
      return [
        ...ADDRESSES.map((key) => [key, withEntry(valueOf(form, key), from, to)] as const),
        [PARAMETERS, withEntryInParameters(valueOf(form, PARAMETERS), from, to)] as const,
      ].filter(([key]) => field(form, key));
    case 'video':
      return [
        [VIDEO.address, withEntry(valueOf(form, VIDEO.address), from, to)],
        ...(field(form, VIDEO.entry) ? [[VIDEO.entry, to] as const] : []),
        // The title of the entry that was chosen, which now is the clone.
        ...(field(form, 'video_title') ? [['video_title', name] as const] : []),
      ];
  }
}
