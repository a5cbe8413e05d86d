import { expect, type Page } from '@playwright/test';

/**
 * What stands in our closed shadow roots, where neither the page nor a locator reaches: found over the browser's own
 * protocol, and pressed where a person presses it.
 */

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where an element with this text is in the page at the top; undefined: there is none. */
export async function boxInClosedRoot(page: Page, text: string): Promise<Box | undefined> {
  const devtools = await page.context().newCDPSession(page);
  try {
    await devtools.send('DOM.enable');
    const { nodes } = await devtools.send('DOM.getFlattenedDocument', { depth: -1, pierce: true });
    const found = nodes.find(({ nodeName, nodeValue }) => nodeName === '#text' && nodeValue === text);
    if (found?.parentId === undefined) return undefined;
    const { model } = await devtools.send('DOM.getBoxModel', { nodeId: found.parentId });
    const [x = 0, y = 0] = model.border;
    return { x, y, width: model.width, height: model.height };
  } finally {
    await devtools.detach();
  }
}

/** Presses a button by its label. */
export async function pressInClosedRoot(page: Page, label: string): Promise<void> {
  await expect.poll(() => boxInClosedRoot(page, label), { message: label }).toBeDefined();
  const box = await boxInClosedRoot(page, label);
  if (box) await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}
