// npm start: installs what is missing, builds, opens the campus and the browser.

import { ensureBrowser } from './browser.mjs';
import { checkNode, ensurePackages, runLocal } from './packages.mjs';

if (!checkNode() || !ensurePackages()) process.exit(1);
const browser = ensureBrowser();
if (!browser) process.exit(1);
console.log('Building the extension …');
if (runLocal('wxt', ['build', '--mode', 'e2e']) !== 0) process.exit(1);
process.exit(
  runLocal('tsx', ['tests/demo/main.ts', ...process.argv.slice(2)], { CLONE_ROOM_BROWSER: browser }),
);
