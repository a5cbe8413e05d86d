import type { CDPSession, Page } from '@playwright/test';
import { type Campus, startCampus } from '../campus/campus.ts';
import { OWNER } from '../campus/demo/people.ts';
import { launchBrowser } from '../e2e/browser.ts';
import { editCourse, signIn } from '../e2e/moodle-fixture.ts';
import { logIn, MOODLE } from '../e2e/steps.ts';
import { listPage } from '../pages/design-system.ts';
import { type Area, interleaved, median, rounded, type Table } from './area.ts';
import { costOf, type Cost, type TraceEvent } from './trace.ts';

/** What a page pays for our scripts while nobody clones, and how long it is kept from its own work at a time. */
export const pageCost: Area = { name: 'page', measure };

/** A processor as it is, and one so many times slower. */
const RATES = [1, 4, 6] as const;
/** What of ours runs in pages. */
const SCRIPTS = ['menu', 'page', 'sessions', 'items', 'moodle', 'host'];
const ACTIVITIES = 200;
const COURSE = { version: '5.1', theme: 'classic', language: 'en' } as const;
/** Until nothing of ours is due any more, in milliseconds. */
const REST_MS = 3_000;

interface Place {
  readonly campus: Campus;
  readonly page: Page;
}

/** What is opened, and what happens in it. All of it is measured. */
type Scenario = (place: Place) => Promise<void>;

async function openActivity({ campus, page }: Place, opensRoom: boolean): Promise<void> {
  const activity = campus.activities.find(({ newWindow }) => newWindow);
  await page.goto(`${MOODLE}/mod/lti/launch.php?id=${activity?.cmid}`);
  if (!opensRoom) await page.goto(new URL('/my-channels', page.url()).href);
}

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

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'no room': (place) => openActivity(place, false),
  'a room': (place) => openActivity(place, true),
  'a list of 500 rows in batches': async (place) => {
    await openActivity(place, true);
    await inFrames(
      place.page,
      Array.from({ length: 10 }, (_, at) => rows(at * 50, 50)),
    );
  },
  '60 batches of 100 nodes': async (place) => {
    await openActivity(place, true);
    await inFrames(
      place.page,
      Array.from({ length: 60 }, () => `<div>${'<p><b>Hello</b> all</p>'.repeat(50)}</div>`),
    );
  },
  'a chat: a line in each of 200 frames': async (place) => {
    await openActivity(place, true);
    await inFrames(
      place.page,
      Array.from({ length: 200 }, () => '<p><b>Noa</b> Hello</p>'),
    );
  },
  'an attribute that toggles in each of 200 frames': async (place) => {
    await openActivity(place, true);
    await place.page.evaluate(async () => {
      for (let at = 0; at < 200; at += 1) {
        document.querySelector('button')?.setAttribute('aria-expanded', String(at % 2 === 0));
        await new Promise((done) => requestAnimationFrame(done));
      }
    });
  },
  'a Moodle course of 200 rooms, for the first time': async ({ page }) => {
    await page.evaluate(() => sessionStorage.clear());
    await page.reload();
    await throughCourse(page);
  },
  'a Moodle course of 200 rooms, again': async ({ page }) => {
    await page.reload();
    await throughCourse(page);
  },
};
const isCourse = (name: string): boolean => name.startsWith('a Moodle course');

/** To its end in one go, until every room has its item. */
async function throughCourse(page: Page): Promise<void> {
  await page.locator('li.activity').last().scrollIntoViewIfNeeded();
  await page.waitForFunction(
    (count) => document.querySelectorAll('[data-clone-room-activity]').length >= count,
    ACTIVITIES,
    { timeout: 120_000 },
  );
}

async function measure({ runs, pages = '', say }: Parameters<Area['measure']>[0]): Promise<readonly Table[]> {
  const campus = await startCampus({ serviceUrl: 'kaltura-host' });
  const browser = await launchBrowser({ campus });
  try {
    const page = browser.context.pages()[0] ?? (await browser.context.newPage());
    const place = { campus, page };
    const devtools = await browser.context.newCDPSession(page);
    const table: (string | number | undefined)[][] = [];
    const one = (scenario: Scenario, rate: number) => async (): Promise<Cost> => {
      await devtools.send('Emulation.setCPUThrottlingRate', { rate });
      const events = await traced(devtools, async () => {
        await scenario(place);
        await page.waitForTimeout(REST_MS);
      });
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
      return costOf(
        events,
        new Set(SCRIPTS.map((script) => `chrome-extension://${browser.extensionId}/${script}.js`)),
      );
    };
    const take = async (isWanted: (name: string) => boolean): Promise<void> => {
      for (const name of Object.keys(SCENARIOS).filter((each) => each.startsWith(pages) && isWanted(each))) {
        say(`What a page pays: ${name}, ${runs} times at each speed`);
        const scenario = SCENARIOS[name];
        if (!scenario) continue;
        const samples = await interleaved(
          runs,
          RATES.map((rate) => one(scenario, rate)),
        );
        for (const [at, costs] of samples.entries()) {
          const of = (pick: (cost: Cost) => number): number | undefined =>
            rounded(median(costs.map(pick)), 1);
          const worst = rounded(Math.max(...costs.map(({ longestMs }) => longestMs)), 1);
          const long = costs.reduce((sum, { longTasks }) => sum + longTasks, 0);
          const row = [
            ...[name, `${RATES[at]}×`, of(({ scriptMs }) => scriptMs), of(({ oursMs }) => oursMs)],
            ...[of(({ longestMs }) => longestMs), worst, long],
          ];
          say(row.join(' · '));
          table.push(row);
        }
      }
    };
    await logIn(page, OWNER);
    await take((name) => !isCourse(name));
    const { course } = campus.moodleSite(COURSE);
    while (course.modules.length < ACTIVITIES + 10) course.duplicate(4);
    await editCourse(page, await signIn(page, COURSE));
    await take(isCourse);
    return [
      {
        title: 'What a page pays',
        columns: [
          ...['page', 'slower', 'all scripts', 'of them ours', 'our longest task', 'the worst run’s'],
          'our tasks of 50 ms or more',
        ],
        rows: table,
        notes: [
          `Milliseconds: medians of ${runs} runs each, but for the last two columns, which are of all runs.`,
          'By the browser’s own trace, in the time that the page’s thread ran: other work of the machine counts for nothing. A task is ours by the share of its samples in which a script of ours was on the stack.',
        ],
      },
    ];
  } finally {
    await browser.close();
    await campus.close();
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
        ...['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
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
