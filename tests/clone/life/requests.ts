/** An entry that a call names literally, to change or to delete it. */
export interface NamedEntry {
  readonly action: string;
  readonly id: string;
  /** An update that changes nothing. */
  readonly empty: boolean;
}

interface CallBody {
  readonly service?: unknown;
  readonly action?: unknown;
  readonly entryId?: unknown;
  readonly baseEntry?: Readonly<Record<string, unknown>>;
}

const CHANGES = new Set(['update', 'delete', 'recycle']);

/**
 * The entries that a request would change or delete, by their ids. What goes by a result token is left out: it names
 * what an earlier call of the same request has answered. A plain call's names are in its address, so its shape tells.
 */
export function literalIds(body: unknown): readonly NamedEntry[] {
  const { ks: _ks, format: _format, clientTag: _tag, ...rest } = body as Record<string, unknown>; // as we send it
  const calls = Object.entries(rest).every(([name, value]) => /^\d+$/.test(name) && typeof value === 'object')
    ? (Object.values(rest) as CallBody[])
    : [plainCall(rest)];
  return calls.flatMap(({ service, action, entryId, baseEntry }) => {
    if (String(service).toLowerCase() !== 'baseentry' || !CHANGES.has(String(action))) return [];
    if (typeof entryId !== 'string' || entryId.startsWith('{')) return [];
    const empty = Object.keys(baseEntry ?? {}).every((name) => name === 'objectType');
    return [{ action: String(action), id: entryId, empty: baseEntry !== undefined && empty }];
  });
}

/** Whether a request of ours is one that clones a room: the first of its calls that clones stands behind a guard. */
export const clonesRoom = (body: unknown): boolean => {
  const calls = Object.entries(body as Record<string, unknown>); // as we send it
  return calls.some(([name, call]) => name === '3' && (call as CallBody).action === 'clone');
};

/** Of plain calls only updates are sent by jobs: they are told by what they hold. */
function plainCall(params: Record<string, unknown>): CallBody {
  return 'baseEntry' in params ? { service: 'baseEntry', action: 'update', ...params } : {};
}
