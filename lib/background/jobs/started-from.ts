/**
 * What is kept of the address of the page on which a clone was started: its origin. The rest may hold what lets somebody
 * in, as a KS (`/ks/…`, `?ks=`), a `sesskey` or a launch, and the job stands on disk.
 */
export function originToKeep(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { origin, protocol } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
}
