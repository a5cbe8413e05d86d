import type { EntryCopy } from '../../kaltura/entry-changes.ts';
import { entryId, type EntryId } from '../../kaltura/ids.ts';
import type { Multirequest, Slot } from '../../kaltura/transport/multirequest.ts';
import type { Result } from '../../kaltura/transport/result.ts';
import { addUploadToken, type CreatedToken, type UploadToken } from '../../kaltura/upload-token.ts';
import type { Page } from '../../kaltura/list.ts';
import type { Job } from '../job/record.ts';

/**
 * Receipts: what a creating request leaves on the server for the case that its answer is lost. Kaltura has no
 * idempotency keys, and a copy does not say who made it (docs/facts/kaltura-api.md#18-recovery): a copy by the same
 * person on another computer, or by Kaltura's own "Clone room", looks alike. So each creating request also adds an
 * upload token without a file, which names this job, the step and, behind the clone, the new room's id, put there by
 * the server itself. Only its user sees it, it is read from the database at once, whatever the search index shows,
 * and it is deleted with the end of the clone.
 */
const MARK = 'clone-room';

const nameOf = (jobId: string, step: string): string => `${MARK}|${jobId}|${step}|`;

/** Adds a receipt to a request. */
export function addReceipt(chain: Multirequest, { id }: Pick<Job, 'id'>, step: string): Slot<CreatedToken> {
  return chain.add(addUploadToken(nameOf(id, step)));
}

/**
 * Adds a receipt to a request that makes a room.
 * @param request which of the step's requests this is
 * @param made the call whose answer's id it is to hold
 */
export function addRoomReceipt(
  chain: Multirequest,
  { id }: Pick<Job, 'id'>,
  request: string,
  made: Slot<EntryCopy>,
): Slot<CreatedToken> {
  return chain.add(addUploadToken(made.idAfter(`${nameOf(id, 'room')}${request}|`)));
}

/**
 * Which of the requests of a job's first step one is: by when that was begun, and by the original as it was asked for.
 * A receipt without a room says that a request has made none: that one, and not the next.
 */
export const roomRequest = (startedAt: number | undefined, { entry }: Job['original']): string =>
  `${startedAt ?? 0}.${entry.updatedAt}`;

export interface Receipt {
  /** The upload token. */
  readonly id: string;
  readonly step: string;
  /** Which of the step's requests left it; undefined where a step is not sent again, or by an earlier version. */
  readonly request: string | undefined;
  /** What was made; undefined where the request was carried out and made nothing, or where a step notes nothing. */
  readonly made: EntryId | undefined;
}

/** The receipts of a job; undefined where they could not be read: then nothing follows from there being none. */
export function receiptsOf(
  job: Pick<Job, 'id' | 'original'>,
  answer: Result<Page<UploadToken>>,
): readonly Receipt[] | undefined {
  if (!answer.ok || answer.value.totalCount > answer.value.objects.length) return undefined;
  const before = nameOf(job.id, '').slice(0, -1);
  const foreign = new Set([job.original.entry.id, ...job.original.children.map(({ id }) => id)]);
  return answer.value.objects.flatMap(({ id, fileName }) => {
    if (!fileName.startsWith(before)) return [];
    const [step = '', ...about] = fileName.slice(before.length).split('|');
    const [request, named = ''] = about.length > 1 ? about : [undefined, about[0]];
    const made = entryId(named);
    // No server names the original as what was made of it: such a receipt is none.
    return made !== undefined && foreign.has(made) ? [] : [{ id, step, request, made }];
  });
}

/** All rooms that receipts of this job name: what a request made that its browser sent twice is among them. */
export const roomsOf = (
  receipts: readonly Receipt[] | undefined,
  job: Pick<Job, 'original'>,
): readonly EntryId[] => [
  ...new Set(
    (receipts ?? [])
      .filter(({ step }) => step === 'room')
      .flatMap(({ made }) => (made === undefined || made === job.original.entry.id ? [] : [made])),
  ),
];
