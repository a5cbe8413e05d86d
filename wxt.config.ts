import preact from '@preact/preset-vite';
import { minify } from 'terser';
import { mergeConfig, type Plugin } from 'vite';
import { defineConfig, type UserManifest } from 'wxt';
import { PAGE_HOSTS, pattern, SERVICE_HOSTS } from './lib/hosts.ts';
import { NAMES } from './lib/pages/names.ts';
import { RULES } from './lib/pages/kaltura/menu-evidence.ts';
import { hostMatches, pageMatches, testMatches } from './lib/matches.ts';
import { patternOfSite } from './lib/sites/pattern.ts';
import { compiledTexts } from './lib/texts/vite-plugin.ts';

/** A fixed public key gives the build for tests a fixed id. Its private half was thrown away. */
const TEST_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAv0dXcqM+Csl/qYHq8JNU7Du/0kzEE3yb7gWtDRpxMPtGCin1FBRhWSuhEkr9/bOAgOV96KRNFR8vSnz/inTBeZAGTHndW7VfxcOVFYFD8VzfkuN/IUUIYXkMd/YXqwidBbcmMnPwy71DgNg422xOvAbt9jojVBzcHbRnsI5u5inYXpl6zWWzh85QMYYuJy/6FqErGB9Dp5bvzAa7KBRoJi890bkyMkkwwNlVwreqHplvH3dyanFGN+MURxneOneX+VJqO8kVAaHMoTHQhZmMDbhybgsDpSJ66YsQa5GvzCk5opTSnSw7dJRUS+uU/bKL5BpxcdptIPyJ6Psd0vrH3QIDAQAB';

/**
 * Hosts of one school, by `npm run package -- --hosts`: in the manifest of its package they are granted at install, so
 * that no teacher is asked. Not in the build for tests, which has hosts of its own.
 * @throws where one of them names no host: a package that silently does not work there would be worse
 */
function schoolMatches(mode: string): string[] {
  const hosts = (process.env['CLONE_ROOM_HOSTS'] ?? '').split(',').filter((host) => host.trim() !== '');
  const sites = hosts.map((host) => {
    const site = patternOfSite(host);
    if (site === undefined)
      throw new Error(`"${host.trim()}" is no host. Write media.example.org or *.example.org.`);
    return site;
  });
  return mode === 'e2e' ? [] : [...new Set(sites)];
}

/**
 * What only Firefox reads. 140 is the oldest release with long support, and the first that asks for consent to data
 * collection at install. We declare `none`: nothing goes to us or to anybody else. What is sent goes to the Kaltura
 * service that the page itself uses, with the page's own session, when the teacher has chosen "Clone room"; whether she
 * may choose it at all is asked there too, about the room that she has just opened there.
 */
const GECKO = {
  gecko: {
    id: 'clone-room@clone-room-for-kaltura',
    strict_min_version: '140.0',
    data_collection_permissions: { required: ['none'] },
  },
  // The first there that knows the question above. Nothing was run on it: in the store, desktop alone is ticked.
  gecko_android: { strict_min_version: '142.0' },
} satisfies UserManifest['browser_specific_settings'];

/**
 * Takes WXT's wrapper off the scripts that run in pages: it starts plug-ins, of which there are none, and logs that a
 * script threw, which the browser does too. Both scripts together must stay under the budget of `tests/size`.
 */
const bareScripts = (): Plugin => ({
  name: 'clone-room:bare-scripts',
  transform(code: string, id: string) {
    const entry = /import definition from ("[^"]+");/.exec(code)?.[1];
    if (id.includes('/wxt/dist/utils/define-unlisted-script'))
      return 'export const defineUnlistedScript = (main) => main;';
    if (!id.includes('wxt-unlisted-script-entrypoint') || entry === undefined) return undefined;
    return `import main from ${entry};\nexport default main();`;
  },
});

/**
 * The extension's interface under the one name that this browser has for it, instead of a choice when each script starts:
 * a script of ours that looks for the other name finds an element of the page that has it as its id.
 */
