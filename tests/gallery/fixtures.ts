import type { View, ViewIn } from '../../components/dialog/view.ts';
import type { AccountCheck } from '../../lib/room/report/account.ts';
import type { JobsAnswer, SettingsView } from '../../lib/messages/messages.ts';
import type { JobStateView, JobView } from '../../lib/room/report/job-view.ts';
import type { Contents } from '../../lib/room/contents.ts';
import type { PartName, PartReport, Report } from '../../lib/room/report/report.ts';
import type { RoomTexts } from '../../lib/room/texts/texts.ts';
import { DEFAULTS } from '../../lib/settings/settings.ts';

/** The time at which the windows are shown. */
export const NOW = Date.UTC(2026, 9, 18, 12, 5);

/** What the windows show in each of their states, as data. */

export const ORIGINAL: RoomTexts = {
  name: 'Algebra I – live room',
  description:
    '<p>Live classes of <b>Algebra I</b>, spring term. <a href="https://moodle.example.edu/">Course page</a></p>\n' +
    '<ul><li>Bring your <u>notes</u></li><li><span style="color: #b3261e">Quiz</span> every week</li></ul>\n' +
    '<table border="1"><tr><td>Sunday</td><td>10:00</td></tr></table>',
  tags: 'algebra, spring, אלגברה',
};

export const COPY: RoomTexts = { ...ORIGINAL, name: 'Cloned - Algebra I – live room' };

const CONTENTS: Contents = {
  files: 12,
  attachments: 2,
  storyboardItems: 5,
  breakouts: 1,
  cuePoints: 3,
  videoCuePoints: 0,
  unseen: [],
  interactions: 'noService',
  liveStoryboard: 'noService',
  chat: 'on',
  recordings: true,
  broadcast: false,
};

const form: ViewIn<'form'> = {
  state: 'form',
  original: ORIGINAL,
  user: 'noa@example.edu',
  contents: CONTENTS,
  busy: false,
  trouble: undefined,
  leaveOut: [],
  activity: { kind: 'none' },
  namePattern: '',
  draft: undefined,
  earlier: undefined,
};

const job: JobView = {
  jobId: 'job-1',
  texts: COPY,
  original: { ...ORIGINAL, entryId: '1_abcd1234' },
  user: 'noa@example.edu',
  startedAt: NOW - 30_000,
  progress: {
    done: 9,
    of: 22,
    underWay: 4,
    parts: [
      { part: 'settings', done: 1, of: 1 },
      { part: 'files', done: 8, of: 12, underWay: 4 },
      { part: 'storyboard', done: 0, of: 5 },
      { part: 'breakouts', done: 0, of: 1 },
      { part: 'cuePoints', done: 0, of: 3 },
    ],
  },
  edits: { state: 'none' },
  room: undefined,
  state: { kind: 'running' },
};

/** The same as it was started: what an estimate counts from. */
export const JUST_STARTED: JobView = {
  ...job,
  progress: { ...job.progress, done: 0, parts: job.progress.parts.map((part) => ({ ...part, done: 0 })) },
};

const copied = (part: PartName, of: number): PartReport => ({
  part,
  outcome: 'copied',
  count: of,
  of,
  notes: [],
});

const partial: Report = {
  verdict: 'partial',
  parts: [
    copied('texts', 3),
    { part: 'settings', outcome: 'copied', count: 6, of: 6, notes: ['dependsOnOriginal'] },
    copied('people', 1),
    copied('parent', 1),
    copied('files', 12),
    copied('attachments', 2),
    copied('thumbnails', 1),
    copied('storyboard', 5),
    { part: 'liveStoryboard', outcome: 'notCopied', of: undefined, reason: 'noInterface', names: [] },
    copied('breakouts', 1),
    { part: 'interactions', outcome: 'notCopied', of: undefined, reason: 'noInterface', names: [] },
    { part: 'cuePoints', outcome: 'copied', count: 3, of: 3, notes: ['visible'] },
    { part: 'metadata', outcome: 'none' },
    { part: 'recordings', outcome: 'notCopied', of: 1, reason: 'neverCopied', names: ['recordedEntryId'] },
    { part: 'publishing', outcome: 'notCopied', of: 2, reason: 'notPublished', names: [] },
  ],
};

const complete: Report = {
  verdict: 'complete',
  parts: partial.parts.filter(({ outcome }) => outcome === 'copied'),
};

const faulty: Report = {
  verdict: 'faulty',
  parts: [
    ...complete.parts.filter(({ part }) => part !== 'files'),
    {
      part: 'files',
      outcome: 'incomplete',
      count: 11,
      of: 12,
      reason: 'missing',
      names: ['Lecture 7.pdf'],
      notes: [],
    },
  ],
};

