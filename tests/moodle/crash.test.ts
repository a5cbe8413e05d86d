import { describe, expect, test } from 'vitest';
import type { Job } from '../../lib/clone/job/record.ts';
import { EACH_VERSION, type Variant } from '../campus/moodle/variant.ts';
import { ACTIVITY, type Campus, campus, copies, NAME } from './moodle-half.ts';

/** One copy, hidden, that opens the new room; the original as it was. */
function expectWhole(made: Campus, job: Job, where: string): void {
  expect(job.state.kind, where).toBe('ready');
  const { customParameters } = made.before.find(({ id }) => id === ACTIVITY)!;
  const opening = customParameters.replace(made.room, String(job.room));
  expect(copies(made), where).toMatchObject([{ name: NAME, visible: false, customParameters: opening }]);
  const others = made.moodle.moodle.course.modules.filter(({ id }) =>
    made.before.some((was) => was.id === id),
  );
  expect(others, where).toEqual(made.before);
  expect(made.kaltura.kaltura.entries().filter(({ rootEntryId }) => rootEntryId === made.room)).toHaveLength(
    1,
  );
}

async function dying(
  variant: Variant,
  dies: (point: number) => boolean,
): Promise<{ made: Campus; job: Job; points: number }> {
  const made = await campus(variant);
  const started = await made.start();
  const first = made.kaltura.points();
  made.kaltura.dies((point) => dies(point - first));
  const job = await made.finish(started);
  return { made, job, points: made.kaltura.points() - first };
}

/** One for each of the two ways in which Duplicate is asked for; the versions between them ask as the later one. */
const EACH_WAY = EACH_VERSION.filter(({ version }) => version === '4.1' || version === '5.2');

describe.each(EACH_WAY)('in Moodle $version', (variant) => {
  test('the worker dies at every point: one copy, whole', { timeout: 60_000 }, async () => {
    const { points } = await dying(variant, () => false);
    expect(points).toBeGreaterThan(40);
    for (let at = 1; at <= points; at += 1) {
      const { made, job } = await dying(variant, (point) => point === at);
      expectWhole(made, job, `point ${at}`);
    }
  });

  test('the page closes at every request: one copy, whole', { timeout: 60_000 }, async () => {
    const closing = async (at: number): Promise<number> => {
      const made = await campus(variant);
      let sent = 0;
      made.moodle.through = async (effect) => {
        sent += 1;
        if (sent !== at) return effect();
        // Sent, and its answer comes to nobody: the page asks for nothing more.
        await effect().catch(() => undefined);
        made.closePage();
        return new Promise(() => undefined);
      };
      const job = await made.finish(await made.start());
      expectWhole(made, job, `request ${at}`);
      return sent;
    };
    const requests = await closing(Infinity);
    expect(requests).toBeGreaterThan(10);
    for (let at = 1; at <= requests; at += 1) await closing(at);
  });

  test('taken back at every point: the course is as it was', { timeout: 60_000 }, async () => {
    const { points } = await dying(variant, () => false);
    for (let at = 1; at <= points; at += 1) {
      const made = await campus(variant);
      const started = await made.start();
      const first = made.kaltura.points();
      let took: Promise<boolean> | undefined;
      made.kaltura.dies((point) => {
        if (point - first !== at) return false;
        took = made.kaltura.undo(started, true);
        return true;
      });
      const job = await made.finish(started);
      await took;
      const end = await made.finish(job);
      expect(end.state, `point ${at}`).toEqual({ kind: 'undone' });
      expect(made.moodle.moodle.course.modules, `point ${at}`).toEqual(made.before);
    }
  });
});
