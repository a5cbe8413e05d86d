import { useLayoutEffect } from 'preact/hooks';
import type { ListedRoom } from '../../lib/messages/messages.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { clicked, keyed, type Selection } from './selection.ts';
import { useVisibleRows } from './visible-rows.ts';

export interface RoomListProps {
  readonly rooms: readonly ListedRoom[];
  /** As whom one clones: rooms of others say whose they are. */
  readonly user: string;
  /** When each room was cloned last, in unix seconds. */
  readonly cloned: ReadonlyMap<string, number>;
  /** How much is in each room, as far as it is known. */
  readonly inside: ReadonlyMap<string, number>;
  /** Told of the rooms that are drawn. */
  readonly onSeen: (entryIds: readonly string[]) => void;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly t: Translate;
}

/** As `rooms.css` has it. */
const ROW_HEIGHT = 52;
const idOf = (entryId: string): string => `room-${entryId}`;

/** The rooms to choose from: a listbox, of which only the rows that are seen are in the document. */
export function RoomList({ rooms, user, cloned, inside, onSeen, selection, onSelect, t }: RoomListProps) {
  const { ref, look, show, from, to } = useVisibleRows(rooms.length, ROW_HEIGHT);
  const ids = rooms.map(({ entryId }) => entryId);
  const { active, chosen } = selection;
  useLayoutEffect(() => {
    if (active !== undefined && ids.includes(active)) show(ids.indexOf(active));
  }, [active]);
  const drawn = rooms.slice(from, to);
  useLayoutEffect(() => onSeen(drawn.map(({ entryId }) => entryId)), [rooms, from, to]);
  return (
    <div
      ref={ref}
      class="room-list"
      role="listbox"
      aria-label={t('rooms.list')}
      aria-multiselectable="true"
      aria-activedescendant={drawn.some(({ entryId }) => entryId === active) ? idOf(active ?? '') : undefined}
      tabIndex={0}
      onScroll={look}
      onKeyDown={(event) => {
        const ctrl = event.ctrlKey || event.metaKey;
        const next = keyed(selection, ids, { key: event.key, shift: event.shiftKey, ctrl });
        if (!next) return;
        event.preventDefault();
        onSelect(next);
      }}
    >
      <div style={{ blockSize: `${from * ROW_HEIGHT}px` }} role="presentation" />
      {drawn.map((room, at) => {
        const { entryId } = room;
        return (
          <div
            key={entryId}
            id={idOf(entryId)}
            class={entryId === active ? 'room active' : 'room'}
            role="option"
            aria-selected={chosen.has(entryId)}
            aria-setsize={rooms.length}
            aria-posinset={from + at + 1}
            onClick={(event) => onSelect(clicked(selection, ids, entryId, event.shiftKey))}
          >
            <span class="tick" aria-hidden="true" />
            <span class="name" dir="auto">
              {room.name}
            </span>
            <span class="quiet about">
              {aboutOf(room, user, cloned.get(entryId), inside.get(entryId), t)}
            </span>
          </div>
        );
      })}
      <div style={{ blockSize: `${(rooms.length - to) * ROW_HEIGHT}px` }} role="presentation" />
    </div>
  );
}

function aboutOf(
  { updatedAt, owner, tags }: ListedRoom,
  user: string,
  clonedAt: number | undefined,
  holds: number | undefined,
  t: Translate,
): string {
  return [
    t('rooms.changed', { when: updatedAt * 1000 }),
    ...(holds === undefined ? [] : [t('rooms.inside', { count: holds })]),
    ...(clonedAt === undefined ? [] : [t('rooms.cloned', { when: clonedAt * 1000 })]),
    ...(owner.toLowerCase() === user.toLowerCase() ? [] : [t('rooms.owner', { user: owner })]),
    ...(tags === '' ? [] : [tags]),
  ].join(' · ');
}
