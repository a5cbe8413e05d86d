import type { Entry } from '../../kaltura/entry.ts';

/** People, or groups of them, by their ids, and by what a room lets them do. */
export interface Coeditors {
  readonly edit: readonly string[];
  readonly publish: readonly string[];
}

/** Nobody gives a room to more by hand. */
export const MOST_COEDITORS = 100;

type Lists = Pick<Entry, 'entitledUsersEdit' | 'entitledUsersPublish'>;

/** The ids in one of an entry's lists of people, as the server spells them. */
export const peopleIn = (list: string): readonly string[] =>
  list
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');

const same = (id: string): string => id.toLowerCase();

/** Everybody who is named as co-editor or co-publisher of a room, each once. */
export function coeditorsOf({ entitledUsersEdit, entitledUsersPublish }: Lists): readonly string[] {
  const all = [...peopleIn(entitledUsersEdit), ...peopleIn(entitledUsersPublish)];
  return all.filter((id, at) => all.findIndex((other) => same(other) === same(id)) === at);
}

/**
 * Of the people whom the teacher chose, those who are named in the original, with the right that they have there. Nobody
 * else gets any: a choice for many rooms counts in each for those alone who have a right in it. Ids are compared without
 * case, as the server does (docs/facts/kaltura-api.md#11-who-may-edit).
 * @param owner of the copy: needs no right in it
 */
export function chosenCoeditors(original: Lists, chosen: readonly string[], owner: string): Coeditors {
  const wanted = new Set(chosen.map(same));
  wanted.delete(same(owner));
  const among = (list: string): readonly string[] => peopleIn(list).filter((id) => wanted.has(same(id)));
  return { edit: among(original.entitledUsersEdit), publish: among(original.entitledUsersPublish) };
}

/** Of these people, those who do not have their right in the entry. */
export function missingIn(entry: Lists, { edit, publish }: Coeditors): readonly string[] {
  const without = (ids: readonly string[], list: string): readonly string[] => {
    const there = new Set(peopleIn(list).map(same));
    return ids.filter((id) => !there.has(same(id)));
  };
  const missing = [
    ...without(edit, entry.entitledUsersEdit),
    ...without(publish, entry.entitledUsersPublish),
  ];
  return [...new Set(missing)];
}
