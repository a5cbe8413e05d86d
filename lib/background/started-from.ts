import type { Starter } from './store.ts';

/**
 * What is kept of the address of the page on which a clone was started: its origin. The rest may hold what lets somebody
 * in, as a KS (`/ks/…`, `?ks=`), a `sesskey` or a launch, and the job stands on disk.
 */
export function originToKeep(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { origin, protocol } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
}

/** Where a job was started, without the addresses that earlier versions kept; undefined where there is none to take out. */
export function withoutAddress(starter: Starter | undefined): Starter | undefined {
  if (!starter) return undefined;
  const { parentOrigin: parent, ...rest } = starter;
  const url = originToKeep(starter.url) ?? '';
  const parentOrigin = originToKeep(parent ?? '');
  if (url === starter.url && parentOrigin === parent) return undefined;
  return { ...rest, url, ...(parentOrigin !== undefined && { parentOrigin }) };
}
