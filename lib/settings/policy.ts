import { patternOfSite } from '../sites/pattern.ts';
import { parseSome, type Settings } from './settings.ts';

/** What an administrator set for this extension, in the browser's managed storage (`public/managed_schema.json`). */
export interface Policy {
  /** Sites to enable, as match patterns: offered without typing. The browser's own permission is asked all the same. */
  readonly sites: readonly string[];
  /** Kaltura services to trust, beside Kaltura's own: origins over https, `https://kaltura.example.org`. */
  readonly services: readonly string[];
  /** What settings are until the teacher chooses otherwise. */
  readonly defaults: Partial<Settings>;
  /** Settings that the teacher cannot change. */
  readonly fixed: Partial<Settings>;
}

export const NO_POLICY: Policy = { sites: [], services: [], defaults: {}, fixed: {} };

const listOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** The policy as it is stored: what is missing or wrong in it is as if it were not there. */
export function parsePolicy(value: unknown): Policy {
  if (typeof value !== 'object' || value === null) return NO_POLICY;
  const { sites, services, defaults, fixed }: Record<string, unknown> = { ...value };
  return {
    sites: [...new Set(listOf(sites).flatMap((site) => patternOfSite(site) ?? []))],
    services: [...new Set(listOf(services).flatMap((service) => originOf(service) ?? []))],
    defaults: parseSome(defaults),
    fixed: parseSome(fixed),
  };
}

/** The origin of a service's address; undefined for anything but https. */
function originOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, origin, username } = new URL(address);
  return protocol === 'https:' && username === '' ? origin : undefined;
}
