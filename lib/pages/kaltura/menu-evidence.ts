/** What is seen of a menu and of the button that opened it. Entries are ids. */
export interface MenuFacts {
  /** It was opened from an item of another menu, or is inside one. */
  readonly inMenu: boolean;
  /** Its items are choices, as of a language, an order, a filter. */
  readonly choices: boolean;
  /** The entries that its links lead to edit. */
  readonly edits: readonly string[];
  /** It is the classic page's own menu. */
  readonly pageMenu: boolean;
  /** Its name, its button's, or the button's icon say that it is for something else. */
  readonly otherPurpose: boolean;
  /** Its button is in the site's header or navigation. */
  readonly ofSite: boolean;
  /** The entry of the row in which its button stands. */
  readonly row: string | undefined;
  /** Its button stands beside the page's title. */
  readonly besideTitle: boolean;
  /** The entry that the page is about. */
  readonly own: string | undefined;
  /** Its button shows three dots. */
  readonly dots: boolean;
  /** An item has the icon of Edit. */
  readonly pencil: boolean;
}

/** Whether a menu is one of an entry, and why. */
export interface MenuVerdict {
  readonly entryId: string | undefined;
  readonly because: RuleName;
}

type Holds = (facts: MenuFacts) => boolean;
/** Whose menu it is. */
type Owner = (facts: MenuFacts) => string | undefined;

const marked: Holds = ({ dots, pencil }) => dots || pencil;
const ofRow: Owner = ({ row }) => row;
const ofPage: Owner = ({ own }) => own;
/** Whether both are known, and are not the same. */
const differ = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && other !== undefined && one !== other;

/**
 * Which menu is whose: the first line that holds decides; without an owner it is nobody's. A surprise of Kaltura's pages
 * is one line more, here and in `tests/pages/menus.test.ts`.
 */
export const RULES = {
  // A submenu belongs to one item of its parent, not to the entry.
  submenu: [({ inMenu }) => inMenu],
  // Several at once: a list's own menu.
  editsSeveral: [({ edits }) => edits.length > 1],
  // A language, an order, a filter.
  choices: [({ choices }) => choices],
  // A link that contradicts where the button stands: one of the two is not what it seems.
  editsOtherThanRow: [({ edits: [edit], row }) => differ(edit, row)],
  editsOtherThanPage: [
    ({ edits: [edit], own, besideTitle, pageMenu }) => (besideTitle || pageMenu) && differ(edit, own),
  ],
  // Only who may edit an entry has a link to its edit page, and it names the entry.
  edits: [({ edits }) => edits.length === 1, ({ edits: [edit] }) => edit],
  // A guest's menu has no Edit; then it gets no right from the server, either.
  pageMenu: [({ pageMenu }) => pageMenu, ofPage],
  // Download, share, add-new, notifications: by ids and icons, which are not translated.
  otherPurpose: [({ otherPurpose }) => otherPurpose],
  ofSite: [({ ofSite }) => ofSite],
  // Related media beside an entry.
  rowOfOther: [({ row, own }) => differ(row, own)],
  // Three dots or a pencil, where one entry alone is.
  inRow: [(facts) => facts.row !== undefined && marked(facts), ofRow],
  besideTitle: [(facts) => facts.besideTitle && facts.own !== undefined && marked(facts), ofPage],
} as const satisfies Readonly<Record<string, readonly [when: Holds, of?: Owner]>>;

type RuleName = keyof typeof RULES | 'nothingKnown';

/** Whose menu it is by what is seen of it. */
export function judgeMenu(facts: MenuFacts): MenuVerdict {
  const rules = Object.entries(RULES) as [RuleName, readonly [Holds, Owner?]][]; // they have these names
  const [because, [, of] = []] = rules.find(([, [when]]) => when(facts)) ?? ['nothingKnown' as const];
  return { entryId: of?.(facts), because };
}
