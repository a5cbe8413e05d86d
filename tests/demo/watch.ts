import { watch } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runTool } from '../setup/process.mjs';

/** What an extension is built from. */
const SOURCES = ['components', 'entrypoints', 'lib', 'locales', 'public'];
/** Editors write a file in several steps. */
const QUIET_MS = 200;

/**
 * Builds the extension anew at each change of its sources, one build after the other, until the signal. A build that
 * fails says why, and the one before it stays.
 * @param onBuilt a new build is there
 */
export function rebuildOnChange(signal: AbortSignal, onBuilt: () => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined;
  let building = Promise.resolve();
  const build = async (): Promise<void> => {
    if (signal.aborted) return;
    const started = Date.now();
    const { code, output } = await runTool('wxt', ['build', '--mode', 'e2e'], { capture: true });
    if (code !== 0) return console.log(`\nThe build failed:\n${output}`);
    await onBuilt();
    console.log(`Built and loaded anew in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  };
  const changed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      building = building.then(build).catch((error: unknown) => console.log(String(error)));
    }, QUIET_MS);
  };
  for (const folder of SOURCES) watch(join(ROOT, folder), { recursive: true, signal }, changed);
}
