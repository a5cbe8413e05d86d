import * as z from 'zod/mini';

/** The types of interactions that the contract knows. A service may know more: they are copied like these. */
export type InteractionType =
  | 'poll'
  | 'quiz'
  | 'ratingScale'
  | 'crowdVote'
  | 'announcement'
  | 'openEndedQuestion'
  | 'crowdReaction'
  | 'survey'
  | 'wordCloud';

/** In the order of an interaction's life. A copy is a draft. */
export type InteractionStatus = 'draft' | 'scheduled' | 'published' | 'ended' | 'deleted';

const content = z.lazy(() => z.record(z.string(), z.unknown()));

/**
 * An interaction of Chat & Collaboration. Fields and types that we do not know are kept, so that a copy has them;
 * `contextId` is the entry id of the room. What `content` holds, its type decides.
 */
export const interactionSchema = z.lazy(() =>
  z.looseObject({
    id: z.string(),
    contextId: z.string(),
    type: z.string(),
    status: z.string(),
    createdBy: z.optional(z.nullable(z.string())),
    copiedFrom: z.optional(z.nullable(z.string())),
    content,
  }),
);
export type Interaction = z.infer<typeof interactionSchema>;

/** An interaction that is to be made. */
export interface NewInteraction {
  readonly type: string;
  readonly status: InteractionStatus;
  readonly content: Readonly<Record<string, unknown>>;
  readonly copiedFrom?: string;
  readonly [field: string]: unknown;
}
