import type { Frame, Page } from '@playwright/test';
import { OWNER } from '../campus/demo/people.ts';
import { expect, test } from './support/fixture.ts';
import { dialogOf, expectHeading, field, inMyMedia, kafFrame, nameServices } from './support/steps.ts';
import { openMenu, openMyMedia, press, unfold } from './support/steps.ts';

/** The nastiest texts, in the real windows at once: none runs, and each is shown as what was written. */

const EVIL = 'https://evil.example.edu';
const NASTIEST = [
  '<script>window.ran=1;alert(1)</script>',
  `<img src="${EVIL}/1.png" onerror="window.ran=1">`,
  '"><svg onload=window.ran=1>',
  "'><b onmouseover='window.ran=1'>",
  '</textarea></title><script>ran=1</script>',
  '<iframe srcdoc="<script>parent.ran=1</script>">',
  `<a href="javascript:window.ran=1">x</a>`,
  '<style>*{display:none}</style>',
  `<style>@import "${EVIL}/2.css"</style>`,
  `<p style="background:url(${EVIL}/3.png)">x</p>`,
  `<form action="${EVIL}/4"><button>Save</button>`,
  `<base href="${EVIL}/">`,
  `<meta http-equiv=refresh content="0;url=${EVIL}/5">`,
  '<math><mtext></p><style><img src=x onerror=ran=1>',
  '<template><img src=x onerror=ran=1></template>',
  '{{constructor.constructor("window.ran=1")()}}',
  '{count, plural, one {#} other {#}}',
  '${window.ran=1} {name} {1:result:id}',
  '\u202egnp.exe \u2066\u2069\u2069',
  '&lt;img src=x onerror=ran=1&gt; &#60;b&#62;',
] as const;
/** Longer ones the room service refuses: the report names each of them. */
const REFUSED = 'x'.repeat(300);
const NAME = `Algebra ${NASTIEST[1]}${NASTIEST[2]}{name}`;

// ProseMirror puts images without an address behind what is not text.
const ELEMENTS =
  'img[src],iframe,object,embed,math,template,base,meta[http-equiv],form,link[href*=evil],style';

/** Without what turns directions: the windows take it away, or put it around a name. */
const plain = (text: string): string => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');

/** Whether anything of it has become more than text; and how many elements there are that the texts would make. */
const state = (window: Page | Frame): Promise<{ ran: boolean; made: string[] }> =>
  window.evaluate((elements) => {
    const made = [...document.querySelectorAll(`${elements},script:not([src])`)];
    return { ran: 'ran' in globalThis, made: made.map((element) => element.localName) };
  }, ELEMENTS);

test('twenty at once in the room, the window, the report, the popup and the notification', async ({
  campus,
  context,
  extensionId,
  page,
  worker,
}) => {
  const [asked, opened]: [string[], string[]] = [[], []];
  context.on('request', (request) => {
    if (new URL(request.url()).hostname.includes('evil')) asked.push(request.url());
  });
  const heed = (one: Page): void => void one.on('dialog', (dialog) => opened.push(dialog.message()));
  heed(page);
  context.on('page', heed);
  const { admin, rooms, services } = campus;
  if (!services) throw new Error('This test needs the room services.');
  const texts = { name: NAME, description: NASTIEST.join('\n'), tags: NASTIEST.join(',') };
  const baseEntry = { objectType: 'KalturaRoomEntry', ...texts };
  await admin.must(OWNER, 'baseEntry', 'update', { entryId: rooms.empty, baseEntry });
  for (const name of NASTIEST) {
    const entry = { objectType: 'KalturaMediaEntry', mediaType: 1, name, parentEntryId: rooms.empty };
    await admin.must(OWNER, 'media', 'add', { entry });
  }
  services.server.seed(rooms.empty, {
    interactions: NASTIEST.map((text, index) => ({
      ...{ id: `one-${index}`, contextId: rooms.empty, createdAt: 1, createdBy: OWNER, type: 'poll' },
      status: 'draft',
      content: { question: text + REFUSED, answers: ['yes', 'no'], multipleAnswers: false },
    })),
    storyboard: [],
  });
  await nameServices(await worker(), services);
  // What a notification says: a browser without a desktop shows none to look at.
  await (
    await worker()
  ).evaluate(() => {
    interface Api {
      readonly chrome: { readonly notifications: { create: (...given: unknown[]) => unknown } };
    }
    const { notifications } = (globalThis as unknown as Api).chrome; // no types of the extension's API here
    const create = notifications.create.bind(notifications);
    const told: unknown[] = [];
    Object.assign(globalThis, { told });
    notifications.create = (...given) => {
      told.push(given[1]);
      return create(...given);
    };
  });

  await openMyMedia(page);
  await inMyMedia(page, NAME).click();
  await expect(kafFrame(page).getByRole('heading', { name: NAME, exact: true })).toBeVisible();
  await (await openMenu(page)).click();
  const dialog = await dialogOf(page);
  await expect(field(dialog, 'Name')).toHaveValue(`Cloned - ${NAME}`);
  await unfold(dialog, 'Description and tags');
  const chips = plain((await dialog.locator('.chips > li').allInnerTexts()).join('\n'));
  const tags = NASTIEST.filter((text) => !text.includes(','));
  expect(tags.filter((text) => !chips.includes(plain(text)))).toEqual([]);
  expect(await state(dialog)).toEqual({ ran: false, made: [] });

  await press(dialog, 'Save');
  await expectHeading(dialog, 'The new room has faults');
  // Of those that were refused the first are named, each as what it is.
  const report = plain(await dialog.locator('[data-parts~=interactions]').innerText());
  const named = NASTIEST.slice(0, 8).map((text) => plain(text).slice(0, 70));
  expect(named.filter((text) => !report.includes(text))).toEqual([]);
  expect(await state(dialog)).toEqual({ ran: false, made: [] });

  const popup = await context.newPage();
  await popup.goto(`chrome-extension://${extensionId}/popup.html`);
  await expect(popup.getByRole('heading', { name: `Cloned - ${NAME}` })).toBeVisible();
  expect(await state(popup)).toEqual({ ran: false, made: [] });
  const told = await (await worker()).evaluate(() => JSON.stringify(Reflect.get(globalThis, 'told')));
  expect(told).toContain(JSON.stringify(NASTIEST[1]).slice(1, -1));

  // As in the room itself, so in its copy: what the server takes from its owner arrives as it was.
  const copy = campus.server?.entries().find(({ name }) => name === `Cloned - ${NAME}`);
  const original = campus.server?.entries().find(({ id }) => id === rooms.empty);
  expect(copy).toMatchObject({ description: original?.description });
  const names = (room = ''): readonly string[] =>
    (campus.server?.entries() ?? []).flatMap(({ parentEntryId, name }) =>
      parentEntryId === room ? [name] : [],
    );
  expect(names(copy?.id).toSorted()).toEqual(names(rooms.empty).toSorted());
  for (const frame of page.frames().filter((one) => new URL(one.url()).hostname.includes('kaf')))
    expect(await frame.evaluate(() => 'ran' in globalThis)).toBe(false);
  expect([asked, opened]).toEqual([[], []]);
});
