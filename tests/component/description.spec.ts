import type { Locator, Page } from '@playwright/test';
import { COPY, ORIGINAL } from '../gallery/fixtures.ts';
import { expect, openFields, saidBy, test } from './fixture.ts';

const editor = (page: Page): Locator => page.getByRole('textbox', { name: 'Description' });
const tool = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

/** What Save sends of the description. */
async function saved(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Save' }).click();
  const [message] = (await saidBy(page)).filter(({ type }) => type === 'save').slice(-1);
  return (message?.['texts'] as { description: string }).description; // what the form says
}

/** Keys at the pace of a hand: without it every editor loses some. */
const type = (page: Page, text: string): Promise<void> => page.keyboard.type(text, { delay: 30 });

test('a description that nobody touched is sent back byte for byte', async ({ open }) => {
  const page = await openFields(open, 'form');
  await editor(page).click();
  await page.keyboard.press('ArrowDown');
  expect(await saved(page)).toBe(ORIGINAL.description);
});

test('what is typed changes its own block, and no byte of the others', async ({ open }) => {
  const page = await openFields(open, 'form');
  await editor(page).getByText('every week').click();
  await page.keyboard.press('End');
  await type(page, ', on Monday');
  const list =
    '<ul><li>Bring your <u>notes</u></li><li><span style="color: #b3261e">Quiz</span> every week</li></ul>';
  expect(await saved(page)).toBe(
    ORIGINAL.description.replace(list, list.replace('every week', 'every week, on Monday')),
  );
});

test('an unknown block is shown as one, and can be taken away and brought back whole', async ({ open }) => {
  const page = await openFields(open, 'form');
  await editor(page).getByText('Sunday 10:00').click();
  await page.keyboard.press('Delete');
  await expect(editor(page)).not.toContainText('Sunday');
  expect(await saved(page)).not.toContain('<table');
  await page.keyboard.press('Escape');
  await editor(page).focus();
  await page.keyboard.press('ControlOrMeta+z');
  expect(await saved(page)).toBe(ORIGINAL.description);
});

test('bold, italic, underline and lists, by buttons and by keys', async ({ open }) => {
  const page = await openFields(open, 'form-empty');
  await editor(page).click();
  await tool(page, 'Bold').click();
  await expect(tool(page, 'Bold')).toHaveAttribute('aria-pressed', 'true');
  await type(page, 'bold');
  await page.keyboard.press('ControlOrMeta+b');
  await expect(tool(page, 'Bold')).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('ControlOrMeta+i');
  await type(page, 'italic');
  await page.keyboard.press('ControlOrMeta+i');
  await page.keyboard.press('ControlOrMeta+u');
  await type(page, 'under');
  await page.keyboard.press('ControlOrMeta+u');
  await page.keyboard.press('Enter');
  await tool(page, 'Bulleted list').click();
  await type(page, 'one');
  await page.keyboard.press('Enter');
  await type(page, 'two');
  await tool(page, 'Numbered list').click();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await type(page, 'end');
  expect(await saved(page)).toBe(
    '<p><strong>bold</strong><em>italic</em><u>under</u></p><ol><li>one</li><li>two</li></ol><p>end</p>',
  );
});

test('a colour and a link; an address that is none is told, and no other kind is taken', async ({ open }) => {
  const page = await openFields(open, 'form-empty');
  await editor(page).click();
  await type(page, 'Course page');
  await page.keyboard.press('ControlOrMeta+a');
  await tool(page, 'Text colour').click();
  await tool(page, 'Blue').click();
  await page.keyboard.press('ControlOrMeta+k');
  const address = page.getByLabel('Address');
  await expect(address).toBeFocused();
  await address.fill('javascript:alert(1)');
  await address.press('Enter');
  await expect(page.getByText('Type an address of the web')).toBeVisible();
  await address.fill('moodle.example.edu/course?a=1&b=2');
  await address.press('Enter');
  await expect(editor(page)).toBeFocused();
  const text = '<span style="color: #0056c7">Course page</span>';
  expect(await saved(page)).toBe(
    `<p><a href="https://moodle.example.edu/course?a=1&amp;b=2">${text}</a></p>`,
  );
});

