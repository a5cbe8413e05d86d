import { PAGE_HOSTS, pattern, SERVICE_HOSTS } from '../hosts.ts';
import type { DeclaredOrigins } from './declared.ts';

/** What the manifest of a package for everybody names. */
const pages = PAGE_HOSTS.map((host) => pattern(host, '*'));
export const DECLARED: DeclaredOrigins = {
  pages,
  all: [...pages, ...SERVICE_HOSTS.map((host) => pattern(host))],
};
