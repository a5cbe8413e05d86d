import { PAGE_HOSTS, pattern, TEST_HOSTS } from './hosts.ts';

/** The pages of Kaltura on which our scripts run. */
export const pageMatches = (): string[] => PAGE_HOSTS.map((host) => pattern(host, '*'));

/** The same, with the hosts that the build for tests is granted at install. */
export const hostMatches = (mode: string): string[] =>
  mode === 'e2e' ? [...pageMatches(), ...testMatches()] : pageMatches();

/** Match patterns of the hosts of tests, over http too. */
export const testMatches = (): string[] => TEST_HOSTS.map((host) => pattern(host, '*'));
