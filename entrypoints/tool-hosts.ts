import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { isMoodle } from '../lib/pages/moodle/moodle.ts';
import { scriptsOf } from '../lib/pages/sessions/page-scripts.ts';
import { placedSessions, sessionsInScripts } from '../lib/pages/sessions/sessions.ts';
import { toolsOnPage } from '../lib/sites/tools-on-page.ts';

/** Put into the frames of the tab on which the toolbar button was pressed: answers the hosts that a clone would need. */

async function hostsInFrame(): Promise<{ tools: string[]; services: string[] }> {
  // What looks like a player in a page of Moodle, somebody has put into it.
  const sessions = isMoodle(document) ? [] : placedSessions(sessionsInScripts(scriptsOf(document)));
  const services = new Set(sessions.map(({ serviceUrl }) => serviceUrl));
  return { tools: await toolsOnPage(), services: [...services].slice(0, 20) };
}

// The browser waits for what the script answers.
export default defineUnlistedScript((): unknown => hostsInFrame());