const oneBrowser = (name: 'browser' | 'chrome'): Plugin => ({
  name: 'clone-room:one-browser',
  transform: (_code: string, id: string) =>
    id.includes('/@wxt-dev/browser/') ? `export const browser = globalThis.${name};` : undefined,
});

/**
 * Chromium compiles a function when it is called for the first time, and reads it a second time for that. The first
 * script calls nearly all of its own at once (https://v8.dev/blog/explicit-compile-hints). Other browsers take it for a
 * comment.
 */
const EAGER = '//# allFunctionsCalledOnLoad';

/**
 * Makes the scripts that run in pages smaller once more: what esbuild leaves of them, terser makes 5 % shorter. The rest
 * of the extension has no budget.
 */
const smallScripts = (): Plugin => ({
  name: 'clone-room:small-scripts',
  generateBundle: {
    // What a script comes to is what the background gets, and WXT adds it at the end.
    order: 'post',
    async handler(_options, bundle) {
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk' && BEFORE_CLICK.includes(chunk.name)) {
          // Nothing of ours reads a getter for what it does, nor asks which kind a function is.
          const compress = {
            passes: 5,
            inline: 1,
            lhs_constants: false,
            expression: true,
            pure_getters: true,
            hoist_funs: chunk.name === BESIDE_CONTENT_SCRIPT,
            unsafe: true,
            unsafe_arrows: true,
            unsafe_methods: true,
          };
          const names = [...INSIDE, ...Object.keys(BETWEEN)];
          const mangle = { properties: { regex: new RegExp(`^(?:${names.join('|')})$`) } };
          // As terser keeps names: each behind a `$`.
          const given = Object.entries(BETWEEN).map(([name, short]) => [`$${name}`, short]);
          const nameCache = { props: { props: Object.fromEntries(given) as Record<string, string> } };
          // Again and again: it finds more in what it has made.
          for (const _ of [1, 2, 3]) {
            const options = { ecma: 2020, module: true, compress, mangle, nameCache } as const;
            const { code } = await minify(chunk.code, options);
            chunk.code = code ?? chunk.code;
          }
          if (chunk.name === 'content-script') chunk.code = `${EAGER}\n${chunk.code}`;
        }
    },
  },
});

/**
 * The script that is put beside `content-script.js` before the click takes from it what that holds already: what is in
 * `SHARED`, in the world that they share in a frame. Content scripts can't share a file.
 */
const BESIDE_CONTENT_SCRIPT = 'kaltura-items';
/** Names of properties that no other script, no message and no browser knows. Only scripts that report on a page tell a rule's. */
const INSIDE = [
  ...Object.keys(RULES),
  ...['inMenu', 'row', 'dots', 'pencil', 'because', 'closesItself', 'roomName', 'native'],
  ...['isOver', 'lookFurther'],
];
/** Those that these two scripts know of each other: each has the same short name in both. */
const BETWEEN = {
  ...{ editLinkOf: 'a', mediaLinkOf: 'b', NAMING: 'c', entryNamedBy: 'd', inSlices: 'e', pageTurn: 'f' },
  ...{ mayClone: 'g', isThere: 'h' },
};
const BEFORE_CLICK = ['content-script', 'main-world', BESIDE_CONTENT_SCRIPT];
const SHARED = ['/lib/pages/naming.ts', '/lib/host/slices.ts'];
const isShared = (id: string): boolean => SHARED.some((file) => id.endsWith(file));

/** Where a library gives a text to the browser as markup, and what stands there in our builds. */
const HTML_SINKS = [
  // `dangerouslySetInnerHTML`, which no component of ours has.
  { file: 'preact/dist/preact.mjs', sink: '||(t.innerHTML=h.__html)', instead: '' },
  // What is pasted. The browser's parser: the file has another of that name. It puts into the head what `innerHTML` does not.
  {
    file: 'prosemirror-view/dist/index.js',
    sink: 'elt.innerHTML = maybeWrapTrusted(html);',
    instead: `const parsed = new window.DOMParser().parseFromString(html, 'text/html');
    elt.append(...parsed.head.childNodes, ...parsed.body.childNodes);`,
  },
];

