import * as z from 'zod/mini';
import { isServiceHost } from '../hosts.ts';
import { isFixedSite, patternOfUrl } from './pattern.ts';

/** What can be told of the tab on which the toolbar button was pressed. All of it is the page's word, but for `url`. */
export interface TabFacts {
  /** Undefined where the browser does not tell it: its own pages, its shop. */
  readonly url: string | undefined;
  /** Addresses of tools that the page shows in its frames: KAF, in Moodle. */
  readonly tools: readonly string[];
  /** Addresses of Kaltura services that the page's players name. */
  readonly services: readonly string[];
}

const addresses = z.lazy(() => z.array(z.string().check(z.maxLength(2048))).check(z.maxLength(50)));
const look = z.lazy(() => z.object({ tools: addresses, services: addresses }));

/** The facts of a tab from its address, and from what `lookAtPage` found in each of its frames. */
export function factsOf(url: string | undefined, looks: readonly unknown[]): TabFacts {
  const found = looks.flatMap((value) => look.safeParse(value).data ?? []);
  return {
    url,
    tools: found.flatMap(({ tools }) => tools),
    services: found.flatMap(({ services }) => services),
  };
}

/** The Kaltura servers of a page that are not Kaltura's own: origins over https. */
export const ownServices = ({ services }: TabFacts): readonly string[] => [
  ...new Set(
    services.flatMap((address) =>
      isServiceHost(address) || patternOfUrl(address) === undefined ? [] : new URL(address).origin,
    ),
  ),
];

/** As many hosts as a person can read in one question. */
const MOST = 4;

/**
 * The sites that must be granted for rooms to be cloned on this page, its own first: the page, the tools in its frames,
 * the services of their players. What works from the start is not among them.
 */
export function needs({ url, tools, services }: TabFacts): readonly string[] {
  const wanted = [url, ...[...tools, ...services].filter((address) => !isServiceHost(address))]
    .flatMap((address) => patternOfUrl(address) ?? [])
    .filter((site) => !isFixedSite(site));
  return [...new Set(wanted)].slice(0, MOST);
}
