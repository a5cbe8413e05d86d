import preact from '@preact/preset-vite';
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { compiledTexts } from '../../lib/texts/vite-plugin.ts';
import { withoutHtmlSinks } from '../../wxt.config.ts';

/** Builds the page on which every window is shown without a background (`stories.tsx`). */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [preact(), withoutHtmlSinks(), compiledTexts()],
  logLevel: 'error',
  build: {
    outDir: join(import.meta.dirname, '../../.output/gallery-page'),
    emptyOutDir: true,
    target: 'es2023',
  },
});
