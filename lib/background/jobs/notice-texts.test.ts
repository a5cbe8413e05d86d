import { expect, test } from 'vitest';
import { viewOf } from '../../clone/job/view.ts';
import { sampleJob } from '../../clone/samples.ts';
import type { PartReport, Report } from '../../room/report/report.ts';
import { inEnglish } from '../../texts/english.ts';
import { bannerMessage, notificationText } from './notice-texts.ts';

const report = (verdict: Report['verdict'], parts: readonly PartReport[] = []): Report => ({
  verdict,
  parts,
});

const ready = (verdict: Report['verdict']) =>
  viewOf(sampleJob({ state: { kind: 'ready', finished: { report: report(verdict), leftAt: 1 } } }));

test.each([
  ['complete', 'Clone room is ready', undefined],
  ['partial', 'Clone room is ready', 'Show what is left'],
  ['faulty', 'The new room has faults', 'Show what is left'],
] as const)('a room that is %s is told as that, with the way to what is left', (verdict, title, details) => {
  expect(notificationText(ready(verdict), inEnglish)).toMatchObject({ title, details });
  const banner = bannerMessage('job', report(verdict), { t: inEnglish, language: 'en' });
  expect(banner).toMatchObject({ isWhole: verdict === 'complete', details });
});

test('a job at work, or undone, is told by nothing; one that failed by why', () => {
  const of = (state: Parameters<typeof sampleJob>[0]) =>
    notificationText(viewOf(sampleJob(state)), inEnglish);
  expect(of({ state: { kind: 'running' } })).toBeUndefined();
  expect(of({ state: { kind: 'undone' } })).toBeUndefined();
  expect(of({ state: { kind: 'failed', problem: { code: 'notFound' }, leftovers: [] } })?.message).toBe(
    '“Copy”: Kaltura does not find this room. It may have been deleted. Reload the page.',
  );
});

test.each([
  ['notFound', 'Cloning did not finish'],
  ['activityLeft', 'Cloning undone in part'],
  ['copiesLeft', 'Cloning undone in part'],
] as const)('a job that ended by %s is headed “%s”', (code, title) => {
  const view = viewOf(sampleJob({ state: { kind: 'failed', problem: { code }, leftovers: [] } }));
  expect(notificationText(view, inEnglish)?.title).toBe(title);
});

test('the banner says that the course must be reloaded only where an activity was copied, and in which language', () => {
  const activity: PartReport = { part: 'activity', outcome: 'copied', count: 1, of: 1, notes: [] };
  const of = (parts: readonly PartReport[], language: 'en' | 'he') =>
    bannerMessage('job', report('complete', parts), { t: inEnglish, language });
  expect(of([activity], 'he')).toMatchObject({
    text: 'Room was successfully cloned. The copied activity shows after a reload of the course.',
    ...{ language: 'he', direction: 'rtl' },
  });
  expect(of([], 'en')).toMatchObject({ text: 'Room was successfully cloned.', direction: 'ltr' });
});
