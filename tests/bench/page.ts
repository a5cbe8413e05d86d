import { rm } from 'node:fs/promises';
import type { CDPSession, Page } from '@playwright/test';
import { type Campus, startCampus } from '../campus/campus.ts';
import { OWNER } from '../campus/demo/people.ts';
import { type ExtensionBrowser, launchBrowser } from '../e2e/support/browser.ts';
import { editCourse, signIn } from '../e2e/support/moodle-fixture.ts';
import { logIn, MOODLE } from '../e2e/support/steps.ts';
import { listPage } from '../pages/design-system.ts';
import { type Area, interleaved, median, type Plot, rounded, type Table } from './area.ts';
import { PEERS, writePeer } from './peers.ts';
import { costOf, type Cost, type TraceEvent } from './trace.ts';

/** What a page pays for our scripts while nobody clones, and how long it is kept from its own work at a time. */
export const pageCost: Area = { name: 'page', runs: 3, measure };

/** A processor as it is, and one so many times slower. */
const RATES = [1, 6] as const;
/** Ours, and what it is compared with. */
const SUBJECTS = ['ours', ...PEERS] as const;
type Extension = (typeof SUBJECTS)[number];
/** On the slower processor long tasks of ours are looked for: beside the page alone, since the others take minutes there. */
const isAtRate = (rate: number, name: Extension): boolean =>
  rate === 1 || name === 'ours' || name === 'nothing';
const ACTIVITIES = 200;
const COURSE = { version: '5.1', theme: 'classic', language: 'en' } as const;
/** Until nothing of an extension is due any more, in milliseconds. */
const REST_MS = 500;
/** A course to which nothing is added for so long has all that it gets. */
const QUIET_MS = 700;
/** Frames in each of which something small changes: what one costs is the same for the next. */
const FRAMES = 60;

interface Place {
  readonly campus: Campus;
  readonly page: Page;
}

interface Scenario {
  /** Where it begins. */
  readonly from: (place: Place) => Promise<unknown>;
  /** What is measured. */
  readonly run: (place: Place) => Promise<unknown>;
}
type Scenarios = Readonly<Record<string, Scenario>>;

/** A page of Kaltura's in a tab of its own. @returns its address */
async function openRoom({ campus, page }: Place): Promise<string> {
  const activity = campus.activities.find(({ newWindow }) => newWindow);
  await page.goto(`${MOODLE}/mod/lti/launch.php?id=${activity?.cmid}`);
  return page.url();
}
/** Such a page, with what becomes of it while somebody reads it. */
const inRoom = (run: (page: Page) => Promise<unknown>): Scenario => ({
  from: openRoom,
  run: ({ page }) => run(page),
});

/** Runs in a page: adds this markup in so many parts, one a frame. */
async function inFrames(page: Page, parts: readonly string[]): Promise<void> {
  await page.evaluate(async (all) => {
    for (const part of all) {
      document.body.append(...new DOMParser().parseFromString(part, 'text/html').body.childNodes);
      await new Promise((done) => requestAnimationFrame(done));
    }
  }, parts);
}

const rows = (from: number, count: number): string =>
  listPage(
    Array.from({ length: count }, (_, at) => ({
      entryId: `1_row${String(from + at).padStart(5, '0')}`,
      buttons: '<button aria-haspopup="true">…</button>',
    })),
  );

