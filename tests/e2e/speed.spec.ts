import { expect, test } from './fixture.ts';
import {
  ALGEBRA,
  closeByEscape,
  dialogFrame,
  field,
  kafFrame,
  openMenu,
  openMyMedia,
  openRoom,
} from './steps.ts';

/** What a teacher should wait at most, from the click to the first key. Measured and told, not demanded: machines differ. */
const GOAL_MS = 100;

test('how long it takes from the click to a window that can be typed into', async ({ context, page }) => {
  await context.addInitScript(() => {
    // In our window: the second frame that is drawn with the first field in focus. Elsewhere nothing comes of it.
    const look = (): void => {
      if (document.activeElement?.id !== 'name') return void requestAnimationFrame(look);
      requestAnimationFrame(() =>
        requestAnimationFrame(() =>
          Reflect.set(globalThis, 'usableAt', performance.timeOrigin + performance.now()),
        ),
      );
    };
    if (location.pathname === '/dialog.html') look();
  });
  await openMyMedia(page);
  await openRoom(page, ALGEBRA);
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const item = await openMenu(page);
    await kafFrame(page)
      .locator('body')
      .evaluate((body) => {
        const clicked = (): unknown =>
          Reflect.set(globalThis, 'clickedAt', performance.timeOrigin + performance.now());
        body.addEventListener('click', clicked, {
          capture: true,
          once: true,
          signal: new AbortController().signal,
        });
      });
    await item.click();
    const dialog = await dialogFrame(page);
    await expect(field(dialog, 'Name')).toBeFocused();
    const usable = (): Promise<unknown> =>
      dialog.evaluate(() => Reflect.get(globalThis, 'usableAt') as unknown);
    await expect.poll(usable).toBeDefined();
    const clicked = await kafFrame(page)
      .locator('body')
      .evaluate(() => Reflect.get(globalThis, 'clickedAt') as unknown);
    times.push(Number(await usable()) - Number(clicked));
    await closeByEscape(page);
  }
  const sorted = times.toSorted((a, b) => a - b).map(Math.round);
  console.log(`From the click to the window: ${sorted.join(', ')} ms; the goal is ${GOAL_MS} ms`);
  expect(sorted.every((time) => time > 0)).toBe(true);
});
