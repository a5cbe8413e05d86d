/** Where our item can do nothing any more, the page says so, once: what is typed in the page stays until its reload. */
export function showPageNotice(document: Document, text: string): void {
  const marked = 'data-clone-room-notice';
  document.querySelector(`[${marked}]`)?.remove();
  const notice = document.createElement('output');
  notice.setAttribute(marked, '');
  notice.style.cssText =
    'all:initial;position:fixed;inset:0 0 auto;z-index:2147483647;padding:1em;background:#fff4d6;font:1em system-ui';
  document.documentElement.append(notice);
  // An `output` is a live region: it announces what is put into it, not what it is made with.
  setTimeout(() => notice.append(text), 50);
}
