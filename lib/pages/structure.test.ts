// @vitest-environment happy-dom
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { structureOf } from './structure.ts';

const NATIVE = /^clone room$/i;
const pageOf = (markup: string): Document => new DOMParser().parseFromString(markup, 'text/html');
const reduce = (markup: string, path = '/my-media'): ReturnType<typeof structureOf> =>
  structureOf(pageOf(markup), path, undefined, NATIVE);

test('what our rules read of a menu is still there', () => {
  const { html, path, own } = structureOf(
    pageOf(
      `<body class="kms-theming"><h1>Algebra I</h1><div class="kms-ds-media-page-title-actions"><button class="css-hkx3jt kaltura-ds-button" aria-haspopup="true" aria-controls="MoreActionsMenu"><svg class="__private__-icon-root-MoreVertical24Icon"><path d="M1 2"></path></svg></button></div><ul role="menu" id="MoreActionsMenu"><li role="menuitem"><a href="/edit/1_abcd1234">Edit</a></li><li>Clone Room</li></ul></body>`,
    ),
    '/media/Algebra+I/1_abcd1234/17',
    '1_abcd1234',
    NATIVE,
  );
  expect(path).toBe('/media/x/1_aaaa0001/x');
  expect(own).toBe('1_aaaa0001');
  for (const kept of [
    'kms-ds-media-page-title-actions',
    'aria-haspopup="true" aria-controls="MoreActionsMenu"',
    'icon-root-MoreVerticalIcon',
    '<ul role="menu" id="MoreActionsMenu">',
    '<a href="/edit/1_aaaa0001">Abc</a>',
    '<li>Clone room</li>',
  ])
    expect(html).toContain(kept);
  expect(html).not.toMatch(/Algebra|hkx3jt|abcd1234/);
});

/** Words that are no word of ours or of any code, as names of people and rooms are. */
const secret = fc
  .tuple(
    fc.constantFrom('zwq', 'Qxv', 'קצז', 'ظغذ'),
    fc.stringMatching(/^[a-z]{3,12}$/),
    fc.constantFrom('', '7734', 'é'),
  )
  .map((parts) => parts.join(''));
const token = fc.stringMatching(/^djJ8[A-Za-z0-9]{20,80}$/);
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

test('no text, name, address or token of a page is in it, wherever the page has it', () => {
  fc.assert(
    fc.property(fc.array(secret, { minLength: 1, maxLength: 6 }), token, (secrets, ks) => {
      const [first = ''] = secrets;
      const all = escaped(secrets.join(' '));
      const address = encodeURI(
        `https://${first}.example.org/${first}/media/${secrets.join('/')}?ks=${ks}#${first}`,
      );
      const { html, path } = reduce(
        `<html lang="${all}"><head><title>${all}</title><meta content="${all}"></head>
        <body data-user="${all}" onclick="${all}"><!-- ${all} --><h1 title="${all}">${all}</h1>
        <p id="user-${escaped(first)}" class="${all} menu ${ks}" data-testid="${all}" role="${all}" aria-label="${all}"
          aria-controls="${all}" aria-expanded="${all}" style="background:url('${all}')">${all}</p>
        <a href="${escaped(address)}">${all}</a><a href="javascript:${all}">${all}</a><img src="${escaped(address)}" alt="${all}">
        <svg><text>${all}</text><path d="${all}"></path><title>${all}</title></svg>
        <script>var ks = "${ks}"; var user = "${first}";</script><style>.${first}{}</style>
        <x-${/^[a-z]+$/.test(first) ? first : 'y'}>${all}</x-y><input value="${all}" placeholder="${all}" type="${all}">
        <textarea>${all}</textarea><iframe src="${escaped(address)}" name="${all}" srcdoc="${all}"></iframe></body></html>`,
        `/media/${encodeURIComponent(first)}/1_abcd1234`,
      );
      const told = `${html}${path}`.toLowerCase();
      for (const one of [...secrets, ...secrets.map((word) => encodeURIComponent(word)), ks])
        expect(told).not.toContain(one.toLowerCase());
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('it ends, whatever the page is like, and says that it was cut', () => {
  const deep = reduce('<div>'.repeat(400));
  expect(deep.isCut).toBe(true);
  const wide = reduce('<i></i>'.repeat(20_500));
  expect(wide.isCut).toBe(true);
  expect(wide.html.length).toBeLessThan(500_000);
  const long = reduce(`<p class="${'a'.repeat(200_000)}">${'b '.repeat(200_000)}</p>`);
  expect(long.html.length).toBeLessThan(2_000);
}, 60_000);
