import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runNpm, runTool } from './process.mjs';

const NODE = [20, 19];

/** Installs the packages where they are not what package-lock.json says. Answers what is wrong, or undefined. */
export async function ensurePackages() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < NODE[0] || (major === NODE[0] && minor < NODE[1])) {
    return `This needs Node ${NODE.join('.')} or newer, and this is Node ${process.versions.node}. Install a newer one from nodejs.org.`;
  }
  const missing = missingPackages();
  if (missing.length > 0) {
    console.log(`Installing packages (npm ci): ${missing.length} are missing or of another version.`);
    // Whatever this machine's npm is told to leave out, the tools are needed here.
    const { code } = await runNpm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund']);
    if (code !== 0) {
      return 'The packages could not be installed: npm says why above. It needs the network, or a cache that holds them.';
    }
  }
  // npm leaves this out where it is told to run no scripts.
  if (!existsSync(join(ROOT, '.wxt/tsconfig.json'))) {
    const { code, output } = await runTool('wxt', ['prepare'], { capture: true });
    if (code !== 0) return `"wxt prepare" failed:\n${output}`;
  }
  return undefined;
}

/** The packages that the lock file names and node_modules has not, or has in another version. */
function missingPackages() {
  const wanted = packagesIn('package-lock.json');
  const there = packagesIn('node_modules/.package-lock.json');
  return Object.keys(wanted).filter(
    // Optional ones are often another platform's; the entry without a name is the project itself.
    (place) => place !== '' && !wanted[place].optional && there[place]?.version !== wanted[place].version,
  );
}

function packagesIn(file) {
  const path = join(ROOT, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}
