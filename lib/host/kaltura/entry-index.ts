import { entryNamedBy, NAMING } from '../../pages/naming.ts';

/** What changed of a page since it was looked at. */
export interface PageChange {
  /** Parts that are new. */
  readonly added: readonly Element[];
  /** Parts that went, or were put elsewhere. */
  readonly removed: readonly Element[];
  /** Elements that got or lost children, or whose attributes changed. */
  readonly changed: ReadonlySet<Element>;
}

/** What the observer's records tell. */
export function changeOf(records: readonly MutationRecord[]): PageChange {
  const added = new Set<Element>();
  const removed: Element[] = [];
  const changed = new Set<Element>();
  for (const { target, addedNodes, removedNodes } of records) {
    if (target instanceof Element) changed.add(target);
    for (const node of removedNodes) if (node instanceof Element) removed.push(node);
    for (const node of addedNodes) if (node instanceof Element && node.isConnected) added.add(node);
  }
  // One that was added with another is in it.
  const apart = [...added].filter((part) => !part.parentElement || !added.has(part.parentElement));
  return { added: apart, removed, changed };
}

/** What may tell of entries in a part of the page: by its name, or as a script. */
export const tellingIn = (part: Element): readonly Element[] => [
  part,
  ...part.querySelectorAll(`${NAMING},script`),
];

/** The entries that a page names, kept as it changes: each change costs what has changed, and not the page. */
export class EntryIndex {
  /** What elements name, which entry the page is about by its own word, and which was pressed. */
  readonly #named = new Map<Element | 'own' | 'pressed', string>();
  #entryIds: ReadonlySet<string> | undefined;

  /** Another set whenever they may be others. */
  get entryIds(): ReadonlySet<string> {
    return (this.#entryIds ??= new Set(this.#named.values()));
  }

  /** Looks at an element that came, went or changed: what it names counts as it is now. */
  look(element: Element): void {
    const isNaming = element.isConnected && element.matches(NAMING);
    this.set(element, isNaming ? entryNamedBy(element) : undefined);
  }

  set(by: Element | 'own' | 'pressed', entryId: string | undefined): void {
    if (this.#named.get(by) === entryId) return;
    this.#entryIds = undefined;
    if (entryId === undefined) this.#named.delete(by);
    else this.#named.set(by, entryId);
  }
}
