import { FileJournal } from '../clone/engine/file-journal.ts';
import { JournalError, type JournalTrouble } from '../clone/engine/journal-error.ts';
import type { Job } from '../clone/job/record.ts';
import { problemOf } from '../clone/job/problem-of.ts';
import { viewOf } from '../clone/job/view.ts';
import { type KalturaClient, kalturaClient } from '../kaltura/transport/client.ts';
import type { UserId } from '../kaltura/ids.ts';
import { getUser } from '../kaltura/user.ts';
import { outcomeOf, outcomeOfProblem } from '../plan/outcome.ts';
import type { JobView } from '../room/report/job-view.ts';
import { defaultCloneName } from '../room/texts/name.ts';
import type { Problem } from '../room/report/problem.ts';
import { inEnglish as t } from '../texts/english.ts';
import { problemText, type ReportLine, type ReportLines, reportLines } from '../texts/report-lines.ts';
import { clonePlan } from './clone-plan.ts';
import { cloneRoom } from './clone-room.ts';
import { EXIT } from './exit.ts';
import { type Options, type PlanTask, readOptions, type RoomTask, USAGE } from './options.ts';
import { RunFolder } from './run-folder.ts';
import { print } from './terminal.ts';

/** The command-line twin of the extension: the same clone, in Node. */

/** With a journal file another run can go on; without one this run is the only one. */
const PATIENCE_MS = { withFile: 2 * 60_000, without: 15 * 60_000 } as const;

const JOURNAL_TROUBLE: Readonly<Record<JournalTrouble, string>> = {
  full: 'The disk is full, so the journal cannot be written. Make room, then run the same command again.',
  newer: 'The journal was written by a later version of this program. Use that one.',
  unavailable: 'The journal cannot be read or written. Name another file or folder with --journal.',
};

const options = readOptions(process.argv.slice(2), process.env);
process.exitCode =
  'usage' in options ? wrongUsage(options.usage) : await clone(options).catch(withoutJournal);

/** A journal that can't be used. Any other error is one of ours. */
function withoutJournal(error: unknown): number {
  if (!(error instanceof JournalError)) throw error;
  print(JOURNAL_TROUBLE[error.trouble]);
  return EXIT.failed;
}

function wrongUsage(message: string): number {
  print(message === '' ? USAGE : `${message}\n\n${USAGE}`);
  return message === '' ? EXIT.complete : EXIT.usage;
}

async function clone(options: Options): Promise<number> {
  const client = kalturaClient(options.session);
  const who = await client.call(getUser());
  if (!who.ok) return fail(problemOf(who.failure), options.json);
  const { task } = options;
  const user = who.value.id;
  return task.kind === 'room'
    ? cloneOne(options, task, client, user)
    : cloneMany(options, task, client, user);
}

async function cloneOne(
  { session, services, json }: Options,
  { room, texts, journal: file }: RoomTask,
  client: KalturaClient,
  user: UserId,
): Promise<number> {
  const cloned = await cloneRoom({
    session,
    client,
    user,
    room,
    texts: (original) => ({
      ...original,
      ...texts,
      name:
        texts.name?.trim() ?? defaultCloneName(t('dialog.defaultName', { name: '{name}' }), original.name),
    }),
    options: { leaveOut: [], services },
    journal: new FileJournal<Job>(file),
    patience: file === undefined ? PATIENCE_MS.without : PATIENCE_MS.withFile,
    changed: (job) => {
      const { done, of } = viewOf(job).progress;
      if (!json) process.stderr.write(`\r${t('dialog.progress', { done, of })}  `);
    },
  });
  if (cloned.kind === 'problem') return fail(cloned.problem, json);
  if (!json) process.stderr.write('\n');
  return report(cloned.job, json);
}

async function cloneMany(
  options: Options,
  task: PlanTask,
  client: KalturaClient,
  user: UserId,
): Promise<number> {
  const folder = RunFolder.take(task.journal, task.plan.names);
  if (typeof folder === 'string') return wrongUsage(folder);
  const isTerminal = process.stdout.isTTY && !options.json;
  return clonePlan({ options, task, plan: task.plan, folder, client, user, isTerminal });
}

function fail(problem: Problem, json: boolean): number {
  if (json) print(JSON.stringify({ state: 'failed', problem, leftovers: [] }));
  else print([problemText(problem, t), problem.details].filter(Boolean).join('\n'));
  return EXIT[outcomeOfProblem(problem)];
}

function report(job: Job, json: boolean): number {
  const view = viewOf(job);
  if (json) print(JSON.stringify(jsonOf(view)));
  else printReport(view);
  return EXIT[outcomeOf(view.state)];
}

function jsonOf({ room, state: { kind, ...state } }: JobView): object {
  return { state: kind, room, ...state };
}

function printReport({ state, room }: JobView): void {
  if (room !== undefined) print(room);
  switch (state.kind) {
    case 'ready':
      printLines(reportLines(state.report, t));
      return;
    case 'waiting':
      return print(problemText(state.problem, t));
    case 'failed':
      print(problemText(state.problem, t));
      if (state.leftovers.length > 0) print(t('dialog.leftovers', { ids: state.leftovers }));
      return;
    case 'decision': {
      const candidates = state.candidates.map(
        ({ entryId, name, createdAt }) => `${entryId} ${new Date(createdAt).toISOString()} ${name}`,
      );
      return print([problemText({ code: 'needsDecision' }, t), ...candidates].join('\n'));
    }
    case 'running':
    case 'removing':
    case 'undone':
  }
}

function printLines({ toDo, warnings, copied, others, count }: ReportLines): void {
  const block = (lines: readonly ReportLine[]): string[] =>
    lines.map(({ text, more }) => ['  ' + text, ...more].join('\n    '));
  if (toDo.length > 0) print([`${t('dialog.byHand')}:`, ...block(toDo)].join('\n'));
  for (const warning of warnings) print(warning);
  print([t('dialog.copiedParts', { count }), ...block([...copied, ...others])].join('\n'));
}