type Changes = Partial<Omit<ViewIn<'job'>, 'state' | 'job'>> & Partial<Pick<JobView, 'edits' | 'progress'>>;

/** The window of the job in a state. */
const inState = (
  state: JobStateView,
  { edits = job.edits, progress = job.progress, ...changes }: Changes = {},
): ViewIn<'job'> => ({
  state: 'job',
  job: { ...job, edits, progress, state },
  asksBeforeUndo: false,
  draft: undefined,
  trouble: undefined,
  ...changes,
});

const ready = (report: Report): JobStateView => ({ kind: 'ready', report, pending: undefined });

/** When a room was made that may be the new one. */
const MADE = Date.UTC(2026, 9, 18, 12, 4);

/** A description that tries to run, to load and to lead away. */
export const HOSTILE: ViewIn<'form'> = {
  ...form,
  original: {
    ...ORIGINAL,
    description:
      '<p onclick="hacked = 1">Hello <img src="https://evil.example/x.png" onerror="hacked = 1">' +
      '<a href="javascript:hacked = 1">a</a><span style="color: red; background: url(https://evil.example/y)">s</span></p>' +
      '<script>hacked = 1</script><style>@import "https://evil.example/z"</style>' +
      '<iframe src="https://evil.example/"></iframe><table><tr><td><svg onload="hacked = 1"></svg></td></tr></table>',
  },
};

/** The rooms come from a host that the browser does not let us read. */
export const HOST_NOT_ALLOWED: ViewIn<'failed'> = {
  state: 'failed',
  problem: { code: 'hostNotAllowed', details: 'media.example.org' },
  retry: true,
};

/** Every state of the window over a room's page. */
export const DIALOG_VIEWS = {
  reading: { state: 'reading' },
  form,
  'form-services': {
    ...form,
    contents: { ...CONTENTS, interactions: 14, liveStoryboard: 7 },
    leaveOut: ['breakouts'],
    activity: { kind: 'offered', name: 'Algebra I live', checked: true },
  },
  'form-empty': {
    ...form,
    original: { name: 'Empty room', description: '', tags: '' },
    contents: {
      ...CONTENTS,
      files: 0,
      attachments: null,
      storyboardItems: 0,
      breakouts: 0,
      cuePoints: 0,
      chat: 'off',
      recordings: false,
    },
    activity: { kind: 'impossible', name: 'Algebra I live', reason: 'activityByTool' },
  },
  'form-busy': {
    ...form,
    busy: true,
    earlier: { jobId: 'job-4', name: 'Algebra I, group A', startedAt: MADE },
  },
  'form-again': {
    ...form,
    draft: { texts: { ...ORIGINAL, name: 'Typed before' }, leaveOut: ['files'], copyActivity: false },
    earlier: { jobId: 'job-4', name: 'Algebra I, group A', startedAt: MADE },
  },
  progress: inState({ kind: 'running' }),
  'progress-checking': inState(
    { kind: 'running' },
    {
      progress: {
        ...{ done: 22, of: 22, underWay: 0 },
        parts: job.progress.parts.map(({ part, of }) => ({ part, done: of, of })),
      },
    },
  ),
  'progress-waiting': inState(
    { kind: 'waiting', until: 'session', problem: { code: 'sessionOver' } },
    { edits: { state: 'pending' } },
  ),
  'ready-complete': inState(ready(complete)),
  'ready-partial': inState(ready(partial), { edits: { state: 'stored' } }),
  'ready-faulty': inState(ready(faulty), {
    edits: { state: 'refused', problem: { code: 'descriptionUnsafe' } },
  }),
  'ready-pending': inState({
    kind: 'ready',
    report: partial,
    pending: { until: 'moodle', problem: { code: 'moodleAway' } },
  }),
  'ready-undo': inState(ready(complete), { asksBeforeUndo: true }),
  decision: inState({
    kind: 'decision',
    about: 1,
    candidates: [
      { entryId: '1_x7k2m9qa', name: COPY.name, createdAt: MADE },
      { entryId: '1_p4d8w1ze', name: COPY.name, createdAt: MADE + 60_000 },
    ],
    during: 'cloning',
  }),
  removing: inState({ kind: 'removing', pending: undefined }),
  undone: inState({ kind: 'undone' }),
  'failed-job': inState({
    kind: 'failed',
    problem: { code: 'serverFault', details: 'baseEntry.clone INTERNAL_SERVERL_ERROR' },
    leftovers: ['1_x7k2m9qa'],
  }),
  failed: { state: 'failed', problem: { code: 'noAnswer', details: 'baseEntry.get' }, retry: true },
  gone: { state: 'gone' },
  refused: { state: 'refused' },
} as const satisfies Readonly<Record<string, View>>;

