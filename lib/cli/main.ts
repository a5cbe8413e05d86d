import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { obstacleOf } from '../clone/reading/eligibility.ts';
import { isOpen, type Ports, runJob, startJob } from '../clone/job/job.ts';
import type { Job } from '../clone/engine/journal.ts';
import { sumOf } from '../clone/job/progress.ts';
import { readForClone } from '../clone/reading/read-room.ts';
import { kalturaClient } from '../kaltura/client.ts';
import type { Problem } from '../room/problem.ts';
import { checkName, defaultCloneName } from '../room/name.ts';
import { textsOf } from '../room/room.ts';
import { roomServices } from '../clone/reading/room-services.ts';
import { problemText, reportLines } from '../texts/report-lines.ts';
import { inEnglish as t } from '../texts/english.ts';
import { FileJournal } from '../clone/engine/file-journal.ts';
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
  const journal = new FileJournal(file);
  const client = kalturaClient(session);
  const ports: Ports = {
    journal,
    clock: { now: () => Date.now(), random: () => Math.random() },
    client: () => Promise.resolve(client),
    services: (addresses) => roomServices(addresses, session),
    changed: ({ progress }) => {
      if (!json) process.stderr.write(`\r${t('dialog.progress', { ...sumOf(progress) })}  `);
    },
  };
  // One job a journal, room and account: run again, it resumes.
  const id = createHash('sha256')
    .update(`${session.service.url}|${session.service.partnerId}|${room}`)
    .digest('hex');
  if (!(await journal.job(id))) {
    const reading = await readForClone(client, room, Date.now);
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
    const wakeAt = job.state.kind === 'waiting' ? job.state.wakeAt : undefined;
    if (!isOpen(job) || wakeAt === undefined || wakeAt - start > patience) return job;
    await sleep(Math.max(0, wakeAt - Date.now()));
  }
}

function fail(problem: Problem, json: boolean): number {
  if (json) print(JSON.stringify({ state: 'failed', problem, leftovers: [] }));
  else print([problemText(problem, t), problem.details].filter(Boolean).join('\n'));
  return problem.code === 'sessionOver' || problem.code === 'noAnswer' ? EXIT.waiting : EXIT.failed;
}

function report(job: Job, json: boolean): number {
  if (json)
    print(JSON.stringify({ state: job.state.kind, room: job.room, ...job.state, report: job.report }));
  else printReport(job);
  switch (job.state.kind) {
    case 'ready':
      return { complete: EXIT.complete, partial: EXIT.partial, faulty: EXIT.failed }[
        job.report?.verdict ?? 'faulty'
      ];
    case 'running':
    case 'waiting':
      return EXIT.waiting;
    case 'decision':
      return EXIT.decision;
    case 'undone':
    case 'broken':
      return EXIT.failed;
  }
}

function printReport({ state, room, report: found }: Job): void {
  if (room !== undefined) print(room);
  if (state.kind === 'waiting' || state.kind === 'broken') print(problemText(state.problem, t));
  if (state.kind === 'decision')
    print([problemText({ code: 'needsDecision' }, t), ...state.candidates].join('\n'));
  if (state.kind === 'broken' && state.leftovers.length > 0) {
    print(t('dialog.leftovers', { ids: state.leftovers.join(', ') }));
  }
  if (!found) return;
  for (const { text, more } of reportLines(found, t)) print([text, ...more].join('\n    '));
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
