import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { pageHere } from '../lib/host/kaltura/page-here.ts';
import { describePage } from '../lib/host/kaltura/page-description.ts';
import type { PageDescription } from '../lib/messages/messages.ts';

/** What our own script knows of this frame's page; nothing where it is not, or may not be any more. */
async function describeHere(): Promise<PageDescription | undefined> {
  // One that has not said anything yet has not heard that its site was taken back: it asks as it speaks.
  const mayWork = await pageHere()?.extension.send({ type: 'site.mayWork' });
  const page = pageHere();
  // Left behind, it had nobody to ask.
  return mayWork === true && page ? describePage(page) : undefined;
}

/** Put into the frames of a tab when the popup asks what its page shows. The browser waits for what it answers. */
export default defineUnlistedScript((): unknown => describeHere());
