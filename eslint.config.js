import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** A wall of the house: files under `target` import nothing of ours from `from`, but for `except`. */
const wall = (target, from, except, message) => ({ target, from, except, message });

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
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': [
        'error',
        {
          basePath: import.meta.dirname,
          zones: [
            wall('./lib/kaltura', './lib', ['./kaltura'], 'lib/kaltura imports nothing of ours but itself.'),
            wall(
              './lib/services',
              './lib',
              ['./services', './kaltura'],
              'lib/services imports lib/kaltura only.',
            ),
            wall(
              './lib/room',
              './lib',
              ['./room', './kaltura', './services'],
              'lib/room is the pure domain.',
            ),
            wall(
              './lib/clone',
              './lib',
              ['./clone', './room', './kaltura', './services'],
              'lib/clone imports lib/kaltura, lib/services and lib/room only.',
            ),
            wall(
              './lib/rich-text',
              './lib',
              ['./rich-text', './room'],
              'lib/rich-text knows descriptions and nothing else.',
            ),
            wall(
              './lib/moodle',
              './lib',
              ['./moodle', './clone', './room', './kaltura', './pages/moodle-address.ts'],
              'lib/moodle makes a part of a job, and reads Moodle.',
            ),
            wall(
              './lib/moodle/page',
              './lib',
              ['./moodle/page', './moodle/port.ts', './kaltura/ids.ts', './pages/moodle-address.ts'],
              'lib/moodle/page works inside a page of Moodle: it knows no job.',
            ),
            wall('./lib/pages', './lib', ['./pages'], 'lib/pages knows foreign pages and nothing else.'),
            wall(
              './lib/sites',
              './lib',
              ['./sites', './hosts.ts'],
              'lib/sites is pure: facts in, offers out.',
            ),
            wall(
              './lib/settings',
              './lib',
              ['./settings', './sites', './room'],
              'lib/settings knows what may be set, and where it is kept.',
            ),
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
    files: ['**/*.test.ts', 'tests/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'no-console': 'off' },
  },
  { files: ['**/*.js', '**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
);
