import type { PageDescription } from '../../messages/messages.ts';
import { isGallery } from '../../pages/address.ts';
import type { PageController } from './controller.ts';

/** What a page shows, as far as it is known by now. */
export function describePage(page: PageController): PageDescription {
  const { document, location } = page.window;
  const { answers, own } = page;
  return {
    hasEntries: page.entryIds.size > 0,
    hasSession: answers.state !== 'noSession',
    rooms: answers.rooms.filter(({ entryId }) => page.entryIds.has(entryId)),
    own,
    asking: answers.state === 'asking',
    unanswered: answers.state === 'noAnswer',
    native: page.items?.hasNative === true,
    isGallery: isGallery(document, location.pathname),
  };
}
