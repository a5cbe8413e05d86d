/** Marks the line, so that another click shows no second one. */
const LINE = 'data-clone-room-line';

/** Where our item can do nothing any more, the page says so, once: what is typed in the page stays until its reload. */
export function showLine(document: Document, text: string): void {
  document.querySelector(`[${LINE}]`)?.remove();
  const line = document.createElement('div');
  line.setAttribute(LINE, '');
  line.setAttribute('role', 'status');
  line.style.cssText =
    'all:initial;position:fixed;inset:0 0 auto;z-index:2147483647;padding:12px;background:#fff4d6;color:#3d2e00;font:15px/1.4 system-ui;text-align:center';
  document.documentElement.append(line);
  // A live region announces what is put into it, not what it is made with.
  setTimeout(() => line.append(text), 50);
}
