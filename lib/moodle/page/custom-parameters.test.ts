import { expect, test } from 'vitest';
import { entryInParameters, withEntryInParameters } from './custom-parameters.ts';

test.each([
  ['entry_id=1_abcd1234', '1_abcd1234', 'entry_id=1_clone567'],
  [
    'room_moderator=1\nentry_id = 1_abcd1234 \nx=y',
    '1_abcd1234',
    'room_moderator=1\nentry_id = 1_clone567 \nx=y',
  ],
  ['a=1\r\nENTRY_ID=1_abcd1234\r\nb=2', '1_abcd1234', 'a=1\r\nENTRY_ID=1_clone567\r\nb=2'],
  // Moodle takes the last of a name; all of them are changed, so that no one of them opens the old room.
  ['entry_id=1_other567\nentry_id=1_abcd1234', '1_abcd1234', 'entry_id=1_other567\nentry_id=1_clone567'],
  // Moodle launches small letters and digits, and an underscore for anything else (`lti_map_keyname`).
  ['Entry-ID = 1_abcd1234', '1_abcd1234', 'Entry-ID = 1_clone567'],
  ['entry id=1_abcd1234\nentry.id=1_abcd1234', '1_abcd1234', 'entry id=1_clone567\nentry.id=1_clone567'],
  // What looks like a separator or a quote is a part of a value.
  [
    'note="x";a=b\nentry_id=1_abcd1234\nb=\'1_abcd1234\'',
    '1_abcd1234',
    'note="x";a=b\nentry_id=1_clone567\nb=\'1_abcd1234\'',
  ],
  ['x=1;entry_id=1_abcd1234', undefined, 'x=1;entry_id=1_abcd1234'],
  ['entry_id="1_abcd1234"', undefined, 'entry_id="1_abcd1234"'],
  // This one is launched as `custom_custom_entry_id`.
  ['custom_entry_id=1_abcd1234', undefined, 'custom_entry_id=1_abcd1234'],
  ['my_entry_id=1_abcd1234', undefined, 'my_entry_id=1_abcd1234'],
  ['entry_id=', undefined, 'entry_id='],
  ['entry_id=1_abcd1234x y', undefined, 'entry_id=1_abcd1234x y'],
  ['note=entry_id=1_abcd1234', undefined, 'note=entry_id=1_abcd1234'],
  ['', undefined, ''],
])('%j names %s', (parameters, entry, changed) => {
  expect(entryInParameters(parameters)).toBe(entry);
  expect(withEntryInParameters(parameters, '1_abcd1234', '1_clone567')).toBe(changed);
});