const KALTURA: Scenarios = {
  'no room': {
    from: openRoom,
    run: ({ page }) => page.goto(new URL('/my-channels', page.url()).href),
  },
  'a room': { from: openRoom, run: ({ page }) => page.reload() },
  'a list of 500 rows in batches': inRoom((page) =>
    inFrames(
      page,
      Array.from({ length: 10 }, (_, at) => rows(at * 50, 50)),
    ),
  ),
  '60 batches of 100 nodes': inRoom((page) =>
    inFrames(
      page,
      Array.from({ length: 60 }, () => `<div>${'<p><b>Hello</b> all</p>'.repeat(50)}</div>`),
    ),
  ),
  [`a chat: a line in each of ${FRAMES} frames`]: inRoom((page) =>
    inFrames(
      page,
      Array.from({ length: FRAMES }, () => '<p><b>Noa</b> Hello</p>'),
    ),
  ),
  [`an attribute that toggles in each of ${FRAMES} frames`]: inRoom((page) =>
    page.evaluate(async (frames) => {
      for (let at = 0; at < frames; at += 1) {
        document.querySelector('button')?.setAttribute('aria-expanded', String(at % 2 === 0));
        await new Promise((done) => requestAnimationFrame(done));
      }
    }, FRAMES),
  ),
};

/** Those that went through the course once, so that what is kept of it is there. */
const wentThrough = new WeakSet<Place>();

const MOODLE_COURSE: Scenarios = {
  'a Moodle course of 200 rooms, for the first time': {
    from: ({ page }) => page.evaluate(() => sessionStorage.clear()),
    run: throughCourse,
  },
  'a Moodle course of 200 rooms, again': {
    from: async (place) => {
      if (!wentThrough.has(place)) await throughCourse(place);
    },
    run: throughCourse,
  },
};

/** To its end in one go, until nothing is put into it any more: with ours, until every room has its item. */
async function throughCourse(place: Place): Promise<void> {
  const { page } = place;
  await page.reload();
  await page.locator('li.activity').last().scrollIntoViewIfNeeded();
  await page.evaluate(
    (quietMs) =>
      new Promise<void>((done) => {
        let timer = setTimeout(done, quietMs);
        new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(done, quietMs);
        }).observe(document.body, { childList: true, subtree: true });
      }),
    QUIET_MS,
  );
  wentThrough.add(place);
}

async function measure({ runs, pages = '', say }: Parameters<Area['measure']>[0]): Promise<readonly Table[]> {
  const subjects: Subject[] = [];
  try {
    for (const name of SUBJECTS) subjects.push(await Subject.start(name));
    const table: (string | number | undefined)[][] = [];
    const take = async (scenarios: Scenarios, among: readonly Subject[]): Promise<void> => {
      for (const [name, scenario] of Object.entries(scenarios))
        for (const rate of RATES) {
          say(`What a page pays: ${name}, ${rate}×, ${runs} times each`);
          const measured = among.filter((subject) => isAtRate(rate, subject.name));
          const samples = await interleaved(
            runs,
            measured.map((subject) => () => subject.cost(scenario, rate)),
          );
          for (const [at, costs] of samples.entries()) {
            const row = [name, `${rate}×`, measured[at]?.name, ...figures(costs)];
            say(row.join(' · '));
            table.push(row);
          }
        }
    };
    const wanted = (all: Scenarios): Scenarios =>
      Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith(pages)));
    for (const subject of subjects) await logIn(subject.page, OWNER);
    await take(wanted(KALTURA), subjects);
    for (const { campus, page } of subjects) {
      const { course } = campus.moodleSite(COURSE);
      while (course.modules.length < ACTIVITIES + 10) course.duplicate(4);
      await editCourse(page, await signIn(page, COURSE));
    }
    await take(wanted(MOODLE_COURSE), subjects);
    return [
      {
        title: 'What a page pays',
        columns: [
          ...['page', 'slower', 'extension', 'all scripts', 'of them its own', 'its longest task'],
          ...['the worst run’s', 'its tasks of 50 ms or more', 'layouts that it forced'],
        ],
        rows: table,
        plot: plotOf(table),
        notes: [
          `Milliseconds: medians of ${runs} runs each, but for the last three columns, which are of all runs.`,
          'By the browser’s own trace, in the time that the page’s thread ran: other work of the machine counts for nothing. The extension’s is what its calls took; of what follows a promise, the share of the samples in which a script of the extension was on the stack.',
          'The extension "nothing" shows what the page takes by itself. The others are not measured on the slower processor.',
        ],
      },
    ];
  } finally {
    for (const subject of subjects) await subject.close();
  }
}

