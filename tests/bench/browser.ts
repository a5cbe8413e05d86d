import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession, Page } from '@playwright/test';
import { type Campus, startCampus } from '../campus/campus.ts';
import { OWNER } from '../campus/demo/people.ts';
import { seedBigRoom } from '../campus/demo/rooms.ts';
import { emulatorOf } from '../campus/emulator.ts';
import { type ExtensionBrowser, launchBrowser } from '../e2e/support/browser.ts';
import { expectHeading, logIn, openDialog, openMyMedia, openRoom, press } from '../e2e/support/steps.ts';
import { workerHeap } from '../e2e/support/worker-heap.ts';
import { type Area, interleaved, median, rounded, type Table } from './area.ts';
import { type Counted, countInWorker, countedIn } from './clone-counts.ts';
import { type KeptJob, KeptJobs } from './kept-jobs.ts';
import { packageSizes } from './package-sizes.ts';

/** What the browser holds of us: the package, a worker that is started and goes on, the popup, with clones made before. */
export const browserCost: Area = { name: 'browser', measure };

/** So many clones were made before. */
const COUNTS = [0, 50, 500] as const;
const PARTS = 300;
/** In the middle of the others: ids are random, and lists are in their order. */
const AT_WORK = '80000000-0000-4000-8000-000000000000';
/** What a clone does once its parts are copied: the steps without which it is at work still. */
const LASTLY = ['finish/', 'discard/', 'late/', 'publish', 'coeditors'];
/** Nothing takes so long that ends at all. */
const LONGEST_MS = 30_000;

async function measure({ runs, say }: Parameters<Area['measure']>[0]): Promise<readonly Table[]> {
  say('Building the package');
  const sizes = await packageSizes();
  const campus = await startCampus({ serviceUrl: 'kaltura-host' });
  const subjects: Subject[] = [];
  try {
    const name = `Room with ${PARTS - 1} files`;
    await seedBigRoom(campus.admin, PARTS - 1);
    for (const count of COUNTS) {
      say(`A browser for ${count} clones`);
      subjects.push(await Subject.start(campus, count, name));
    }
    const [first] = subjects;
    if (!first) throw new Error('There is no browser.');
    say(`A clone of a room of ${PARTS} parts`);
    const { job, counted } = await first.clone();
    for (const subject of subjects) await subject.fill(job);
    const samples = await interleaved(
      runs,
      subjects.map((subject) => () => {
        say(`The worker and the popup with ${subject.count} clones`);
        return subject.sample(job);
      }),
    );
    const held = await Promise.all(subjects.map((subject) => subject.held()));
    return [sizes, heldTable(samples, held, runs), countsTable(counted)];
  } finally {
    for (const subject of subjects) await subject.close();
    await campus.close();
  }
}

interface Sample {
  readonly popupMs: number;
  readonly popupAsleepMs: number;
  readonly answerMs: number;
  readonly answerAsleepMs: number;
  readonly resumedMs: number;
}

interface Held {
  readonly heapMiB: number | undefined;
  readonly diskMiB: number;
  readonly listKB: number;
}

function heldTable(samples: readonly (readonly Sample[])[], held: readonly Held[], runs: number): Table {
  const ofAll = samples.map((some) => {
    const of = (pick: (sample: Sample) => number): number | undefined => rounded(median(some.map(pick)));
    return {
      popup: of(({ popupMs }) => popupMs),
      asleep: of(({ popupAsleepMs }) => popupAsleepMs),
      start: of(({ answerMs, answerAsleepMs }) => answerAsleepMs - answerMs),
      resumed: of(({ resumedMs }) => resumedMs),
    };
  });
  return {
    title: `What the browser holds, with clones of rooms of ${PARTS} parts that were made before`,
    columns: [
      ...['clones', 'popup', 'popup, worker asleep', 'worker start', 'to a step resumed'],
      ...['worker, MiB', 'on disk, MiB', 'the list, kB'],
    ],
    rows: COUNTS.map((count, at) => {
      const { popup, asleep, start, resumed } = ofAll[at] ?? {};
      const { heapMiB, diskMiB, listKB } = held[at] ?? {};
      return [
        ...[count, popup, asleep, start, resumed],
        ...[rounded(heapMiB, 1), rounded(diskMiB, 1), rounded(listKB, 1)],
      ];
    }),
    notes: [
      `Milliseconds, medians of ${runs}.`,
      'popup: from its navigation until its first row is drawn. worker start: what a message takes longer that has to start it.',
      'to a step resumed: from the message that starts a stopped worker until Kaltura gets the next request of a clone at work.',
      'worker: its heap, after what nobody needs was collected. the list: what the popup is answered, each second.',
    ],
    plot: {
      file: 'browser-held',
      title: 'Popup and worker, with clones made before',
      unit: 'ms',
      series: ['popup', 'popup, worker asleep', 'to a step resumed'],
      groups: COUNTS.map((count, at) => {
        const { popup, asleep, resumed } = ofAll[at] ?? {};
        return { label: `${count} clones`, values: [popup, asleep, resumed] };
      }),
    },
  };
}

