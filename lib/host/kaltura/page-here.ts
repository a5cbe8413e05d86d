import { PAGE } from '../instance.ts';
import type { PageController } from './controller.ts';

/** The controller of this frame's page while our content script is at work in it: an ended one leaves its mark. */
export function pageHere(): PageController | undefined {
  // Our own script's, in the world that it shares with our others alone.
  const page = Reflect.get(globalThis, PAGE) as PageController | undefined;
  return page?.signal.aborted === false ? page : undefined;
}
