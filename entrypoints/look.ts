import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { isMoodle } from '../lib/pages/moodle.ts';
import { sessionsInScripts, withServices } from '../lib/pages/sessions.ts';
import { toolsOnPage } from '../lib/sites/look.ts';

/** Put into the frames of the tab on which the toolbar button was pressed: answers the hosts that a clone would need. */
export default defineUnlistedScript(async () => {
  // What looks like a player in a page of Moodle, somebody has put into it.
  const sessions = isMoodle(document) ? [] : withServices(sessionsInScripts(document), document);
  return {
    tools: await toolsOnPage(),
    services: [...new Set(sessions.map(({ serviceUrl }) => serviceUrl))].slice(0, 20),
  };
});
