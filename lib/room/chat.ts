import * as z from 'zod/mini';
import type { Metadata } from '../kaltura/metadata.ts';
import { elementsIn, elementsInRoot, textOf } from './flat-xml.ts';

/** Whether Chat & Collaboration is switched on for a room; `unknown` where its metadata does not say. */
export type ChatState = 'on' | 'off' | 'unknown';

const KEY = 'cnc_widgetSettings';
const settings = z.object({
  cnc_enabled: z.union([z.boolean(), z.enum(['0', '1', 'true', 'false']), z.literal([0, 1])]),
});

/**
 * Reads `cnc_enabled` from the room's metadata (profile "Entry Additional Info",
 * docs/facts/kaf-pages.md#7-chat-settings-of-a-room), which is JSON inside XML. Only told, never acted upon: what is
 * not of this form is unknown.
 */
export function chatState(metadata: readonly Pick<Metadata, 'xml'>[] | undefined): ChatState {
  const [value] = (metadata ?? []).flatMap(({ xml }) => valuesOf(xml));
  const { data } = settings.safeParse(jsonOf(value));
  if (data === undefined) return 'unknown';
  return [true, 1, '1', 'true'].includes(data.cnc_enabled) ? 'on' : 'off';
}

/** The values of our key in a document of `<Detail><Key>…</Key><Value>…</Value></Detail>`. */
const valuesOf = (xml: string): readonly string[] =>
  elementsInRoot(xml).flatMap((detail) => {
    const parts = elementsIn(detail.content);
    const read = (name: string): string | undefined => parts.find((part) => part.name === name)?.content;
    const [key, value] = [read('Key'), read('Value')];
    return detail.name === 'Detail' && value !== undefined && key !== undefined && textOf(key) === KEY
      ? [textOf(value)]
      : [];
  });

function jsonOf(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