const countsTable = ({ steps, writes, writtenBytes, views, viewBytes, changes }: Counted): Table => ({
  title: `One clone of a room of ${PARTS} parts, from Save to ready`,
  columns: ['', 'times', 'kB', 'each, kB'],
  rows: [
    ['steps', steps, undefined, undefined],
    ['changes of the job', changes, undefined, undefined],
    [
      'writes into the journal',
      writes,
      rounded(writtenBytes / 1000, 1),
      rounded(writtenBytes / 1000 / writes, 2),
    ],
    ['views to the window', views, rounded(viewBytes / 1000, 1), rounded(viewBytes / 1000 / views, 2)],
  ],
  notes: [
    `${rounded(writes / steps, 1)} writes a step, ${rounded(views / changes, 1)} views a change. Bytes as JSON.`,
  ],
});

/** A browser in which so many clones were made. */
class Subject {
  readonly count: number;
  readonly #campus: Campus;
  readonly #browser: ExtensionBrowser;
  /** Moodle, with our window, and later the popup. */
  readonly #page: Page;
  /** A page of ours that asks for nothing by itself. */
  readonly #quiet: Page;
  readonly #devtools: CDPSession;
  readonly #journal: KeptJobs;

  private constructor(
    campus: Campus,
    browser: ExtensionBrowser,
    pages: { readonly room: Page; readonly quiet: Page },
    devtools: CDPSession,
    journal: KeptJobs,
    count: number,
  ) {
    this.#campus = campus;
    this.#browser = browser;
    this.#page = pages.room;
    this.#quiet = pages.quiet;
    this.#devtools = devtools;
    this.#journal = journal;
    this.count = count;
  }

  static async start(campus: Campus, count: number, roomName: string): Promise<Subject> {
    const browser = await launchBrowser({ campus });
    const { context, extensionId } = browser;
    context.setDefaultTimeout(LONGEST_MS);
    // What runs this file gives functions their names by a helper that is not in pages (esbuild's `keepNames`).
    await context.addInitScript('globalThis.__name ??= (named) => named;');
    await context.addInitScript(noteWhenDrawn, count === 0 ? '.popup > .quiet' : '.popup .job');
    const room = context.pages()[0] ?? (await context.newPage());
    await logIn(room, OWNER);
    await openMyMedia(room);
    await openRoom(room, roomName);
    const quiet = await context.newPage();
    await quiet.goto(`chrome-extension://${extensionId}/options.html`);
    const devtools = await context.newCDPSession(quiet);
    await devtools.send('ServiceWorker.enable');
    // The worker has made its journal by now: it was asked for the room.
    const journal = await KeptJobs.open(quiet);
    await room.bringToFront();
    return new Subject(campus, browser, { room, quiet }, devtools, journal, count);
  }

