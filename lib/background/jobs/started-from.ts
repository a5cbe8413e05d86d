import * as z from 'zod/mini';
import type { Activity } from '../../room/activity.ts';

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

/** Whether it was started in a page of that activity's Moodle: not in Kaltura's, in its frame or in a tab of its own. */
export const isInMoodle = ({ frameId, url }: StartedFrom, activity: Activity | undefined): boolean =>
  activity !== undefined && frameId === 0 && new URL(activity.base).origin === new URL(url).origin;
