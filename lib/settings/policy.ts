import { patternOfSite } from '../sites/pattern.ts';
import { parseSome, type Settings } from './settings.ts';

/** A value of the policy that is not used, since it is wrong or nobody reads it. */
export interface RefusedValue {
  /** Where it stands: `sites[1]`, `fixed.language`. */
  readonly path: string;
  /** What stands there, as JSON. */
  readonly value: string;
}

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
  /** What of it is not used: shown to the teacher and to support, so that a slip does not vanish. */
  readonly refused: readonly RefusedValue[];
}

export const NO_POLICY: Policy = { sites: [], services: [], defaults: {}, fixed: {}, refused: [] };

/** A part of the policy: what of it is used, and what is not. */
interface Part<Used> {
  readonly used: Used;
  readonly refused: readonly RefusedValue[];
}

/**
 * The policy as it is stored: what is missing is not there, and what is wrong spoils nothing else, and is named. A
 * browser that checks policies by the schema keeps values of a wrong type to itself, and names them on its own page.
 */
export function parsePolicy(value: unknown): Policy {
  if (value === undefined) return NO_POLICY;
  if (!isRecord(value)) return { ...NO_POLICY, refused: [refusal('policy', value)] };
  const { sites, services, defaults, fixed, ...unknown } = value;
  const parts = {
    sites: parseList('sites', sites, patternOfSite),
    services: parseList('services', services, originOf),
    defaults: parseGroup('defaults', defaults),
    fixed: parseGroup('fixed', fixed),
  };
  return {
    sites: parts.sites.used,
    services: parts.services.used,
    defaults: parts.defaults.used,
    fixed: parts.fixed.used,
    refused: [
      ...Object.values(parts).flatMap(({ refused }) => refused),
      ...Object.entries(unknown).map(([name, other]) => refusal(name, other)),
    ],
  };
}

const refusal = (path: string, value: unknown): RefusedValue => ({
  path,
  value: JSON.stringify(value).slice(0, 100),
});

/** Each item of a list as `parse` has it, once. */
function parseList(
  path: string,
  value: unknown,
  parse: (text: string) => string | undefined,
): Part<readonly string[]> {
  if (value === undefined) return { used: [], refused: [] };
  if (!Array.isArray(value)) return { used: [], refused: [refusal(path, value)] };
  const items = value.map((item: unknown, index) => ({
    place: `${path}[${index}]`,
    item,
    parsed: typeof item === 'string' ? parse(item) : undefined,
  }));
  return {
    used: [...new Set(items.flatMap(({ parsed }) => parsed ?? []))],
    refused: items.flatMap(({ place, item, parsed }) => (parsed === undefined ? [refusal(place, item)] : [])),
  };
}

/** The settings under `path`. */
function parseGroup(path: string, value: unknown): Part<Partial<Settings>> {
  if (value === undefined) return { used: {}, refused: [] };
  if (!isRecord(value)) return { used: {}, refused: [refusal(path, value)] };
  const used = parseSome(value);
  return {
    used,
    refused: Object.entries(value).flatMap(([name, setting]) =>
      name in used ? [] : [refusal(`${path}.${name}`, setting)],
    ),
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The origin of a service's address; undefined for anything but https. */
function originOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, origin, username } = new URL(address);
  return protocol === 'https:' && username === '' ? origin : undefined;
}
