import type { Interaction, InteractionType, NewInteraction } from '../../services/interaction.ts';
import {
  changedFields,
  comparable,
  type Copies,
  type Fields,
  movedReference,
  pointsToNothing,
} from './references.ts';

/** What the service itself writes of an interaction's life: a copy begins its own. */
const LIFE = new Set([
  ...['id', 'contextId', 'status', 'copiedFrom', 'scheduledAt'],
  ...['createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'publishedAt', 'publishedBy', 'endedAt', 'endedBy'],
]);

/** What attendees left behind, wherever it stands. */
const RESULTS = new Set([
  ...['votes', 'voteCount', 'votesCount', 'nvoted', 'voters', 'votedBy'],
  ...['results', 'responses', 'responseCount', 'responsesCount', 'participants'],
]);

/** Types whose `answers` are what attendees wrote. Those of a poll or quiz are its options: content. */
const ANSWERED_FREELY: ReadonlySet<string> = new Set<InteractionType>([
  'ratingScale',
  'crowdVote',
  'announcement',
  'openEndedQuestion',
  'crowdReaction',
  'wordCloud',
]);

function isResult(name: string, within: Fields, type: unknown): boolean {
  if (RESULTS.has(name)) return true;
  // A question of a survey may say its own type.
  const of = typeof within['type'] === 'string' ? within['type'] : type;
  return name === 'answers' && ANSWERED_FREELY.has(String(of));
}

/** The interactions that a clone holds: all but the deleted. */
export function copiedInteractions(interactions: readonly Interaction[]): readonly Interaction[] {
  return interactions.filter(({ status }) => status !== 'deleted');
}

/**
 * The copy of an interaction: a draft that points to its original, without schedule, votes, answers or results. Fields
 * that we do not know are kept.
 * @param attachments the room's attachments, each with its copy
 */
export function draftOf(interaction: Interaction, attachments: Copies): NewInteraction {
  const own = { entryId: new Map<string, undefined>(), attachmentId: attachments };
  const { type, content, ...others } = interaction;
  const clean = (value: unknown, kind: unknown): Fields =>
    // Fields go in, fields come out.
    changedFields(value, (name, field, within) =>
      isResult(name, within, kind) ? undefined : movedReference(name, field, own),
    ) as Fields;
  const kept = Object.fromEntries(
    Object.entries(others).filter(([name]) => !LIFE.has(name) && name !== 'answers'),
  );
  return {
    ...clean(kept, undefined),
    type,
    content: clean(content, type),
    status: 'draft',
    copiedFrom: interaction.id,
  };
}

const NAMING = ['question', 'title', 'statement', 'text', 'emoji'] as const;
const NAME_LENGTH = 80;

/** What a teacher knows an interaction by: its question, title or text; its type where it has none. */
export function interactionName({ content, type }: Interaction): string {
  const texts = NAMING.map((field) => content[field]);
  const found = texts.find((text): text is string => typeof text === 'string' && text.trim() !== '');
  const letters = [...(found ?? type).trim()];
  return letters.length > NAME_LENGTH ? `${letters.slice(0, NAME_LENGTH - 1).join('')}…` : letters.join('');
}

/**
 * The names of the interactions of which the copy has not exactly one draft that is faithful: all that was to be copied
 * is in it, and nothing of the original's life or results. A draft that lost its picture is not faithful.
 * @param copies the interactions of the copy
 */
export function lackingInteractions(
  originals: readonly Interaction[],
  copies: readonly Interaction[],
  attachments: Copies,
): string[] {
  const there = copiedInteractions(copies);
  const isCopied = (original: Interaction): boolean => {
    const [copy, ...more] = there.filter(({ copiedFrom }) => copiedFrom === original.id);
    return copy !== undefined && more.length === 0 && isFaithful(original, copy, attachments);
  };
  return copiedInteractions(originals)
    .filter((original) => !isCopied(original))
    .map(interactionName);
}

function isFaithful(original: Interaction, copy: Interaction, attachments: Copies): boolean {
  if ((copy['scheduledAt'] ?? undefined) !== undefined) return false;
  const own = { entryId: new Map<string, undefined>(), attachmentId: attachments };
  if (pointsToNothing(original, own)) return false;
  const wanted = draftOf(original, attachments);
  // The service may add fields of its own; what attendees leave behind is none of them.
  const added = Object.keys(copy).every((name) => !RESULTS.has(name));
  return (
    added && Object.entries(wanted).every(([name, value]) => comparable(value) === comparable(copy[name]))
  );
}
