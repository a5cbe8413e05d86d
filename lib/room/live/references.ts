/**
 * What belongs to the original, each with its copy: `undefined` where it has none (left out, or it could not be copied).
 * What is not in here lives outside the room, and stays as it is.
 */
export type Copies = ReadonlyMap<string, string | undefined>;

/** The fields of interactions and storyboard items that point to something, with what belongs to the original. */
export interface OwnThings {
  readonly entryId: Copies;
  readonly attachmentId: Copies;
}

export type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field's new value, or undefined to leave the field out. */
type Change = (name: string, value: unknown, within: Fields) => unknown;

/** The same value with every field of every object in it, at any depth, as `change` makes it. */
export function changedFields(value: unknown, change: Change): unknown {
  if (Array.isArray(value)) return value.map((item) => changedFields(item, change));
  if (!isFields(value)) return value;
  const fields = Object.entries(value).flatMap(([name, old]) => {
    const changed = change(name, old, value);
    return changed === undefined ? [] : [[name, changedFields(changed, change)] as const];
  });
  return Object.fromEntries(fields);
}

/** The things of the original's that a value points to. */
function ownOf(name: string, value: unknown, own: OwnThings): Copies | undefined {
  if ((name !== 'entryId' && name !== 'attachmentId') || typeof value !== 'string') return undefined;
  return own[name].has(value) ? own[name] : undefined;
}

/** A reference as it must be in the copy: to the copy of what is the original's own, else as it is. */
export function movedReference(name: string, value: unknown, own: OwnThings): unknown {
  const copies = ownOf(name, value, own);
  return copies ? copies.get(String(value)) : value;
}

/** Whether something in it points to what is the original's own and has no copy. */
export function pointsToNothing(value: unknown, own: OwnThings): boolean {
  if (Array.isArray(value)) return value.some((item) => pointsToNothing(item, own));
  if (!isFields(value)) return false;
  return Object.entries(value).some(([name, field]) => {
    const copies = ownOf(name, field, own);
    return copies ? copies.get(String(field)) === undefined : pointsToNothing(field, own);
  });
}

/**
 * A value as a text by which equal ones are found: the order of fields does not count, nor do fields without a value.
 * Of those that are undefined JSON holds nothing anyway.
 */
export function comparable(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    isFields(part)
      ? Object.fromEntries(
          Object.entries(part)
            .filter(([, field]) => field !== null)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  );
}
