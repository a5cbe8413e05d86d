import { entryNamedBy, NAMING } from '../../pages/naming.ts';

/** What changed of a page since it was looked at. */
export interface PageChange {
  /** Parts that are new. */
  readonly added: readonly Element[];
  /** Elements that got or lost children, or whose attributes changed. */
  readonly changed: ReadonlySet<Element>;
}

/** The entries that a page names, kept as it changes: each change costs what has changed, and not the page. */
export class EntryIndex {
  /** The elements that name an entry. */
  readonly #named = new Map<Element, string>();
  #entryIds: ReadonlySet<string> | undefined;

  get entryIds(): ReadonlySet<string> {
    return (this.#entryIds ??= new Set(this.#named.values()));
  }

  change(records: readonly MutationRecord[]): PageChange {
    const added = new Set<Element>();
    const changed = new Set<Element>();
    for (const { type, target, addedNodes, removedNodes } of records) {
      if (target instanceof Element) {
        changed.add(target);
        if (type === 'attributes') this.#set(target);
      }
      for (const node of removedNodes) if (node instanceof Element && !node.isConnected) this.#drop(node);
      for (const node of addedNodes) if (node instanceof Element && node.isConnected) added.add(node);
    }
    // One that was added with another is in it.
    const apart = [...added].filter((part) => !part.parentElement || !added.has(part.parentElement));
    apart.forEach((part) => this.add(part));
    return { added: apart, changed };
  }

  /** Everything in a part of the page. */
  add(part: Element | Document): void {
    if (part instanceof Element) this.#set(part);
    part.querySelectorAll(NAMING).forEach((element) => this.#set(element));
  }

  #drop(part: Element): void {
    for (const element of [part, ...part.querySelectorAll(NAMING)]) this.#put(element, undefined);
  }

  #set(element: Element): void {
    this.#put(element, element.matches(NAMING) ? entryNamedBy(element) : undefined);
  }

  #put(element: Element, entryId: string | undefined): void {
    if (this.#named.get(element) === entryId) return;
    this.#entryIds = undefined;
    if (entryId === undefined) this.#named.delete(element);
    else this.#named.set(element, entryId);
  }
}
