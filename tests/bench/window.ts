import { startCampus } from '../campus/campus.ts';
import { OPENINGS, OpeningTimes, WORKER_STATES } from '../e2e/support/opening-times.ts';
import { type Area, interleaved, median, type Plot, rounded, type Table } from './area.ts';

/** So often each window is opened, at least: one opening more or less tells nothing. */
const LEAST_RUNS = 30;
/** So often a window is prepared and not used, at least. */
const LEAST_PREPARED = 5;
/** Ours takes at most so many times as long as a window that holds an input alone. */
const MOST_OF_REFERENCE = 1.5;
/** What is measured of each state of the worker; a window that is made at the click is not prepared, and costs what it costs. */
const SAID = {
  awake: 'awake',
  asleep: 'asleep when the pointer comes',
  stopped: 'stopped between menu and click',
} as const;
/** A teacher finds it awake, or wakes it by coming to the menu. In between nothing stops it that the window would not start again. */
const WITHOUT_GOAL = 'stopped';

/** How long a teacher waits for the window, beside an extension whose window holds an input and nothing else. */
export const windowOpening: Area = { name: 'window', measure };

async function measure({ runs, say }: Parameters<Area['measure']>[0]): Promise<readonly Table[]> {
  const campus = await startCampus({ serviceUrl: 'kaltura-host' });
  try {
    const times = await OpeningTimes.start(campus);
    try {
      const count = Math.max(runs, LEAST_RUNS);
      const rows: (string | number | undefined)[][] = [];
      const missed: string[] = [];
      for (const state of WORKER_STATES) {
        say(`Opening windows, ${count} times each; the worker is ${SAID[state]}`);
        const openings = state === 'awake' ? OPENINGS : OPENINGS.slice(0, 2);
        const samples = await interleaved(
          count,
          openings.map((opening) => () => times.sample(opening, state)),
        );
        const [ours = NaN, reference = NaN, unprepared] = samples.map(median);
        const ratio = rounded(ours / reference, 2) ?? NaN;
        if (state !== WITHOUT_GOAL && !(ratio <= MOST_OF_REFERENCE))
          missed.push(`${ratio} of the reference, worker ${SAID[state]}; the goal is ${MOST_OF_REFERENCE}`);
        rows.push([SAID[state], rounded(ours), rounded(reference), ratio, rounded(unprepared), count]);
      }
      say('Preparing windows that are not used');
      const prepared = await interleaved(Math.max(runs, LEAST_PREPARED), [() => times.preparing()]);
      return [
        preparingTable(prepared.flat()),
        {
          missed,
          title: 'From the click until the name can be typed',
          columns: ['worker', 'ours', 'reference', 'ratio', 'reference, made at the click', 'runs'],
          rows,
          notes: [
            'Milliseconds, medians. The goal: 50, and 1.5 of the reference.',
            'The menu is open 0.6 s before the click, as it is for a person; a click that comes sooner waits longer.',
            'An idle worker is stopped by the browser after 30 s. Asleep: as a teacher finds it, whose pointer wakes it on its way.',
            'Stopped: by force, a moment before the click; no goal. Left alone, a prepared window has it started again after 0.3 s.',
            'What is pressed in the first 0.4 s does not count, on purpose: that is no part of this.',
          ],
          plot: plotOf(rows),
        },
      ];
    } finally {
      await times.close();
    }
  } finally {
    await campus.close();
  }
}

/** @param rows a state of the worker, ours, the reference's, and what is not drawn */
const plotOf = (rows: Table['rows']): Plot => ({
  file: 'window-opening',
  title: 'From the click until the name can be typed',
  unit: 'ms',
  series: ['ours', 'a window that holds an input and nothing else'],
  groups: rows.map(([worker, ...times]) => ({
    label: `worker ${worker}`,
    values: times.slice(0, 2).map((time) => (typeof time === 'number' ? time : undefined)),
  })),
});

const preparingTable = (samples: readonly number[]): Table => ({
  title: 'A menu that is opened and not used: what the prepared window costs',
  columns: ['processor, ms', 'runs'],
  rows: [[rounded(median(samples)), samples.length]],
  notes: [
    'Of all processes of the browser: more than the same menu takes when the window is prepared already.',
  ],
});
