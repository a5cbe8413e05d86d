/**
 * The entry that a page is about, by its globals (docs/facts/kaf-pages.md#5-sessions-in-pages,
 * docs/facts/kaf-pages.md#8-design-system-and-hosts): the new pages' lobby, the classic player's embed object.
 * Whatever throws there, as a frame that was given such a name does, names none.
 * @param globals the page's own window
 */
export function entryInGlobals(globals: unknown): unknown {
  for (const path of [
    ['lobbyProps', 'props', 'entry', 'id'],
    ['kMainPlayerEmbedObject', 'entry_id'],
  ])
    try {
      const entryId = path.reduce<unknown>(
        (value, name) => (Object(value) as Record<string, unknown>)[name],
        globals,
      );
      if (typeof entryId === 'string') return entryId;
    } catch {
      // Not for us.
    }
  return undefined;
}
