import { checkAttachments, checkMetadata, checkThumbnails } from './parts/assets.ts';
import { checkBreakouts, checkFiles } from './parts/children.ts';
import type { Check, Comparison } from './parts/comparison.ts';
import { checkCuePoints, checkVideoCuePoints } from './parts/cue-points.ts';
import { checkInteractions, checkLiveStoryboard, checkPublishing, checkRecordings } from './parts/outside.ts';
import { checkParent } from './parts/parent.ts';
import { checkPeople } from './parts/people.ts';
import { checkSettings } from './parts/settings.ts';
import { checkStoryboard } from './parts/storyboard.ts';
import { checkTexts } from './parts/texts.ts';
import { PART_NAMES, type PartReport, type Reason, type Report, type RoomPart } from './report/report.ts';

/** One check a part: a part without one does not compile, so no report can omit it. */
const CHECKS: Readonly<Record<RoomPart, Check>> = {
  texts: checkTexts,
  settings: checkSettings,
  people: checkPeople,
  parent: checkParent,
  files: checkFiles,
  attachments: checkAttachments,
  thumbnails: checkThumbnails,
  storyboard: checkStoryboard,
  liveStoryboard: checkLiveStoryboard,
  breakouts: checkBreakouts,
  interactions: checkInteractions,
  cuePoints: checkCuePoints,
  videoCuePoints: checkVideoCuePoints,
  metadata: checkMetadata,
  recordings: checkRecordings,
  publishing: checkPublishing,
};

/** Left out of a clone on purpose, always: a clone without them is whole. */
const BY_DESIGN: ReadonlySet<Reason> = new Set(['neverCopied', 'notPublished', 'leftOut']);
/** A difference that the report names, or what cannot be known or be otherwise: not something that went wrong. */
const TOLD: ReadonlySet<Reason> = new Set([
  ...([
    'storedDifferently',
    'textRefused',
    'differs',
    'unseen',
    'quizUnseen',
    'notReady',
    'galleryRefused',
    'coeditorsRefused',
  ] as const),
]);

/** Holds the copy against the original, part by part. */
export function checkCopy(comparison: Comparison): Report {
  return reportOf(PART_NAMES.map((name) => CHECKS[name](comparison)));
}

/** The report with one line more, or that line made anew. */
export function withLine({ parts }: Report, line: PartReport): Report {
  return reportOf([...parts.filter(({ part }) => part !== line.part), line]);
}

/** A report of these lines, with the verdict that follows from them. */
export function reportOf(parts: readonly PartReport[]): Report {
  return { verdict: verdictOf(parts), parts };
}

function verdictOf(parts: readonly PartReport[]): Report['verdict'] {
  if (parts.some((part) => part.outcome === 'incomplete' && !TOLD.has(part.reason))) return 'faulty';
  const partial = parts.some(
    (part) => part.outcome === 'incomplete' || (part.outcome === 'notCopied' && !BY_DESIGN.has(part.reason)),
  );
  return partial ? 'partial' : 'complete';
}
