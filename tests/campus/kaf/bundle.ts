import { join } from 'node:path';
import { build } from 'esbuild';

/** `theming`: with MUI 5, as Kaltura's design system was in 2024; `theming-7`: with MUI 7, as it is now (docs/facts/kaf-pages.md#8-design-system-and-hosts). */
export type ClientName = 'classic' | 'theming' | 'theming-7';

const made = new Map<ClientName, Promise<string>>();

const SOURCES: Readonly<Record<ClientName, string>> = {
  classic: 'classic.ts',
  theming: 'theming.tsx',
  'theming-7': 'theming.tsx',
};

/** The script of a generation of pages, with the libraries that the real ones use; made once, when it is asked for. */
export function clientBundle(name: ClientName): Promise<string> {
  const bundle = made.get(name) ?? makeBundle(name);
  made.set(name, bundle);
  return bundle;
}

async function makeBundle(name: ClientName): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'client', SOURCES[name])],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    ...(name === 'theming' && { alias: { '@mui/material': 'mui-5' } }),
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
