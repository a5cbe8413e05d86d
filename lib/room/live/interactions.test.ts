import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Interaction } from '../../services/interaction.ts';
import { copiedInteractions, draftOf, interactionName, lackingInteractions } from './interactions.ts';

const interaction = (fields: Partial<Interaction> = {}): Interaction => ({
  id: 'i1',
  contextId: '1_original',
  type: 'poll',
  status: 'published',
  createdAt: 1000,
  createdBy: 'noa',
  content: { question: 'Ready?', answers: ['Yes', 'No'], multipleAnswers: false },
  ...fields,
});

/** A room service's interaction made of a draft. */
const made = (draft: ReturnType<typeof draftOf>, id = 'c1'): Interaction => ({
  ...draft,
  id,
  contextId: '1_copy',
  createdAt: 2000,
  createdBy: 'amir',
});

const STATUSES = ['draft', 'scheduled', 'published', 'ended', 'deleted'];
const TYPES = ['poll', 'quiz', 'crowdVote', 'announcement', 'openEndedQuestion', 'survey', 'unheardOf'];
const NONE = new Map<string, string | undefined>();

describe('a draft', () => {
  test('has the content and the unknown fields, and nothing of the life or the results', () => {
    const original = interaction({
      scheduledAt: 5,
      duration: 60,
      copiedFrom: 'i0',
      publishedAt: 3,
      votes: { Yes: 3 },
      results: [3, 0],
      answers: [{ user: 'dan', answer: 'Yes' }],
      theme: { color: 'blue', results: [1] },
      content: {
        question: 'מוכנים? 🎓',
        answers: [
          { text: 'Yes', votes: 3 },
          { text: 'No', votes: 0 },
        ],
        results: [3, 0],
        shareResults: true,
      },
    });
    expect(draftOf(original, NONE)).toEqual({
      type: 'poll',
      status: 'draft',
      duration: 60,
      copiedFrom: 'i1',
      theme: { color: 'blue' },
      content: {
        question: 'מוכנים? 🎓',
        answers: [{ text: 'Yes' }, { text: 'No' }],
        shareResults: true,
      },
    });
  });

  test.each([
    ['poll', true],
    ['quiz', true],
    ['a type of tomorrow', true],
    ['openEndedQuestion', false],
    ['wordCloud', false],
    ['ratingScale', false],
    ['crowdVote', false],
    ['crowdReaction', false],
    ['announcement', false],
  ])('of a %s: answers are options: %s', (type, stay) => {
    const { content } = draftOf(interaction({ type, content: { answers: ['a'] } }), NONE);
    expect('answers' in content).toBe(stay);
  });

  test('of a survey: each question is what its own type says', () => {
    const questions = [
      { type: 'poll', question: 'A?', answers: ['a', 'b'] },
      { type: 'openEndedQuestion', question: 'B?', answers: ['of Dan'] },
    ];
    const { content } = draftOf(interaction({ type: 'survey', content: { title: 'S', questions } }), NONE);
    expect(content).toEqual({
      title: 'S',
      questions: [questions[0], { type: 'openEndedQuestion', question: 'B?' }],
    });
  });

  test.each([
    ['its own picture', 'own', 'copy'],
    ['a picture from outside', 'elsewhere', 'elsewhere'],
    ['a picture that has no copy', 'lost', undefined],
  ])('of an announcement with %s', (_, attachmentId, expected) => {
    const attachments = new Map([
      ['own', 'copy'],
      ['lost', undefined],
    ]);
    const announcement = interaction({ type: 'announcement', content: { text: 'Hi', attachmentId } });
    expect(draftOf(announcement, attachments).content['attachmentId']).toBe(expected);
  });
});

test('all but deleted interactions are copied', () => {
  const all = STATUSES.map((status) => interaction({ status }));
  expect(copiedInteractions(all).map(({ status }) => status)).toEqual([
    ...['draft', 'scheduled', 'published', 'ended'],
  ]);
});

test.each([
  [{ question: 'Why?' }, 'Why?'],
  [{ title: 'Survey' }, 'Survey'],
  [{ statement: 'I can follow' }, 'I can follow'],
  [{ text: ' Room 4 ' }, 'Room 4'],
  [{ emoji: '👍' }, '👍'],
  [{ question: ' ' }, 'poll'],
  [{ question: '😀'.repeat(90) }, `${'😀'.repeat(79)}…`],
  [{ question: '😀'.repeat(80) }, '😀'.repeat(80)],
])('%j is known as %s', (content, name) => {
  expect(interactionName(interaction({ content }))).toBe(name);
});

describe('what a copy lacks', () => {
  const original = interaction();
  const copy = made(draftOf(original, NONE));
  test.each<[string, Interaction[], string[]]>([
    ['nothing', [copy], []],
    ['nothing where the service adds a field', [{ ...copy, revision: 1, scheduledAt: null }], []],
    ['all', [], ['Ready?']],
    ['another question', [{ ...copy, content: { ...copy.content, question: 'Done?' } }], ['Ready?']],
    ['being a draft', [{ ...copy, status: 'published' }], ['Ready?']],
    ['a schedule', [{ ...copy, scheduledAt: 7 }], ['Ready?']],
    ['votes', [{ ...copy, votes: { Yes: 1 } }], ['Ready?']],
    ['the reference', [{ ...copy, copiedFrom: null }], ['Ready?']],
    ['being one', [copy, { ...copy, id: 'c2' }], ['Ready?']],
    ['nothing beside a deleted one', [copy, { ...copy, id: 'c2', status: 'deleted' }], []],
  ])('%s', (_, copies, lacking) => {
    expect(lackingInteractions([original], copies, NONE)).toEqual(lacking);
  });

  test('a picture that has no copy', () => {
    const announcement = interaction({ type: 'announcement', content: { text: 'Hi', attachmentId: 'a' } });
    const attachments = new Map([['a', undefined]]);
    const drafts = [made(draftOf(announcement, attachments))];
    expect(lackingInteractions([announcement], drafts, attachments)).toEqual(['Hi']);
  });

  test('deleted originals are not missed', () => {
    expect(lackingInteractions([interaction({ status: 'deleted' })], [], NONE)).toEqual([]);
  });
});

const anyInteraction: fc.Arbitrary<Interaction> = fc.record({
  id: fc.uuid(),
  contextId: fc.constant('1_original'),
  type: fc.constantFrom(...TYPES),
  status: fc.constantFrom(...STATUSES),
  createdAt: fc.nat(),
  createdBy: fc.string(),
  votes: fc.array(fc.string()),
  // Through JSON, as from a server.
  content: fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })).map(
    (content) => JSON.parse(JSON.stringify(content)) as Record<string, unknown>, // an object went in
  ),
});

test('the draft of a draft holds the same, and a service that keeps drafts lacks nothing', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyInteraction, { selector: ({ id }) => id }), (originals) => {
      const drafts = copiedInteractions(originals).map((one) => made(draftOf(one, NONE), `c-${one.id}`));
      expect(drafts.map((draft) => draftOf(draft, NONE).content)).toEqual(
        drafts.map(({ content }) => content),
      );
      expect(drafts.every((draft) => draft.status === 'draft' && !('votes' in draft))).toBe(true);
      expect(lackingInteractions(originals, drafts, NONE)).toEqual([]);
      const [first] = copiedInteractions(originals);
      if (first)
        expect(lackingInteractions(originals, drafts.slice(1), NONE)).toEqual([interactionName(first)]);
    }),
  );
});
