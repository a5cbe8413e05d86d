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

interface Rule {
  readonly name: string;
  readonly when: (facts: MenuFacts) => boolean;
  /** Whose menu it is; none where it is nobody's. */
  readonly of?: (facts: MenuFacts) => string | undefined;
}

const only = ({ edits }: MenuFacts): string | undefined => edits[0];
const marked = ({ dots, pencil }: MenuFacts): boolean => dots || pencil;

/**
 * Which menu is whose: the first line that holds decides. A surprise of Kaltura's pages is one line more, here and in
 * `tests/pages/menus.test.ts`.
 */
const RULES = [
  // A submenu belongs to one item of its parent, not to the entry.
  { name: 'submenu', when: ({ inMenu }) => inMenu },
  // Several at once: a list's own menu.
  { name: 'editsSeveral', when: ({ edits }) => edits.length > 1 },
  // A language, an order, a filter.
  { name: 'choices', when: ({ choices }) => choices },
  // A link that contradicts where the button stands: one of the two is not what it seems.
  {
    name: 'editsOtherThanRow',
    when: ({ edits: [edit], row }) => edit !== undefined && row !== undefined && edit !== row,
  },
  {
    name: 'editsOtherThanPage',
    when: ({ edits: [edit], own, besideTitle, pageMenu }) =>
      (besideTitle || pageMenu) && edit !== undefined && own !== undefined && edit !== own,
  },
  // Only who may edit an entry has a link to its edit page, and it names the entry.
  { name: 'edits', when: ({ edits }) => edits.length === 1, of: only },
  // A guest's menu has no Edit; then it gets no right from the server, either.
  { name: 'pageMenu', when: ({ pageMenu }) => pageMenu, of: ({ own }) => own },
  // Download, share, add-new, notifications: by ids and icons, which are not translated.
  { name: 'otherPurpose', when: ({ otherPurpose }) => otherPurpose },
  { name: 'ofSite', when: ({ ofSite }) => ofSite },
  // Related media beside an entry.
  { name: 'rowOfOther', when: ({ row, own }) => row !== undefined && own !== undefined && row !== own },
  // Three dots or a pencil, where one entry alone is.
  {
    name: 'inRow',
    when: (facts) => facts.row !== undefined && marked(facts),
    of: ({ row }) => row,
  },
  {
    name: 'besideTitle',
    when: (facts) => facts.besideTitle && facts.own !== undefined && marked(facts),
    of: ({ own }) => own,
  },
] as const satisfies readonly Rule[];

type RuleName = (typeof RULES)[number]['name'] | 'nothingKnown';

/** Whose menu it is by what is seen of it. */
export function judgeMenu(facts: MenuFacts): MenuVerdict {
  const rules: readonly (Rule & { readonly name: RuleName })[] = RULES;
  const rule = rules.find(({ when }) => when(facts));
  return rule
    ? { entryId: rule.of?.(facts), because: rule.name }
    : { entryId: undefined, because: 'nothingKnown' };
}