const named = (jobId: string, name: string, original: string): JobView => ({
  ...job,
  jobId,
  texts: { ...COPY, name },
  original: { ...job.original, name: original },
});

export const NO_JOBS: JobsAnswer = { jobs: [], left: 0, batches: [], batchesLeft: 0, trouble: undefined };

/** A job in each of its states, as the popup lists them. */
export const JOBS: JobsAnswer = {
  trouble: undefined,
  batches: [],
  left: 0,
  batchesLeft: 0,
  jobs: [
    job,
    {
      ...named('job-2', 'Geometry, group B', 'Geometry'),
      state: { kind: 'waiting', until: 'time', problem: { code: 'noAnswer' } },
    },
    {
      ...named('job-3', 'Statistics, autumn', 'Statistics'),
      state: {
        kind: 'decision',
        about: 1,
        candidates: [{ entryId: '1_x7k2m9qa', name: 'Statistics, autumn', createdAt: 0 }],
        during: 'cloning',
      },
    },
    {
      ...named('job-4', 'אלגברה לינארית', 'אלגברה'),
      room: '1_new00001',
      state: { kind: 'ready', report: complete, pending: undefined },
    },
    {
      ...named('job-5', 'Logic', 'Logic, spring'),
      room: '1_new00002',
      state: { kind: 'ready', report: partial, pending: undefined },
    },
    {
      ...named('job-6', 'Calculus', 'Calculus, spring'),
      state: { kind: 'failed', problem: { code: 'notFound' }, leftovers: [] },
    },
    { ...named('job-7', 'Probability', 'Probability'), state: { kind: 'undone' } },
  ],
};

/** What an account allows; its names are as long as Kaltura's are. */
export const ACCOUNT_CHECK: AccountCheck = {
  ...{ host: 'https://www.kaltura.com', partnerId: 1234567, version: undefined, clockOffset: 3, rooms: 42 },
  rows: [
    { kind: 'call', name: 'attachment_attachmentasset.list', verdict: 'no', code: 'SERVICE_FORBIDDEN' },
    {
      kind: 'permission',
      name: 'BASE_USER_SESSION_PERMISSION',
      verdict: 'unknown',
      code: 'ACTION_FORBIDDEN',
    },
    { kind: 'service', name: 'chat', verdict: 'yes' },
    { kind: 'part', name: 'liveStoryboard', verdict: 'no' },
    { kind: 'part', name: 'files', verdict: 'yes' },
  ],
};

export const SETTINGS: SettingsView = {
  settings: DEFAULTS,
  fixed: [],
  policyRefused: [],
  sites: [
    { pattern: '*://*.kaf.kaltura.com/*', host: '*.kaf.kaltura.com', kind: 'fixed', allowed: true },
    { pattern: 'https://moodle.example.edu/*', host: 'moodle.example.edu', kind: 'policy', allowed: false },
    { pattern: 'https://media.example.org/*', host: 'media.example.org', kind: 'granted', allowed: true },
  ],
};

/** Where the browser gave no site at all, as Firefox may do. */
export const WITHHELD: SettingsView['sites'] = [
  { pattern: '*://*.kaf.kaltura.com/*', host: '*.kaf.kaltura.com', kind: 'fixed', allowed: false },
];

/** In a package that a school has made for its own pages. */
export const SCHOOL: SettingsView['sites'] = [
  { pattern: '*://*.kaf.kaltura.com/*', host: '*.kaf.kaltura.com', kind: 'fixed', allowed: true },
  { pattern: 'https://moodle.uni.example/*', host: 'moodle.uni.example', kind: 'school', allowed: true },
  { pattern: 'https://media.uni.example/*', host: 'media.uni.example', kind: 'school', allowed: false },
];

/** The same where an administrator fixed most of it. */
export const FIXED_SETTINGS: SettingsView = {
  ...SETTINGS,
  settings: { ...DEFAULTS, namePattern: '{name} (copy)', chatService: 'https://rooms.example.org/chat' },
  fixed: ['namePattern', 'leaveOut', 'settingsFrom', 'chatService', 'notifications', 'language'],
  policyRefused: [
    { path: 'sites[0]', value: '"moodle.example.edu:8443"' },
    { path: 'fixed.copyActivity', value: '"false"' },
  ],
};
