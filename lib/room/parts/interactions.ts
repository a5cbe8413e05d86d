import type { AddedInteraction, Interaction, NewInteraction } from '../../services/chat.ts';
import type { PartReport } from '../report.ts';
import { counted } from './comparison.ts';

/** Of an interaction these belong to what happened in the original's live room: no part of a copy. */
const OF_THE_ORIGINAL = [
  'id',
  'contextId',
  'status',
  'createdAt',
  'createdBy',
  'updatedAt',
  'scheduledAt',
  'publishedAt',
  'endedAt',
  'copiedFrom',
  'votes',
  'results',
] as const;
/** The same inside the content: a poll's `answers` are what can be chosen, and stay. */
const RESULTS = ['votes', 'results', 'responses', 'statistics'] as const;

/** The interactions that a clone holds: every one that is not deleted. */
export const copiedInteractions = (interactions: readonly Interaction[]): Interaction[] =>
  interactions.filter(({ status }) => status !== 'deleted');

/**
 * An interaction as a draft of the new room, with all that is not known here.
 * @param attachments attachment of the original → its copy: an announcement's image
 */
export function draftOf(
  interaction: Interaction,
  attachments: ReadonlyMap<string, string>,
): NewInteraction & Readonly<Record<string, unknown>> {
  return {
    ...without(interaction, OF_THE_ORIGINAL),
    type: interaction.type,
    status: 'draft',
    copiedFrom: interaction.id,
    content: contentOf(interaction, attachments),
  };
}

function contentOf(
  { content }: Interaction,
  attachments: ReadonlyMap<string, string>,
): Readonly<Record<string, unknown>> {
  const { attachmentId, ...rest } = without(content, RESULTS);
  if (typeof attachmentId !== 'string') return attachmentId === undefined ? rest : { ...rest, attachmentId };
  return { ...rest, attachmentId: attachments.get(attachmentId) ?? attachmentId };
}

const without = (
  fields: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

/** A text by which a teacher knows an interaction: its question, statement, text or title. */
export function nameOfInteraction({ type, content }: Interaction): string {
  const name = ['question', 'statement', 'title', 'text'].map((field) => content[field]).find(isText);
  return name ?? type;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Each interaction once, as a draft, with the same content. @param copies what the new room holds now */
export function checkDrafts(
  originals: readonly Interaction[],
  copies: readonly Interaction[],
  attachments: ReadonlyMap<string, string>,
): PartReport {
  const wrong = originals.filter((original) => {
    const found = copies.filter(
      ({ copiedFrom, status }) => copiedFrom === original.id && status !== 'deleted',
    );
    const [copy] = found;
    return (
      copy?.status !== 'draft' ||
      found.length > 1 ||
      canonical(contentOf(copy, new Map())) !== canonical(contentOf(original, attachments))
    );
  });
  return counted('interactions', originals.length, wrong.map(nameOfInteraction), { notes: ['drafts'] });
}

/** Whether the service said of an item why it made nothing of it. */
export const isRefused = (added: AddedInteraction): boolean => !('id' in added);

/** JSON that does not depend on the order of fields. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
