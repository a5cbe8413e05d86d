import * as z from 'zod/mini';
import type { EntryId } from '../kaltura/ids.ts';
import type { PostOptions } from '../kaltura/transport/post-json.ts';
import type { Result } from '../kaltura/transport/result.ts';
import type { Session } from '../kaltura/session.ts';
import type { ServiceAddress } from './address.ts';
import { poster } from './post.ts';

const reference = z.lazy(() => z.optional(z.nullable(z.string())));

/**
 * An item of the storyboard that the live room keeps. `kind` is `video`, `audio`, `image`, `slides` or `interlude`, or
 * one that we do not know; fields that we do not know are kept.
 */
export const storyboardItemSchema = z.lazy(() =>
  z.looseObject({
    id: z.string(),
    kind: z.string(),
    title: z._default(z.string(), ''),
    entryId: reference,
    attachmentId: reference,
    settings: z.optional(z.unknown()),
  }),
);
export type StoryboardItem = z.infer<typeof storyboardItemSchema>;

const version = z.lazy(() => z.union([z.number(), z.string()]));
/** What a storyboard was when it was read: saving it names this, so that nobody's change is overwritten. */
export type StoryboardVersion = z.infer<typeof version>;

const storyboardSchema = z.lazy(() => z.object({ version, items: z.array(storyboardItemSchema) }));
export interface Storyboard {
  readonly version: StoryboardVersion;
  readonly items: readonly StoryboardItem[];
}

/** A service answers the new version alone, or the whole storyboard with it. */
const savedSchema = z.lazy(() =>
  z.pipe(
    z.union([version, z.object({ version })]),
    z.transform((saved) => (typeof saved === 'object' ? saved.version : saved)),
  ),
);

/** The room service for the storyboard that the live room keeps. */
export interface StoryboardClient {
  get(room: EntryId): Promise<Result<Storyboard>>;
  /**
   * Replaces the items, in this order, and answers the new version. May simply be repeated after a lost answer: what
   * the lost request saved makes the version stale (`isStale`), and reading it again shows whether the items are there.
   */
  save(
    room: EntryId,
    version: StoryboardVersion,
    items: readonly StoryboardItem[],
  ): Promise<Result<StoryboardVersion>>;
}

/** Live storyboards at a room service, with a teacher's session. */
export function storyboardClient(
  address: ServiceAddress<'storyboard'>,
  session: Session,
  options?: PostOptions,
): StoryboardClient {
  const post = poster(address, session, options);
  return {
    get: (roomId) => post('storyboard/get', { roomId }, storyboardSchema),
    save: (roomId, version, items) => post('storyboard/save', { roomId, version, items }, savedSchema),
  };
}
