import * as z from 'zod/mini';
import { refused, ServiceError } from './answer.ts';

const itemSchema = z.looseObject({
  id: z.string(),
  kind: z.enum(['video', 'audio', 'image', 'slides', 'interlude']),
  title: z.string(),
  entryId: z.optional(z.nullable(z.string())),
  attachmentId: z.optional(z.nullable(z.string())),
  settings: z.record(z.string(), z.unknown()),
});
export type StoredItem = z.infer<typeof itemSchema>;

const saveSchema = z.object({ version: z.int(), items: z.array(itemSchema) });

interface Board {
  readonly version: number;
  readonly items: readonly StoredItem[];
}

/** The service for the live room's storyboard, in memory: its actions by name. */
export class Storyboards {
  readonly #boards = new Map<string, Board>();

  readonly actions: Readonly<Record<string, (roomId: string, body: unknown) => unknown>> = {
    'storyboard/get': (roomId) => this.of(roomId),
    'storyboard/save': (roomId, body) => {
      const parsed = saveSchema.safeParse(body);
      if (!parsed.success) throw refused('INVALID_STORYBOARD', 'The items are not what the contract says');
      const { version, items } = parsed.data;
      if (version !== this.of(roomId).version) {
        throw new ServiceError(409, 'STALE_VERSION', 'It was saved since');
      }
      return { version: this.put(roomId, items).version };
    },
  };

  of(roomId: string): Board {
    return this.#boards.get(roomId) ?? { version: 0, items: [] };
  }

  put(roomId: string, items: readonly StoredItem[]): Board {
    const board = { version: this.of(roomId).version + 1, items };
    this.#boards.set(roomId, board);
    return board;
  }
}
