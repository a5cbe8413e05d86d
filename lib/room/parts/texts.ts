import { comparableTags } from '../texts/tags.ts';
import type { TextField } from '../texts/texts.ts';
import type { Check } from './comparison.ts';
import { counted } from './comparison.ts';

const FIELDS = ['name', 'description', 'tags'] as const satisfies readonly TextField[];

/** Tags are compared as a set: the server re-spaces them. Emoji in a name come back as `????`: that is said. */
export const checkTexts: Check = ({ copy, wanted, refusedTexts }) => {
  const same = (field: TextField): boolean =>
    field === 'tags'
      ? comparableTags(copy.entry.tags) === comparableTags(wanted.tags)
      : copy.entry[field] === wanted[field];
  const wrong = FIELDS.filter((field) => !same(field));
  const refused = wrong.some((field) => refusedTexts.includes(field));
  return counted('texts', FIELDS.length, wrong, {
    reason: refused ? 'textRefused' : 'storedDifferently',
  });
};
