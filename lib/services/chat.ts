import * as z from 'zod/mini';
import { MOST_PARTS } from '../kaltura/transport/bounds.ts';
import type { EntryId } from '../kaltura/ids.ts';
import type { PostOptions } from '../kaltura/transport/post-json.ts';
import { failed, type Result, succeeded } from '../kaltura/transport/result.ts';
import type { Session } from '../kaltura/session.ts';
import type { ServiceAddress } from './address.ts';
import { type Interaction, interactionSchema, type NewInteraction } from './interaction.ts';
import { errorCode, poster } from './post.ts';

/** The most interactions that one `interaction/addMany` takes. */
export const ADD_MANY_LIMIT = 100;
/** The most interactions that a page of `interaction/list` holds. */
const PAGE_LIMIT = 200;

/** An interaction to be made, under a key: the same key again answers what the first request with it made. */
export interface Addition {
  readonly idempotencyKey: string;
  readonly object: NewInteraction;
}

/** The room service for Chat & Collaboration: polls, quizzes, announcements and other interactions of a room. */
export interface ChatClient {
  /** All interactions of a room, page by page, each once. */
  list(room: EntryId): Promise<Result<readonly Interaction[]>>;
  /**
   * What became of each, in order: one that the service refuses stops none of the others.
   * Throws for more than `ADD_MANY_LIMIT`.
   */
  addMany(room: EntryId, additions: readonly Addition[]): Promise<Result<readonly Result<Interaction>[]>>;
}

const pageSchema = z.lazy(() => z.object({ objects: z.array(interactionSchema), totalCount: z.number() }));
const manySchema = z.lazy(() => z.object({ objects: z.array(z.unknown()) }));

const UNEXPECTED = { kind: 'outcomeUnknown', cause: 'unexpectedAnswer', retryAfter: undefined } as const;

/** Chat & Collaboration at a room service, with a teacher's session. */
export function chatClient(
  address: ServiceAddress<'chat'>,
  session: Session,
  options?: PostOptions,
): ChatClient {
  const post = poster(address, session, options);

  return {
    async list(contextId) {
      const found = new Map<string, Interaction>();
      for (let offset = 0; ;) {
        const pager = { offset, limit: PAGE_LIMIT };
        const page = await post('interaction/list', { contextId, filter: {}, pager }, pageSchema);
        if (!page.ok) return page;
        const { objects, totalCount } = page.value;
        const before = found.size;
        for (const interaction of objects) found.set(interaction.id, interaction);
        if (Math.max(found.size, totalCount) > MOST_PARTS) return failed({ kind: 'tooMuch', bound: 'parts' });
        if (found.size >= totalCount) return succeeded([...found.values()]);
        // Fewer than it says there are: nobody may take these for all.
        if (found.size === before) return failed(UNEXPECTED);
        offset += objects.length;
      }
    },
    async addMany(contextId, items) {
      if (items.length > ADD_MANY_LIMIT) throw new RangeError(`At most ${ADD_MANY_LIMIT} at once.`);
      const answer = await post('interaction/addMany', { contextId, items }, manySchema);
      if (!answer.ok) return answer;
      const { objects } = answer.value;
      return objects.length === items.length ? succeeded(objects.map(itemResult)) : failed(UNEXPECTED);
    },
  };
}

/** What became of one item: its message is not kept, as it may hold anything. */
function itemResult(body: unknown): Result<Interaction> {
  const made = interactionSchema.safeParse(body);
  if (made.success) return succeeded(made.data);
  const code = errorCode(body);
  return failed(code === undefined ? UNEXPECTED : { kind: 'refused', code, field: undefined });
}
