import * as z from 'zod/mini';

/** The frame in which a clone was started. Its addresses are origins alone: see `originToKeep`. */
export const startedFromSchema = z.lazy(() =>
  z.object({
    tabId: z.number(),
    frameId: z.number(),
    url: z.string(),
    parentOrigin: z.optional(z.string()),
  }),
);

export type StartedFrom = z.infer<typeof startedFromSchema>;

/** Where a job was started, as its record carries it unread; undefined where it does not say. */
export const parseStartedFrom = (value: unknown): StartedFrom | undefined =>
  startedFromSchema.safeParse(value).data;

/**
 * What is kept of the address of the page on which a clone was started: its origin. The rest may hold what lets somebody
 * in, as a KS (`/ks/…`, `?ks=`), a `sesskey` or a launch, and the job stands on disk.
 */
export function originToKeep(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { origin, protocol } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
}
