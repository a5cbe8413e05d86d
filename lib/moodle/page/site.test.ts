// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { siteOf } from './site.ts';

const HERE = 'https://moodle.example.edu/lms/course/view.php?id=2';
const SITE = { base: 'https://moodle.example.edu/lms', sesskey: 'AbC123' };

const page = (body: string, className = 'pagelayout-course'): Document =>
  new DOMParser().parseFromString(`<body class="${className}">${body}</body>`, 'text/html');
const config = (fields: object): string =>
  `<script>//<![CDATA[
var M = {}; M.yui = {}; M.cfg = ${JSON.stringify(fields)};var yui1ConfigFn = function(me) {};
//]]></script>`;
const CONFIG = { wwwroot: SITE.base, sesskey: SITE.sesskey, themerev: '1', langrev: 2, jsrev: '-1' };

test.each([
  [
    'its link to log out',
    '<a href="https://moodle.example.edu/lms/login/logout.php?sesskey=AbC123">Log out</a>',
  ],
  ['the same, relative', '<a href="/lms/login/logout.php?sesskey=AbC123">Log out</a>'],
  ['its configuration, as in Snap, which has no such link', config(CONFIG)],
])('is known by %s', (_how, body) => {
  expect(siteOf(page(body), HERE)).toEqual(SITE);
});

test.each([
  ['another site', '<a href="https://evil.example.org/lms/login/logout.php?sesskey=AbC123">Log out</a>'],
  ['no key', '<a href="/lms/login/logout.php?sesskey=">Log out</a>'],
  ["another site's configuration", config({ ...CONFIG, wwwroot: 'https://evil.example.org' })],
  ['no address', config({ ...CONFIG, wwwroot: '' })],
  ['a configuration that is none', '<script>M.cfg = {"wwwroot":};</script>'],
  ['one without an end', `<script>M.cfg = {"wwwroot":"${'x'.repeat(30_000)}</script>`],
  ['nothing', ''],
])('is not known by %s', (_how, body) => {
  expect(siteOf(page(body), HERE)).toBeUndefined();
});

test("where nobody is signed in, the configuration is nobody's", () => {
  expect(siteOf(page(config(CONFIG), 'pagelayout-login notloggedin'), HERE)).toBeUndefined();
});