/**
 * Takes out of the libraries what sets markup from a text: then nothing in a package does, and Mozilla's checks are silent.
 * The libraries are pinned; another version in which the text is not found ends the build.
 */
export const withoutHtmlSinks = (): Plugin => ({
  name: 'clone-room:without-html-sinks',
  transform(code: string, id: string) {
    const found = HTML_SINKS.find(({ file }) => id.split('?')[0]?.endsWith(file));
    if (found === undefined) return undefined;
    if (!code.includes(found.sink)) throw new Error(`${found.file} no longer holds ${found.sink}`);
    return { code: code.replace(found.sink, found.instead), map: null };
  },
});

export default defineConfig({
  imports: false,
  outDirTemplate: '{{browser}}-mv{{manifestVersion}}{{modeSuffix}}',
  hooks: {
    'vite:build:extendConfig'([entrypoint], config) {
      if (entrypoint?.name !== BESIDE_CONTENT_SCRIPT) return;
      const rollupOptions = { external: isShared, output: { globals: () => NAMES } };
      Object.assign(config, mergeConfig(config, { build: { rollupOptions } }));
    },
  },
  vite: ({ browser }) => ({
    plugins: [
      preact(),
      bareScripts(),
      oneBrowser(browser === 'firefox' ? 'browser' : 'chrome'),
      withoutHtmlSinks(),
      smallScripts(),
      compiledTexts(),
    ],
  }),
  manifest: ({ mode, browser }) => ({
    name: '__MSG_name__',
    description: '__MSG_description__',
    default_locale: 'en',
    ...(browser === 'firefox' ? { browser_specific_settings: GECKO } : { minimum_chrome_version: '130' }),
    // `activeTab`: what the toolbar button needs to tell of the site on which it was pressed, and of no other.
    // `contextMenus`: the item in the button's own menu. Neither warns of anything.
    permissions: ['storage', 'alarms', 'notifications', 'scripting', 'activeTab', 'contextMenus'],
    // Not by WXT's own content scripts: its context would be a quarter of what may run in a page before the click.
    content_scripts: [
      {
        matches: [...hostMatches(mode), ...schoolMatches(mode)],
        js: ['content-script.js'],
        all_frames: true,
        match_origin_as_fallback: true,
      },
      {
        matches: [...pageMatches(), ...schoolMatches(mode)],
        js: ['main-world.js'],
        all_frames: true,
        match_origin_as_fallback: true,
        world: 'MAIN',
      },
    ],
    host_permissions: [
      ...PAGE_HOSTS.map((host) => pattern(host, '*')),
      ...SERVICE_HOSTS.map((host) => pattern(host)),
      ...(mode === 'e2e' ? testMatches() : schoolMatches(mode)),
    ],
    optional_host_permissions: ['https://*/*'],
    web_accessible_resources: [
      {
        resources: ['dialog.html'],
        matches: ['*://*/*'],
        // So that no page can tell by its address that we are there, or open it. Firefox has no such key.
        ...(browser !== 'firefox' && { use_dynamic_url: true }),
      },
    ],
    icons: Object.fromEntries([16, 32, 48, 96, 128].map((size) => [size, `icon/${size}.png`])),
    // Firefox reads policy without a schema.
    ...(browser !== 'firefox' && { storage: { managed_schema: 'managed_schema.json' } }),
    // A private window has a worker, sessions and a journal of its own, in memory; Firefox can't give it one.
    incognito: browser === 'firefox' ? 'not_allowed' : 'split',
    action: { default_title: '__MSG_name__' },
    ...(mode === 'e2e' && browser !== 'firefox' && { key: TEST_KEY }),
  }),
});