  /** Makes a clone, as a teacher does. */
  async clone(): Promise<{ readonly job: KeptJob; readonly counted: Counted }> {
    const worker = await this.#browser.worker();
    await worker.evaluate('globalThis.__name ??= (named) => named;');
    await worker.evaluate(countInWorker);
    const dialog = await openDialog(this.#page);
    await press(dialog, 'Save');
    await expectHeading(dialog, 'Clone room is ready', 2 * LONGEST_MS);
    const job = await this.#journal.only();
    const counted = await worker.evaluate(countedIn);
    await press(dialog, 'Close');
    return { job, counted };
  }

  async fill(job: KeptJob): Promise<void> {
    await within('the journal is filled', 2 * LONGEST_MS, this.#journal.fill(job, this.count));
  }

  async sample(job: KeptJob): Promise<Sample> {
    const popupMs = await this.#popup();
    const answerMs = await this.#asked();
    await this.#stopWorker();
    const answerAsleepMs = await this.#asked();
    await this.#stopWorker();
    const popupAsleepMs = await this.#popup();
    await this.#page.goto('about:blank');
    return { popupMs, answerMs, answerAsleepMs, popupAsleepMs, resumedMs: await this.#resumed(job) };
  }

  async held(): Promise<Held> {
    const { context, extensionId } = this.#browser;
    await this.#popup();
    const list = this.#quiet.evaluate(
      async () =>
        JSON.stringify(
          await (globalThis as unknown as Api).chrome.runtime.sendMessage({
            type: 'jobs.list',
            most: 20,
            mostBatches: 3,
          }),
        ), // a page of ours
    );
    const usage = this.#quiet.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
    return within('it is told what is held', LONGEST_MS, async () => ({
      heapMiB: await workerHeap(context, extensionId),
      diskMiB: (await usage) / 2 ** 20,
      listKB: Buffer.byteLength(await list) / 1000,
    }));
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }

  /** From the popup's navigation until its first row is drawn. */
  async #popup(): Promise<number> {
    await this.#page.goto(`chrome-extension://${this.#browser.extensionId}/popup.html`);
    await this.#page.waitForFunction(() => Reflect.has(globalThis, 'drawnAt'));
    return this.#page.evaluate(() => Reflect.get(globalThis, 'drawnAt') as number); // as `noteWhenDrawn` set it
  }

  /** What is answered without a look into the journal. */
  #asked(): Promise<number> {
    return within('a message is answered', LONGEST_MS, this.#quiet.evaluate(timeOfAnswer));
  }

  /** From the message that wakes the worker until the next request of a clone arrives that was at work. */
  async #resumed({ head, body, steps }: KeptJob): Promise<number> {
    const { requests } = emulatorOf(this.#campus);
    const atWork: KeptJob = {
      head: { ...head, id: AT_WORK, ...RUNNING },
      body,
      steps: steps.flatMap((step) =>
        LASTLY.some((start) => step.name.startsWith(start)) ? [] : [{ ...step, jobId: AT_WORK }],
      ),
    };
    await this.#stopWorker();
    await within('a clone is put to work', LONGEST_MS, this.#journal.put(atWork));
    const before = requests.length;
    const woken = Date.now();
    await this.#asked();
    const asked = await until('Kaltura is asked', () => requests[before]?.at);
    await until('the clone is ready', async () =>
      (await this.#journal.stateOf(AT_WORK)) === 'ready' ? true : undefined,
    );
    await within('the clone is taken away', LONGEST_MS, this.#journal.remove(AT_WORK));
    return asked - woken;
  }

  async #stopWorker(): Promise<void> {
    await within('the worker is stopped', LONGEST_MS, this.#devtools.send('ServiceWorker.stopAllWorkers'));
  }
}

const RUNNING = { state: { kind: 'running' }, announced: undefined, seen: false };

/** In the popup: notes when its first row is drawn, or that there is none. */
function noteWhenDrawn(row: string): void {
  if (!location.pathname.endsWith('/popup.html')) return;
  const look = (): void => {
    if (document.querySelector(row))
      requestAnimationFrame(() => Reflect.set(globalThis, 'drawnAt', performance.now()));
    else requestAnimationFrame(look);
  };
  look();
}

interface Api {
  readonly chrome: { readonly runtime: { readonly sendMessage: (message: object) => Promise<unknown> } };
}

async function timeOfAnswer(): Promise<number> {
  const began = performance.now();
  await (globalThis as unknown as Api).chrome.runtime.sendMessage({ type: 'sites.list' }); // a page of ours
  return performance.now() - began;
}

/** @throws where it takes longer */
async function within<T>(what: string, ms: number, work: Promise<T> | (() => Promise<T>)): Promise<T> {
  const over = new AbortController();
  const late = pause(ms, undefined, { signal: over.signal }).then(() => {
    throw new Error(`In ${ms} ms it did not come that ${what}.`);
  });
  try {
    return await Promise.race([typeof work === 'function' ? work() : work, late]);
  } finally {
    late.catch(() => undefined);
    over.abort();
  }
}

async function until<T>(what: string, ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const late = Date.now() + LONGEST_MS;
  for (;;) {
    const answer = await within(what, LONGEST_MS, async () => ask());
    if (answer !== undefined) return answer;
    if (Date.now() > late) throw new Error(`In ${LONGEST_MS} ms it did not come that ${what}.`);
    await pause(5);
  }
}
