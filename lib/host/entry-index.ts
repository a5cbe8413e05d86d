import { entryNamedBy, NAMING } from '../pages/naming.ts';

/** What changed of a page since it was looked at. */
export interface PageChange {
  /** Parts that are new. */
  readonly added: readonly Element[];
  /** Elements that got or lost children, or whose attributes changed. */
  readonly changed: ReadonlySet<Element>;
}

/**
 * The entries that a page names, kept as it changes: each change costs what has changed, and not the page. What is
 * counted are the elements that name an entry.
 */
export class EntryIndex {
  readonly #named = new Map<Element, string>();
  readonly #counts = new Map<string, number>();

  get entryIds(): string[] {
    return [...this.#counts.keys()];
  }

  has(entryId: string): boolean {
    return this.#counts.has(entryId);
  }

  change(records: readonly MutationRecord[]): PageChange {
    const added = new Set<Element>();
    const changed = new Set<Element>();
    for (const { type, target, addedNodes, removedNodes } of records) {
      if (target instanceof Element) changed.add(target);
      if (type === 'attributes' && target instanceof Element) this.#set(target);
      for (const node of removedNodes) if (node instanceof Element && !node.isConnected) this.#drop(node);
      for (const node of addedNodes) if (node instanceof Element && node.isConnected) added.add(node);
    }
    // One that was added with another is in it.
    const apart = [...added].filter((part) => !part.parentElement || !added.has(part.parentElement));
    apart.forEach((part) => this.add(part));
    return { added: apart, changed };
  }

  /** Everything in a part of the page. */
  add(part: Element | Document | ShadowRoot): void {
    if (part instanceof Element && part.matches(NAMING)) this.#set(part);
    part.querySelectorAll(NAMING).forEach((element) => this.#set(element));
  }

  #drop(part: Element): void {
    for (const element of [part, ...part.querySelectorAll(NAMING)]) this.#forget(element);
  }

  #set(element: Element): void {
    const entryId = element.matches(NAMING) ? entryNamedBy(element) : undefined;
    if (this.#named.get(element) === entryId) return;
    this.#forget(element);
    if (entryId === undefined) return;
    this.#named.set(element, entryId);
    this.#counts.set(entryId, (this.#counts.get(entryId) ?? 0) + 1);
  }

  #forget(element: Element): void {
    const entryId = this.#named.get(element);
    if (entryId === undefined) return;
    this.#named.delete(element);
    const left = (this.#counts.get(entryId) ?? 1) - 1;
    if (left > 0) this.#counts.set(entryId, left);
    else this.#counts.delete(entryId);
  }
}
