import { afterEach, expect, test, vi } from 'vitest';
import { PAGE } from '../../host/instance.ts';
import { Sites } from './sites.ts';

afterEach(() => vi.unstubAllGlobals());

const SCRIPTS = ['content-script.js', 'main-world.js'];
const aborted = AbortSignal.abort();

interface Call {
  readonly target: { readonly frameIds?: readonly number[] };
  readonly func?: (mark: string) => unknown;
  readonly args?: readonly [string];
  readonly files?: readonly string[];
}

test('a granted site is entered where none of our scripts is, and where one has ended', async () => {
  // Frame → what our script has left there.
  const frames = [undefined, { signal: new AbortController().signal }, { signal: aborted }];
  const entered: [string, readonly number[]][] = [];
  const executeScript = ({ target, func, args, files = [] }: Call): Promise<unknown> => {
    if (func === undefined || args === undefined) {
      for (const file of files) entered.push([file, target.frameIds ?? []]);
      return Promise.resolve([]);
    }
    const answers = frames.map((page, frameId) => {
      vi.stubGlobal(PAGE, page);
      return { frameId, result: func(...args) };
    });
    return Promise.resolve(answers);
  };
  const content_scripts = SCRIPTS.map((js, at) => ({
    ...{ js: [js], matches: ['https://*.kaltura.com/*'], world: ['ISOLATED', 'MAIN'][at] },
  }));
  const browser = {
    runtime: { getManifest: () => ({ content_scripts, host_permissions: ['https://*.kaltura.com/*'] }) },
    permissions: { getAll: () => Promise.resolve({ origins: [] }) },
    tabs: { query: () => Promise.resolve([{ id: 1 }]) },
    scripting: { executeScript, getRegisteredContentScripts: () => Promise.resolve([]) },
  };
  const services = { granted: () => Promise.resolve() };
  // What is asked of them here.
  const parts = [browser, {}, {}, services] as unknown as ConstructorParameters<typeof Sites>;
  await new Sites(...parts).added();
  expect(entered).toEqual([
    ['main-world.js', [0, 2]],
    ['content-script.js', [0, 2]],
  ]);
});
