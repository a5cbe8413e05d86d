import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Hono } from 'hono';
import { isBootstrap5, type Variant } from './variant.ts';

const { resolve } = createRequire(import.meta.url);
const read = (file: string): string => readFileSync(resolve(file), 'utf8');

/** Bootstrap as each Moodle ships it, and the jQuery on which the older one stands. */
export function libraries(app: Hono, variant: Variant): void {
  const bootstrap = isBootstrap5(variant) ? 'bootstrap-5' : 'bootstrap-4';
  const rtl = variant.language === 'he' && isBootstrap5(variant) ? '.rtl' : '';
  const script = { 'content-type': 'text/javascript' };
  app.get('/theme/bootstrap.css', () => {
    const css = read(`${bootstrap}/dist/css/bootstrap${rtl}.min.css`);
    return new Response(css, { headers: { 'content-type': 'text/css' } });
  });
  app.get('/lib/bootstrap.js', () => {
    return new Response(read(`${bootstrap}/dist/js/bootstrap.bundle.min.js`), { headers: script });
  });
  app.get('/lib/jquery.js', () => new Response(read('jquery/dist/jquery.min.js'), { headers: script }));
}
