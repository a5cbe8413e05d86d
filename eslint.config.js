import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** A wall of the house: files under `target` import nothing of ours from `from`, but for `except`. */
const wall = (target, from, except, message) => ({ target, from, except, message });

/**
 * What each folder of lib may import of lib, beside itself. A folder that is not here is a fault of
 * `tests/structure/structure.test.ts`, which also holds that no file imports itself by way of others, types included.
 */
const MAY_IMPORT = {
  // Calls and what they answer; how calls get to a server, and what becomes of them there, is of `transport`.
  kaltura: [],
  'kaltura/transport': [
    ...['kaltura/call.ts', 'kaltura/session.ts', 'kaltura/token.ts'],
    // Of its tests.
    ...['kaltura/ids.ts', 'kaltura/system.ts'],
  ],
  services: ['kaltura'],
  room: ['kaltura', 'services'],
  // What is known of a room's texts, of its people, of what a room service holds, and what is said of a clone.
  'room/texts': [],
  'room/people': ['kaltura', 'room/samples.ts'],
  'room/live': ['services'],
  'room/report': ['room/texts'],
  clone: ['room', 'kaltura', 'services'],
  // Each knows those above it alone: the engine knows no room, a state no request, a part no workflow.
  'clone/engine': ['kaltura'],
  'clone/job': ['clone/engine', 'clone/samples.ts', 'room', 'kaltura', 'services'],
  'clone/reading': ['clone/engine', 'clone/job', 'clone/samples.ts', 'room', 'kaltura', 'services'],
  'clone/workflow': ['clone', 'room', 'kaltura', 'services'],
  'clone/parts': [
    'clone/engine',
    'clone/job',
    'clone/reading',
    'clone/samples.ts',
    'room',
    'kaltura',
    'services',
  ],
  plan: ['room', 'kaltura', 'pages'],
  moodle: ['clone', 'room', 'kaltura', 'pages'],
  // Inside a page of Moodle: it knows no job.
  'moodle/page': ['moodle/port.ts', 'kaltura', 'pages'],
  'rich-text': ['room'],
  pages: [],
  // Of Moodle's pages, of Kaltura's, and of sessions in them, none knows another.
  'pages/kaltura': ['pages/naming.ts'],
  'pages/moodle': [],
  'pages/sessions': ['pages/naming.ts'],
  sites: ['hosts.ts'],
  settings: ['sites', 'room'],
  texts: ['room', 'settings', 'browser.ts'],
  messages: ['plan', 'room', 'moodle', 'pages', 'settings', 'sites', 'texts'],
  host: ['messages', 'moodle', 'pages', 'room'],
  // What puts items into Kaltura's pages, into Moodle's, and what lies over a page: none knows another but where one is shown.
  'host/overlay': ['messages'],
  'host/kaltura': [
    ...[
      'host/extension.ts',
      'host/instance.ts',
      'host/observer.ts',
      'host/slices.ts',
      'host/likely-click.ts',
      'host/page-notice.ts',
    ],
    ...['messages', 'pages'],
  ],
  'host/moodle': [
    ...[
      'host/extension.ts',
      'host/observer.ts',
      'host/slices.ts',
      'host/likely-click.ts',
      'host/page-notice.ts',
    ],
    ...['host/overlay/shadow.ts', 'messages', 'moodle', 'pages', 'room'],
  ],
  cli: ['clone', 'plan', 'room', 'kaltura', 'services', 'texts'],
  background: [
    ...['clone', 'plan', 'room', 'kaltura', 'services', 'moodle', 'pages', 'sites', 'settings', 'texts'],
    ...['messages', 'host', 'hosts.ts', 'browser.ts'],
  ],
  // Each knows those above it alone; the message handlers know them all.
  'background/sessions': ['kaltura', 'pages', 'sites', 'hosts.ts'],
  'background/pages': [
    ...['background/platform.ts', 'background/redact.ts', 'background/sessions'],
    ...[
      'clone',
      'host',
      'kaltura',
      'messages',
      'pages',
      'settings',
      'sites',
      'texts',
      'room',
      'hosts.ts',
      'browser.ts',
    ],
  ],
  'background/moodle': [
    ...['background/platform.ts', 'background/pages'],
    ...['kaltura', 'messages', 'moodle', 'pages', 'room', 'hosts.ts', 'browser.ts'],
  ],
  'background/jobs': [
    ...['background/platform.ts', 'background/sessions', 'background/pages', 'background/moodle'],
    ...[
      'clone',
      'kaltura',
      'messages',
      'moodle',
      'room',
      'services',
      'settings',
      'texts',
      'hosts.ts',
      'browser.ts',
    ],
  ],
  'background/batches': [
    ...['background/platform.ts', 'background/sessions', 'background/jobs'],
    ...['clone', 'kaltura', 'messages', 'plan', 'room', 'settings', 'texts'],
  ],
  'background/dialog': [
    ...['background/platform.ts', 'background/sessions', 'background/pages'],
    ...['background/moodle', 'background/jobs'],
    ...[
      'clone',
      'kaltura',
      'messages',
      'moodle',
      'room',
      'services',
      'settings',
      'texts',
      'hosts.ts',
      'browser.ts',
    ],
  ],
  'background/lifecycle': [
    ...['background/platform.ts', 'background/redact.ts', 'background/sessions', 'background/jobs'],
    ...['clone', 'messages', 'settings', 'sites', 'room', 'texts', 'hosts.ts', 'browser.ts'],
  ],
};

