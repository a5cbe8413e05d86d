import type { Language, Variant } from './variant.ts';

/**
 * The few words of Moodle that the campus shows. The Hebrew ones are the campus' own
 * (docs/facts/moodle-pages.md#7-right-to-left).
 */
const ENGLISH = {
  update: 'Edit settings',
  move: 'Move',
  right: 'Move right',
  hide: 'Hide',
  show: 'Show',
  duplicate: 'Duplicate',
  assign: 'Assign roles',
  permalink: 'Permalink',
  delete: 'Delete',
  edit: 'Edit',
  editMode: 'Edit mode',
  more: 'More',
  tool: 'External tool',
  settings: 'Settings',
  filters: 'Filters',
  backup: 'Backup',
  view: 'View',
  hidden: 'Hidden from students',
} as const;

export type Words = Readonly<Record<keyof typeof ENGLISH, string>>;

const HEBREW: Words = {
  update: 'עריכת הגדרות',
  move: 'העברה',
  right: 'הזזה ימינה',
  hide: 'הסתרה',
  show: 'הצגה',
  duplicate: 'שכפול',
  assign: 'הקצאת תפקידים',
  permalink: 'קישור קבוע',
  delete: 'מחיקה',
  edit: 'עריכה',
  editMode: 'מצב עריכה',
  more: 'עוד',
  tool: 'כלי חיצוני',
  settings: 'הגדרות',
  filters: 'מסננים',
  backup: 'גיבוי',
  view: 'צפייה',
  hidden: 'מוסתר מסטודנטים',
};

const WORDS: Readonly<Record<Language, Words>> = { en: ENGLISH, he: HEBREW };

export const wordsOf = ({ language }: Variant): Words => WORDS[language];
