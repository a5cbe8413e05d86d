import { expect, test } from 'vitest';
import type { Interaction } from '../../services/interaction.ts';
import { draftOf } from '../live/interactions.ts';
import { checkDrafts } from './interactions.ts';

const poll = (id: string, status = 'ended'): Interaction => ({
  ...{ id, contextId: 'x', type: 'poll', status, createdAt: 1, createdBy: 'noa' },
  content: { question: `Question ${id}` },
});
const NONE = new Map<string, string>();
const copyOf = (original: Interaction): Interaction => ({
  ...original,
  ...draftOf(original, NONE),
  id: 'new',
});

test('interactions that are not deleted are copied once each, as drafts, and the rest is named', () => {
  const originals = [poll('a'), poll('b', 'deleted'), poll('c')];
  const drafts = originals.map(copyOf);
  expect(checkDrafts(originals, drafts, NONE)).toEqual({
    ...{ part: 'interactions', outcome: 'copied', count: 2, of: 2, notes: ['drafts'] },
  });
  expect(checkDrafts(originals, drafts.slice(0, 1), NONE)).toMatchObject({
    ...{ outcome: 'incomplete', count: 1, of: 2, names: ['Question c'], notes: ['drafts'] },
  });
});