/** Of no subject: whoever waits needs it. */
const FOR_ALL = ['in-time.ts'];

const walls = Object.entries(MAY_IMPORT).map(([folder, others]) =>
  wall(
    `./lib/${folder}`,
    './lib',
    [folder, ...others, ...FOR_ALL].map((other) => `./${other}`),
    `lib/${folder} imports ${others.length === 0 ? 'nothing of ours but itself' : `itself, and ${others.join(', ')}`}.`,
  ),
);

export default tseslint.config(
  { ignores: ['.output/', '.wxt/', 'node_modules/', 'test-results/'] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['*.js', 'tests/setup/*.mjs'] } },
    },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/extensions': ['.ts', '.tsx', '.js', '.mjs'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] })],
    },
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]',
          message: 'Text of the page or the server is never HTML of ours: build nodes.',
        },
        {
          selector: "CallExpression[callee.property.name='addEventListener'][arguments.length<3]",
          message: 'A listener hangs on an AbortSignal: pass { signal }.',
        },
      ],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `return done()` where nothing is returned reads as what it is: the last thing that happens.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Code points are what Kaltura counts, so spreading a string is what we mean.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'import-x/no-restricted-paths': [
        'error',
        {
          basePath: import.meta.dirname,
          zones: [
            ...walls,
            wall('./lib', './entrypoints', [], 'Nothing imports entrypoints.'),
            wall('./lib', './components', [], 'lib knows no window.'),
            wall('./lib', './tests', [], 'The product knows no tests.'),
            wall('./components', './entrypoints', [], 'Nothing imports entrypoints.'),
            wall('./components', './lib/kaltura', [], 'Components do not fetch.'),
            wall('./components', './lib/services', [], 'Components do not fetch.'),
            wall('./components', './lib/clone', [], 'Components do not run jobs.'),
          ],
        },
      ],
    },
  },
  {
    files: ['lib/room/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/kaltura/**', '**/services/**'],
              allowTypeImports: true,
              message: 'lib/room imports types only.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['lib/**', 'components/**', 'entrypoints/**'],
    // More are things that belong together, and have a name.
    rules: { 'max-params': ['error', 5] },
  },
  {
    // Where a clock, chance or a name is taken, a test can't set it: they come in as arguments.
    files: ['lib/**', 'components/**'],
    ignores: [
      '**/*.test.ts',
      // These are edges themselves: a process, the disk, the network, a window that is guarded.
      'lib/cli/**',
      'lib/clone/engine/{file,idb}-journal.ts',
      'lib/kaltura/transport/post-json.ts',
      'components/dialog/guard.ts',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        ...[
          ['Date', 'now'],
          ['performance', 'now'],
          ['Math', 'random'],
          ['crypto', 'randomUUID'],
        ].map(([object, property]) => ({
          ...{ object, property },
          message: 'Clock and chance come in as arguments (Platform, Ports).',
        })),
      ],
    },
  },
  {
    files: ['**/*.test.ts', 'tests/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'no-console': 'off' },
  },
  { files: ['**/*.js', '**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
);
