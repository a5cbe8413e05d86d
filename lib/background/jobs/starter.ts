import * as z from 'zod/mini';
import type { Job } from '../../clone/job/record.ts';
import type { Starter } from '../sessions/session-store.ts';

const schema = z.object({
  tabId: z.number(),
  frameId: z.number(),
  url: z.string(),
  parentOrigin: z.optional(z.string()),
});

/** Where a job was started. The clone itself carries it unread. */
export const starterOf = ({ startedFrom }: Job): Starter | undefined => schema.safeParse(startedFrom).data;
