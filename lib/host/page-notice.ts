/** Marks the notice, so that another click shows no second one. */
const NOTICE = 'data-clone-room-notice';

/** Where our item can do nothing any more, the page says so, once: what is typed in the page stays until its reload. */
export function showPageNotice(document: Document, text: string): void {
  document.querySelector(`[${NOTICE}]`)?.remove();
  const notice = document.createElement('div');
  notice.setAttribute(NOTICE, '');
  notice.setAttribute('role', 'status');
  notice.style.cssText =
    'all:initial;position:fixed;inset:0 0 auto;z-index:2147483647;padding:12px;background:#fff4d6;color:#3d2e00;font:15px/1.4 system-ui;text-align:center';
  document.documentElement.append(notice);
  // A live region announces what is put into it, not what it is made with.
  setTimeout(() => notice.append(text), 50);
}
