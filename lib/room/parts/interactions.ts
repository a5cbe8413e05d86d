import type { Interaction } from '../../services/interaction.ts';
import { copiedInteractions, lackingInteractions } from '../live/interactions.ts';
import type { Copies } from '../live/references.ts';
import type { PartReport } from '../report/report.ts';
import { counted } from './comparison.ts';

/** Each interaction that is not deleted once, as a draft. @param copies what the new room holds now */
export function checkDrafts(
  originals: readonly Interaction[],
  copies: readonly Interaction[],
  attachments: Copies,
): PartReport {
  const wrong = lackingInteractions(originals, copies, attachments);
  return counted('interactions', copiedInteractions(originals).length, wrong, { notes: ['drafts'] });
}
