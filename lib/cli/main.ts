import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { FileJournal } from '../clone/engine/file-journal.ts';
import { type Ports, runJob, startJob } from '../clone/workflow/commands.ts';
import type { Job } from '../clone/job/record.ts';
import { problemOf } from '../clone/job/problem-of.ts';
import { dueAt } from '../clone/job/state.ts';
import { viewOf } from '../clone/job/view.ts';
import { obstacleOf } from '../clone/reading/eligibility.ts';
import { readForClone } from '../clone/reading/read-room.ts';
import { roomServices } from '../clone/reading/room-services.ts';
import { kalturaClient } from '../kaltura/client.ts';
import { sameService } from '../kaltura/session.ts';
import { getUser } from '../kaltura/user.ts';
import type { JobView } from '../room/job-view.ts';
import { checkName, defaultCloneName } from '../room/name.ts';
import type { Problem } from '../room/problem.ts';
import { textsOf } from '../room/room.ts';
import { inEnglish as t } from '../texts/english.ts';
import { problemText, type ReportLine, type ReportLines, reportLines } from '../texts/report-lines.ts';
import { type Options, readOptions, USAGE } from './options.ts';

/** The command-line twin of the extension: the same clone, in Node. */

const EXIT = { complete: 0, failed: 1, partial: 2, waiting: 3, decision: 4, usage: 64 } as const;
/** With a journal file another run can go on; without one this run is the only one. */
const PATIENCE_MS = { withFile: 2 * 60_000, without: 15 * 60_000 } as const;

const options = readOptions(process.argv.slice(2), process.env);
process.exitCode = 'usage' in options ? wrongUsage(options.usage) : await clone(options);

function wrongUsage(message: string): number {
  print(message === '' ? USAGE : `${message}\n\n${USAGE}`);
  return message === '' ? EXIT.complete : EXIT.usage;
}

async function clone({ session, room, texts, journal: file, services, json }: Options): Promise<number> {
  const journal = new FileJournal<Job>(file);
  const client = kalturaClient(session);
  const ports: Ports = {
    journal,
    clock: { now: () => Date.now(), random: () => Math.random() },
    client: () => Promise.resolve(client),
    services: (addresses) => roomServices(addresses, session),
    changed: (job) => {
      const { done, of } = viewOf(job).progress;
      if (!json) process.stderr.write(`\r${t('dialog.progress', { done, of })}  `);
    },
  };
  const who = await client.call(getUser());
  if (!who.ok) return fail(problemOf(who.failure), json);
  // One job a journal, room, account and person: run again, it resumes. Nobody goes on with somebody else's. Its id is
  // its own all the same: another process may clone the same room for the same person at the same time.
  const person = who.value.id.toLowerCase();
  const known = (await journal.jobs()).find(
    ({ service, user, original }) =>
      sameService(service, session.service) && user.toLowerCase() === person && original.entry.id === room,
  );
  const id = known?.id ?? randomUUID();
  if (!known) {
    const reading = await readForClone(client, room);
    const problem = obstacleOf(reading);
    if (problem) return fail(problem, json);
    if (!reading.ok) return EXIT.failed;
    const original = textsOf(reading.value.room.entry);
    const name =
      texts.name?.trim() ?? defaultCloneName(t('dialog.defaultName', { name: '{name}' }), original.name);
    const wrong = checkName(name);
    if (wrong) return fail({ code: wrong }, json);
    const wanted = { ...original, ...texts, name };
    const options = {
      leaveOut: [],
      settingsFrom: 'original',
      services,
    } as const;
    const job = { id, service: session.service, reading: reading.value, texts: wanted, options };
    await startJob(job, ports);
  }
  const job = await runToEnd(id, ports, file === undefined ? PATIENCE_MS.without : PATIENCE_MS.withFile);
  if (!json) process.stderr.write('\n');
  return report(job, json);
}

/** Runs a job until it ends, waits for a session, or has waited too long. */
async function runToEnd(id: string, ports: Ports, patience: number): Promise<Job> {
  const start = Date.now();
  for (;;) {
    const job = await runJob(id, ports);
    const due = dueAt(job);
    if (due === undefined || due - start > patience) return job;
    await sleep(Math.max(0, due - Date.now()));
  }
}

function fail(problem: Problem, json: boolean): number {
  if (json) print(JSON.stringify({ state: 'failed', problem, leftovers: [] }));
  else print([problemText(problem, t), problem.details].filter(Boolean).join('\n'));
  return problem.code === 'sessionOver' || problem.code === 'noAnswer' ? EXIT.waiting : EXIT.failed;
}

function report(job: Job, json: boolean): number {
  const view = viewOf(job);
  if (json) print(JSON.stringify(jsonOf(view)));
  else printReport(view);
  const { state } = view;
  switch (state.kind) {
    case 'ready':
      return { complete: EXIT.complete, partial: EXIT.partial, faulty: EXIT.failed }[state.report.verdict];
    case 'running':
    case 'waiting':
    case 'removing':
      return EXIT.waiting;
    case 'decision':
      return EXIT.decision;
    case 'undone':
    case 'failed':
      return EXIT.failed;
  }
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

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
