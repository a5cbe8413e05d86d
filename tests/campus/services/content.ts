import * as z from 'zod/mini';

/** What an interaction holds, by its type, as the contract says; fields beyond these are kept. */

const text = z.string();
const between = (least: number, most: number) => z.int().check(z.gte(least), z.lte(most));

const poll = {
  question: text.check(z.maxLength(300)),
  answers: z.array(z.unknown()).check(z.minLength(2), z.maxLength(5)),
  multipleAnswers: z.boolean(),
  shareResults: z.boolean(),
};
const ratingScale = z.looseObject({
  statement: text,
  scale: between(3, 10),
  labels: z.optional(z.unknown()),
});
const openEndedQuestion = z.looseObject({ question: text });

const CONTENT: Readonly<Record<string, z.ZodMiniType>> = {
  poll: z.looseObject(poll),
  quiz: z.looseObject({ ...poll, correct: z.array(z.unknown()) }),
  ratingScale,
  crowdVote: z.looseObject({ question: text, emoji: text, timeoutMinutes: between(1, 120) }),
  announcement: z.looseObject({ text, link: z.optional(text), attachmentId: z.optional(text) }),
  openEndedQuestion,
  crowdReaction: z.looseObject({ emoji: text }),
  survey: z.looseObject({
    title: text,
    questions: z.array(z.union([z.looseObject(poll), ratingScale, openEndedQuestion])),
  }),
  wordCloud: z.looseObject({ question: text }),
};

/** A new interaction as the service takes it; undefined for one that the contract does not allow. */
export function readInteraction(object: unknown): NewObject | undefined {
  const parsed = newSchema.safeParse(object);
  if (!parsed.success) return undefined;
  return CONTENT[parsed.data.type]?.safeParse(parsed.data.content).success ? parsed.data : undefined;
}

const newSchema = z.looseObject({
  type: text,
  status: z.enum(['draft', 'scheduled', 'published', 'ended']),
  content: z.record(text, z.unknown()),
});
export type NewObject = z.infer<typeof newSchema>;
