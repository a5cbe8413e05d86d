import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { refused, ServiceError } from './answer.ts';
import { type NewObject, readInteraction } from './content.ts';
import type { ServiceSwitches } from './switches.ts';

export interface StoredInteraction extends Omit<NewObject, 'status'> {
  readonly id: string;
  readonly contextId: string;
  readonly createdAt: number;
  readonly createdBy: string;
  status: string;
}

/** What the service for Chat & Collaboration keeps of one room. */
interface Context {
  readonly interactions: StoredInteraction[];
  /** Idempotency key → what the first request with it made. */
  readonly made: Map<string, StoredInteraction>;
  settings: Readonly<Record<string, unknown>>;
}

/** Who asks, and when: unix seconds. */
export interface Asking {
  readonly user: string;
  readonly now: number;
}

type Action = (context: Context, contextId: string, body: unknown, asking: Asking) => unknown;

const LIST_LIMIT = 200;
const MANY_LIMIT = 100;

const key = z.string().check(z.minLength(1));
const listSchema = z.object({
  filter: z._default(z.object({ statusIn: z.optional(z.array(z.string())) }), {}),
  pager: z._default(z.object({ offset: z.int().check(z.gte(0)), limit: z.int().check(z.gte(1)) }), {
    offset: 0,
    limit: 30,
  }),
});
const addSchema = z.object({ idempotencyKey: key, object: z.unknown() });
const manySchema = z.object({ items: z.array(addSchema) });
const idSchema = z.object({ id: z.string() });
const settingsSchema = z.object({ settings: z.record(z.string(), z.unknown()) });

function read<T>(schema: z.ZodMiniType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw refused('INVALID_REQUEST', 'The request is not what the contract says');
}

/** The service for Chat & Collaboration, in memory: its actions by name. */
export class Chat {
  readonly #contexts = new Map<string, Context>();
  readonly #switches: ServiceSwitches;

  constructor(switches: ServiceSwitches) {
    this.#switches = switches;
  }

  readonly actions: Readonly<Record<string, (contextId: string, body: unknown, asking: Asking) => unknown>> =
    {
      'interaction/list': this.#on(({ interactions }, _, body) => {
        const { filter, pager } = read(listSchema, body);
        if (pager.limit > LIST_LIMIT) throw refused('LIMIT_TOO_HIGH', `At most ${LIST_LIMIT}`);
        const found = interactions.filter(({ status }) => filter.statusIn?.includes(status) ?? true);
        const objects = found.slice(pager.offset, pager.offset + pager.limit);
        return { objects, totalCount: found.length };
      }),
      'interaction/add': this.#on((context, contextId, body, asking) =>
        this.#add(context, contextId, read(addSchema, body), asking),
      ),
      'interaction/addMany': this.#on((context, contextId, body, asking) => {
        const { items } = read(manySchema, body);
        if (items.length > MANY_LIMIT) throw refused('TOO_MANY_ITEMS', `At most ${MANY_LIMIT}`);
        return { objects: items.map((item) => this.#addOrTell(context, contextId, item, asking)) };
      }),
      'interaction/delete': this.#on(({ interactions }, _, body) => {
        const { id } = read(idSchema, body);
        const found = interactions.find((interaction) => interaction.id === id);
        if (!found) throw new ServiceError(404, 'INTERACTION_NOT_FOUND', `No interaction ${id}`);
        found.status = 'deleted';
        return {};
      }),
      'settings/get': this.#on(({ settings }) => ({ settings })),
      'settings/update': this.#on((context, _, body) => {
        context.settings = read(settingsSchema, body).settings;
        return { settings: context.settings };
      }),
    };

  /** The state of a room, for a test that seeds it or looks at it. */
  of(contextId: string): Context {
    const known = this.#contexts.get(contextId) ?? { interactions: [], made: new Map(), settings: {} };
    this.#contexts.set(contextId, known);
    return known;
  }

  #on(action: Action): (contextId: string, body: unknown, asking: Asking) => unknown {
    return (contextId, body, asking) => action(this.of(contextId), contextId, body, asking);
  }

  #add(
    { interactions, made }: Context,
    contextId: string,
    { idempotencyKey, object }: z.infer<typeof addSchema>,
    { user, now }: Asking,
  ): StoredInteraction {
    const before = made.get(idempotencyKey);
    if (before) return before;
    const read = readInteraction(object);
    if (!read) throw refused('INVALID_INTERACTION', 'The object is no interaction of the contract');
    const code = this.#switches.refuses(read);
    if (code !== undefined) throw refused(code, 'Refused by the account');
    const own = { id: randomUUID(), contextId, createdAt: now, createdBy: user };
    const stored: StoredInteraction = { ...read, ...own };
    interactions.push(stored);
    made.set(idempotencyKey, { ...stored });
    return stored;
  }

  #addOrTell(context: Context, contextId: string, item: z.infer<typeof addSchema>, asking: Asking): unknown {
    try {
      return this.#add(context, contextId, item, asking);
    } catch (error) {
      if (error instanceof ServiceError) return error.body();
      throw error;
    }
  }
}
