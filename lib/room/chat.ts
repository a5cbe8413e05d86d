import type { Metadata } from '../kaltura/metadata.ts';

/** Whether Chat & Collaboration is switched on for a room; `unknown` where its metadata does not say. */
export type ChatState = 'on' | 'off' | 'unknown';

const SETTINGS = /<Detail>\s*<Key>\s*cnc_widgetSettings\s*<\/Key>\s*<Value>(.*?)<\/Value>\s*<\/Detail>/s;

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' };

/**
 * Reads `cnc_enabled` from the room's metadata (profile "Entry Additional Info",
 * docs/facts/kaf-pages.md#7-chat-settings-of-a-room), which is JSON inside XML. Only told, never acted upon: so a
 * pattern does, and what it does not find is unknown.
 */
export function chatState(metadata: readonly Pick<Metadata, 'xml'>[] | undefined): ChatState {
  const value = metadata?.map(({ xml }) => SETTINGS.exec(xml)?.[1]).find((found) => found !== undefined);
  const json = value?.replace(/&(quot|apos|lt|gt|amp);/g, (all, name: string) => ENTITIES[name] ?? all);
  const enabled = /"cnc_enabled"\s*:\s*("?)(0|1|true|false)\1/.exec(json ?? '')?.[2];
  if (enabled === undefined) return 'unknown';
  return enabled === '1' || enabled === 'true' ? 'on' : 'off';
}