test('Escape closes a panel and brings the focus back; the window stays', async ({ open }) => {
  const page = await openFields(open, 'form');
  await tool(page, 'Text colour').click();
  await tool(page, 'Red').focus();
  await page.keyboard.press('Escape');
  await expect(tool(page, 'Red')).toHaveCount(0);
  await expect(tool(page, 'Text colour')).toBeFocused();
  expect(await saidBy(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await saidBy(page)).toEqual([{ type: 'close' }]);
});

for (const [language, forward, bold, italic, last] of [
  ['en', 'ArrowRight', 'Bold', 'Italic', 'Redo'],
  ['he', 'ArrowLeft', 'מודגש', 'נטוי', 'ביצוע חוזר'],
] as const) {
  test(`the toolbar is one stop for Tab, with arrows in reading direction, ${language}`, async ({ open }) => {
    const page = await openFields(open, 'form', { language });
    await page.locator('details > summary').first().focus();
    await page.keyboard.press('Tab');
    await expect(tool(page, bold)).toBeFocused();
    await page.keyboard.press(forward);
    await expect(tool(page, italic)).toBeFocused();
    await page.keyboard.press('End');
    await expect(tool(page, last)).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(page.locator('#description')).toBeFocused();
    await page.keyboard.press('Tab');
    // Tab leaves the editor: nobody is caught in it.
    await expect(page.locator('#description')).not.toBeFocused();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await expect(tool(page, last)).toBeFocused();
  });
}

/** Pastes HTML as a clipboard brings it. */
const paste = (page: Page, html: string): Promise<void> =>
  editor(page).evaluate((element, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', text);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, html);

test('pasted HTML is reduced to what is allowed', async ({ open }) => {
  const page = await openFields(open, 'form-empty');
  await editor(page).click();
  await paste(
    page,
    '<h1 style="font-size:40px" onclick="alert(1)">Head</h1><p class="MsoNormal"><b>b</b> <i style="color:rgb(255, 0, 0)">i</i> ' +
      '<a href="https://a.example/" onmouseover="x">a</a> <a href="javascript:x">j</a><img src="https://evil.example/x.png">' +
      '<script>document.title = 1</script></p><table><tr><td>cell</td></tr></table><ul><li>one</li></ul>',
  );
  const description = await saved(page);
  expect(description).toBe(
    '<h1>Head</h1><p><strong>b</strong> <em><span style="color: rgb(255, 0, 0)">i</span></em> <a href="https://a.example/">a</a> j</p><p>cell</p><ul><li>one</li></ul>',
  );
});

test('a list button makes one list of all that is selected, and paragraphs of it again', async ({ open }) => {
  const page = await openFields(open, 'form-empty');
  await editor(page).click();
  await paste(page, '<p>one</p><p>two</p><ol><li>three</li></ol>');
  await page.keyboard.press('ControlOrMeta+a');
  await tool(page, 'Bulleted list').click();
  expect(await saved(page)).toBe('<ul><li>one</li><li>two</li><li>three</li></ul>');
  await page.getByRole('textbox', { name: 'Description' }).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await tool(page, 'Bulleted list').click();
  expect(await saved(page)).toBe('one\ntwo\nthree');
});

test("the server's HTML runs nothing and loads nothing", async ({ open }) => {
  const page = await openFields(open, 'form-hostile');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await expect(editor(page)).toContainText('Hello');
  await editor(page).click();
  await type(page, 'x');
  expect(asked).toEqual([]);
  expect(await page.evaluate(() => [document.title, String(Reflect.get(globalThis, 'hacked'))])).toEqual([
    'Clone Room',
    'undefined',
  ]);
  // The editor sets an empty image of its own beside what stands in a line.
  const foreign = 'img:not(.ProseMirror-separator), script, iframe, style, a, svg, [onclick], [style*="url"]';
  await expect(editor(page).locator(foreign)).toHaveCount(0);
});

test('in a room that is being made the description goes on from what was saved', async ({ open }) => {
  const page = await openFields(open, 'progress');
  await editor(page).getByText('Live classes').click();
  await page.keyboard.press('Home');
  await type(page, 'New: ');
  expect(await saved(page)).toBe(COPY.description.replace('Live', 'New: Live'));
});
