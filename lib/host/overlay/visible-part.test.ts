import { expect, test, vi } from 'vitest';
import { placeIn, watchVisiblePart } from './visible-part.ts';

test.each([
  ['a whole large page', { top: 0, left: 0, width: 1366, height: 768 }, [1366, 768], [34, 383, 600, 700]],
  [
    'a frame whose lower half is off the screen',
    { top: 0, left: 0, width: 600, height: 320 },
    [600, 600],
    [0, 0, 600, 320],
  ],
  [
    'a frame whose upper part is off the screen',
    { top: 250, left: 0, width: 600, height: 350 },
    [600, 600],
    [250, 0, 600, 350],
  ],
  [
    'a strip that is too low for it',
    { top: 560, left: 0, width: 600, height: 40 },
    [600, 600],
    [340, 0, 600, 260],
  ],
  ['a telephone', { top: 0, left: 0, width: 320, height: 568 }, [320, 568], [0, 0, 320, 568]],
] as const)('in %s', (_name, part, [width, height], [top, left, wide, high]) => {
  expect(placeIn(part, { width, height })).toEqual({ top, left, width: wide, height: high });
});

test('a window that becomes smaller is measured again', () => {
  const asked: string[] = [];
  let resize = (): void => undefined;
  class Intersections {
    observe = (): void => void asked.push('observe');
    unobserve = (): void => void asked.push('unobserve');
    disconnect = (): void => void asked.push('disconnect');
  }
  class Sizes {
    constructor(changed: () => void) {
      resize = changed;
    }
    observe = (): void => undefined;
    disconnect = (): void => void (resize = () => undefined);
  }
  vi.stubGlobal('IntersectionObserver', Intersections);
  vi.stubGlobal('ResizeObserver', Sizes);
  const lives = new AbortController();
  // What is observed is the browser's to look at.
  watchVisiblePart({} as Element, () => undefined, lives.signal);
  resize();
  expect(asked).toEqual(['observe', 'unobserve', 'observe']);
  lives.abort();
  resize();
  expect(asked).toEqual(['observe', 'unobserve', 'observe', 'disconnect']);
  vi.unstubAllGlobals();
});
