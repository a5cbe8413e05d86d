import * as z from 'zod/mini';
import { CHOICES, type Choice } from '../room/choice.ts';
import type { SettingsSource } from '../room/settings-source.ts';
import { type Language, LANGUAGES } from './language.ts';

/** What a teacher, or an administrator by policy, may set. Nothing of it is secret. */
export interface Settings {
  /** `browser`: the browser's own language, where there are texts in it. */
  readonly language: Language | 'browser';
  /** The default name of a clone, with `{name}` in it; empty: the text of the language. */
  readonly namePattern: string;
  readonly leaveOut: readonly Choice[];
  readonly settingsFrom: SettingsSource;
  /** Whether a clone that is started from a Moodle activity makes a copy of that activity, too. */
  readonly copyActivity: boolean;
  /** The addresses of room services (https), for what API v3 does not offer; empty: there is none. */
  readonly chatService: string;
  readonly storyboardService: string;
  readonly notifications: boolean;
  /** Whether our item is shown also where the site has a "Clone room" of its own. */
  readonly showBesideNative: boolean;
}

export type SettingName = keyof Settings;

export const DEFAULTS: Settings = {
  language: 'browser',
  namePattern: '',
  leaveOut: [],
  settingsFrom: 'original',
  copyActivity: true,
  chatService: '',
  storyboardService: '',
  notifications: true,
  showBesideNative: false,
};

const flag = z.lazy(() => z.boolean());
/** A room service's address: https, at a host of its own; nothing in it but a path. Empty: none. */
const serviceAddress = z.lazy(() =>
  z.string().check(z.refine((text) => text === '' || isServiceAddress(text))),
);

function isServiceAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return protocol === 'https:' && [username, password, search, hash].every((part) => part === '');
}

/** Each is made when a value is there to be parsed: most are never chosen, and a teacher waits while they are made. */
const fields = {
  language: z.lazy(() => z.enum([...LANGUAGES, 'browser'])),
  namePattern: z.lazy(() =>
    z.string().check(
      z.maxLength(256),
      // Without it every clone would have the same name.
      z.refine((text) => text === '' || text.includes('{name}')),
    ),
  ),
  leaveOut: z.lazy(() => z.array(z.enum(CHOICES))),
  settingsFrom: z.lazy(() => z.enum(['original', 'template'])),
  copyActivity: flag,
  chatService: serviceAddress,
  storyboardService: serviceAddress,
  notifications: flag,
  showBesideNative: flag,
} as const;

/** The fields that are given and right, and nothing else: a field that is missing or wrong is not there. */
export function parseSome(value: unknown): Partial<Settings> {
  const given: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {};
  const parsed = Object.entries(fields).flatMap(([name, schema]) => {
    if (given[name] === undefined) return [];
    const field = schema.safeParse(given[name]);
    return field.success ? [[name, field.data] as const] : [];
  });
  // Each field was just parsed by the schema of its own name.
  return Object.fromEntries(parsed);
}

/** Settings as they were stored or came by policy: a field that is missing or wrong falls back by itself. */
export const parseSettings = (value: unknown, fallback: Settings = DEFAULTS): Settings => ({
  ...fallback,
  ...parseSome(value),
});

/** The names of the fields of `some`. */
export const namesIn = (some: Partial<Settings>): readonly SettingName[] =>
  // Only fields of Settings are in it.
  Object.keys(some) as SettingName[];
