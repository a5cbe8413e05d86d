/**
 * What has the focus back when our window closes. A page may have made its button anew in the meantime, as MUI does:
 * then the one that stands in its place.
 */
export class FocusReturn {
  readonly #document: Document;
  #restore: () => void = () => undefined;

  constructor(document: Document) {
    this.#document = document;
  }

  remember(button: HTMLElement): void {
    const around: Element[] = [];
    for (let part = button.parentElement; part; part = part.parentElement) around.push(part);
    const like = (other: Element): boolean => looks(other) === looks(button);
    const place = (part: Element): number =>
      [...part.querySelectorAll(button.localName)].filter(like).indexOf(button);
    const places = new Map(around.map((part) => [part, place(part)]));
    this.#restore = () => {
      if (button.isConnected) return button.focus();
      const part = around.find(({ isConnected }) => isConnected) ?? this.#document.body;
      const alike = [...part.querySelectorAll<HTMLElement>(button.localName)].filter(like);
      (alike[places.get(part) ?? 0] ?? alike[0])?.focus();
    };
  }

  restore(): void {
    this.#restore();
  }
}

/** By what a button is known again, whatever state it is in. */
const looks = (button: Element): string =>
  ['aria-label', 'title', 'type', 'href'].map((name) => button.getAttribute(name) ?? '').join('|') +
  button.textContent.trim();
