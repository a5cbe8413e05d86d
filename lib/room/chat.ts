import type { Metadata } from '../kaltura/metadata.ts';
import { childText, elementsInRoot } from './xml.ts';

/** Whether Chat & Collaboration is switched on for a room; `unknown` where its metadata does not say. */
export type ChatState = 'on' | 'off' | 'unknown';

const KEY = 'cnc_widgetSettings';
const ON: readonly unknown[] = [true, 1, '1', 'true'];
const OFF: readonly unknown[] = [false, 0, '0', 'false'];

/**
 * Reads `cnc_enabled` from the room's metadata (profile "Entry Additional Info",
 * docs/facts/kaf-pages.md#7-chat-settings-of-a-room), which is JSON inside XML. Only told, never acted upon: what is
 * not of this form is unknown.
 */
export function chatState(metadata: readonly Pick<Metadata, 'xml'>[] | undefined): ChatState {
  const [value] = (metadata ?? []).flatMap(({ xml }) => valuesOf(xml));
  const enabled = enabledIn(value);
  if (ON.includes(enabled)) return 'on';
  return OFF.includes(enabled) ? 'off' : 'unknown';
}

/** The values of our key in a document of `<Detail><Key>…</Key><Value>…</Value></Detail>`. */
const valuesOf = (xml: string): readonly string[] =>
  elementsInRoot(xml).flatMap((detail) => {
    const value = childText(detail, 'Value');
    return detail.name === 'Detail' && value !== undefined && childText(detail, 'Key') === KEY ? [value] : [];
  });

function enabledIn(text: string | undefined): unknown {
  try {
    const read: unknown = text === undefined ? undefined : JSON.parse(text);
    return typeof read === 'object' && read !== null && 'cnc_enabled' in read ? read.cnc_enabled : undefined;
  } catch {
    return undefined;
  }
}
