import type { PageController } from './controller.ts';
import { showPageNotice } from '../page-notice.ts';

/** Asks for the window of a room; where there is nobody left to ask, since the extension is gone, the page says so. */
export async function cloneFrom(page: PageController, entryId: string): Promise<void> {
  const { window, sessions, extension } = page;
  // Firefox has had no ancestorOrigins for long.
  const parentOrigin = (window.location.ancestorOrigins as DOMStringList | undefined)?.[0];
  const name = page.answers.rooms.find((room) => room.entryId === entryId)?.name;
  await extension.send({ type: 'clone.clicked', entryId, name, sessions, parentOrigin });
  if (!extension.isThere()) showPageNotice(window.document, page.answers.last?.texts.updated ?? '');
}
