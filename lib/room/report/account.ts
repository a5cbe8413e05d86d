import type { PartName } from './report.ts';

/**
 * What an account lets a clone do, as far as reading can show it. `unknown`: the server did not say, or what decides it
 * has a name that we do not know.
 */
export type Verdict = 'yes' | 'no' | 'unknown';

/** One session's account at one Kaltura service. */
export interface AccountCheck {
  readonly host: string;
  readonly partnerId: number;
  /** As the server names it. */
  readonly version: string | undefined;
  /** Its clock less ours, in seconds. */
  readonly clockOffset: number | undefined;
  /** How many rooms the session sees; undefined: they could not be listed, or are not as we expect. */
  readonly rooms: number | undefined;
  readonly rows: readonly AccountRow[];
}

/** `code`: what Kaltura said instead. */
export type AccountRow =
  | { readonly kind: 'call'; readonly name: string; readonly verdict: Verdict; readonly code?: string }
  /** A permission of the session's role, by its name at Kaltura, and the calls that need it. */
  | {
      readonly kind: 'permission';
      readonly name: string;
      readonly verdict: Verdict;
      readonly code: string;
    }
  | { readonly kind: 'service'; readonly name: string; readonly verdict: Verdict; readonly code?: string }
  /** What will be copied there. */
  | { readonly kind: 'part'; readonly name: PartName; readonly verdict: Verdict };

/**
 * The permission by which a user's session has every call that writes
 * (docs/facts/kaltura-api.md#12-rights-of-a-users-session).
 */
export const BASE_PERMISSION = 'BASE_USER_SESSION_PERMISSION';

/** What writes, in a clone; none of it is tried. */
export const WRITES = [
  'baseEntry.clone',
  'baseEntry.update',
  'baseEntry.delete',
  'uploadToken.add',
  'attachment_attachmentasset.add',
  'thumbAsset.setContent',
  'cuepoint_cuepoint.clone',
  'metadata_metadata.add',
] as const;

/** The calls that a part needs beside those that write. */
const PARTS: readonly (readonly [PartName, readonly string[]])[] = [
  ['texts', ['baseEntry.list']],
  ['settings', ['baseEntry.list']],
  ['files', ['baseEntry.list']],
  ['storyboard', ['baseEntry.list']],
  ['breakouts', ['baseEntry.list']],
  ['attachments', ['attachment_attachmentasset.list']],
  ['thumbnails', ['thumbAsset.list']],
  ['cuePoints', ['cuepoint_cuepoint.list']],
  ['metadata', ['metadata_metadata.list']],
];

const SERVICES: readonly (readonly [PartName, string])[] = [
  ['interactions', 'chat'],
  ['liveStoryboard', 'storyboard'],
];

/** What will be copied, by what was found out: a part is copied where all that it needs is allowed. */
export function partRows(rows: readonly AccountRow[]): AccountRow[] {
  const verdictOf = (kind: AccountRow['kind'], name: string): Verdict =>
    rows.find((row) => row.kind === kind && row.name === name)?.verdict ?? 'unknown';
  const writing = verdictOf('permission', BASE_PERMISSION);
  return [
    ...PARTS.map(([name, calls]): AccountRow => {
      const all = [writing, ...calls.map((call) => verdictOf('call', call))];
      return { kind: 'part', name, verdict: worst(all) };
    }),
    ...SERVICES.map(([name, service]): AccountRow => {
      const verdict = verdictOf('service', service);
      return { kind: 'part', name, verdict: worst([verdict]) };
    }),
  ];
}

const worst = (all: readonly Verdict[]): Verdict =>
  all.includes('no') ? 'no' : all.includes('unknown') ? 'unknown' : 'yes';
