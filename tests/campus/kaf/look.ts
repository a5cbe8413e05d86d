/**
 * How the site looks: which generation of pages it has, and in which language
 * (docs/facts/kaf-pages.md#1-two-generations).
 */
export interface Look {
  ui: 'classic' | 'theming';
  language: Language;
  /**
   * What an item of the new menus is: a link, with MUI 5; or what the design system makes, an `li` without one, with the
   * same ids in every row and nothing that says what is open, with MUI 7
   * (docs/facts/kaf-pages.md#8-design-system-and-hosts). Then a menu is a Menu on an entry's page, one that is kept in the
   * page in My Media, a drawer in a gallery; and one of its items opens a second menu. In classic galleries `items` are
   * icons in each tile, and no menu.
   */
  menus: 'links' | 'items';
  /** Whether Kaltura's own "Clone room" is enabled on the site. */
  nativeClone: boolean;
  /** Headers that its pages carry, as a site's own policy may add. */
  headers: Readonly<Record<string, string>>;
  /** What a site does to its pages beyond that: a theme of its own, another version. */
  rewrite: (html: string) => string;
}

export type Language = 'en' | 'he';

/** What the pages say. */
export const LABELS = {
  en: {
    actions: 'Actions',
    add: 'Add to playlist',
    analytics: 'Analytics',
    cloneRoom: 'Clone room',
    delete: 'Delete',
    download: 'Download',
    edit: 'Edit',
    enterRoom: 'Enter Room',
    gallery: 'Media Gallery',
    more: 'More media',
    myMedia: 'My Media',
    publish: 'Publish',
    room: 'Meeting room',
    video: 'Video',
  },
  he: {
    actions: 'פעולות',
    add: 'הוספה לרשימת השמעה',
    analytics: 'ניתוח נתונים',
    cloneRoom: 'שכפול חדר',
    delete: 'מחיקה',
    download: 'הורדה',
    edit: 'עריכה',
    enterRoom: 'כניסה לחדר',
    gallery: 'גלריית מדיה',
    more: 'עוד מדיה',
    myMedia: 'המדיה שלי',
    publish: 'פרסום',
    room: 'חדר פגישות',
    video: 'וידאו',
  },
} as const satisfies Record<Language, Record<string, string>>;

export type Labels = (typeof LABELS)[Language];