/** What each extension's scripts take of a page, on a processor as it is. */
function plotOf(rows: Table['rows']): Plot {
  const own = rows.filter(([, rate]) => rate === '1×');
  const series = SUBJECTS.filter((name) => own.some(([, , extension]) => extension === name));
  return {
    file: 'page-scripts',
    title: 'Scripts of an extension in a page',
    unit: 'ms',
    series,
    groups: [...new Set(own.map(([page]) => String(page)))].map((label) => ({
      label,
      values: series.map((name) => {
        const ms = own.find(([page, , extension]) => page === label && extension === name)?.[4];
        return typeof ms === 'number' ? ms : undefined;
      }),
    })),
  };
}

function figures(costs: readonly Cost[]): (number | undefined)[] {
  const of = (pick: (cost: Cost) => number): number | undefined => rounded(median(costs.map(pick)), 1);
  return [
    ...[of(({ scriptMs }) => scriptMs), of(({ ownMs }) => ownMs), of(({ longestMs }) => longestMs)],
    rounded(Math.max(...costs.map(({ longestMs }) => longestMs)), 1),
    costs.reduce((sum, { longTasks }) => sum + longTasks, 0),
    costs.reduce((sum, { forcedLayouts }) => sum + forcedLayouts, 0),
  ];
}

/** One extension in a browser and a campus of its own. */
class Subject implements Place {
  readonly name: Extension;
  readonly campus: Campus;
  readonly page: Page;
  readonly #browser: ExtensionBrowser;
  readonly #devtools: CDPSession;
  readonly #folder: string | undefined;

  private constructor(
    name: Extension,
    campus: Campus,
    browser: ExtensionBrowser,
    page: Page,
    devtools: CDPSession,
    folder: string | undefined,
  ) {
    this.name = name;
    this.campus = campus;
    this.page = page;
    this.#browser = browser;
    this.#devtools = devtools;
    this.#folder = folder;
  }

  static async start(name: Extension): Promise<Subject> {
    const campus = await startCampus({ serviceUrl: 'kaltura-host' });
    const folder = name === 'ours' ? undefined : await writePeer(name);
    const browser = await launchBrowser({ campus, ...(folder !== undefined && { instead: folder }) });
    const page = browser.context.pages()[0] ?? (await browser.context.newPage());
    return new Subject(name, campus, browser, page, await browser.context.newCDPSession(page), folder);
  }

  /** Of one run, on a processor that is so many times slower. */
  async cost(scenario: Scenario, rate: number): Promise<Cost> {
    await scenario.from(this);
    await this.page.waitForTimeout(REST_MS);
    await this.#devtools.send('Emulation.setCPUThrottlingRate', { rate });
    const events = await traced(this.#devtools, async () => {
      await scenario.run(this);
      await this.page.waitForTimeout(REST_MS);
    });
    await this.#devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    const own = `chrome-extension://${this.#browser.extensionId}/`;
    return costOf(events, (url) => url.startsWith(own));
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.campus.close();
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }
}

/** What the browser traced of this page meanwhile. */
async function traced(devtools: CDPSession, work: () => Promise<void>): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = [];
  const gather = ({ value }: { value: unknown[] }): void => void events.push(...(value as TraceEvent[])); // as Chromium writes them
  devtools.on('Tracing.dataCollected', gather);
  const complete = new Promise<void>((done) => devtools.once('Tracing.tracingComplete', () => done()));
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: [
        ...['devtools.timeline', 'disabled-by-default-devtools.timeline'],
        ...['disabled-by-default-v8.cpu_profiler', '__metadata'],
      ],
      excludedCategories: ['*'],
    },
  });
  await work();
  await devtools.send('Tracing.end');
  await complete;
  devtools.off('Tracing.dataCollected', gather);
  return events;
}
