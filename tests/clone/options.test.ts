import { reportOf } from './report.ts';
import { describe, expect, test } from 'vitest';
import type { CloneOptions, Job } from '../../lib/clone/job/record.ts';
import type { PartName, PartReport } from '../../lib/room/report/report.ts';
import { ADMIN } from '../campus/demo/admin.ts';
import { COEDITOR, OWNER } from '../campus/demo/people.ts';
import { seedRooms } from '../campus/demo/rooms.ts';
import { pictureOf } from './picture.ts';
import { type World, world } from './world.ts';

const TEXTS = { name: 'Cloned - Algebra', description: '', tags: '' };

const line = (job: Job, part: PartName): PartReport | undefined =>
  reportOf(job)?.parts.find((candidate) => candidate.part === part);

async function cloned(options: Partial<CloneOptions>): Promise<{ campus: World; job: Job; names: string[] }> {
  const campus = world();
  const { algebra } = await seedRooms(campus.admin);
  const job = await campus.finish(await campus.start(algebra, TEXTS, COEDITOR, undefined, options));
  const names = pictureOf(campus, job.room).children.map(
    (child) => (JSON.parse(child) as { name: string }).name, // as pictureOf wrote it
  );
  return { campus, job, names };
}

describe('what is left out', () => {
  test('files: the breakout room stays, empty, and the storyboard keeps what lives outside', async () => {
    const { campus, job, names } = await cloned({ leaveOut: ['files'] });
    expect(job.state.kind).toBe('ready');
    expect(names.sort()).toEqual(['Breakout 1', 'Storyboard']);
    expect(line(job, 'files')).toMatchObject({ outcome: 'notCopied', of: 5, reason: 'leftOut' });
    expect(line(job, 'storyboard')).toMatchObject({ outcome: 'copied', of: 1, notes: ['itemsLeftOut'] });
    expect(line(job, 'breakouts')).toMatchObject({ outcome: 'copied', count: 1 });
    expect(pictureOf(campus, job.room).children.join()).toContain('"items":["Welcome to the course"]');
  });

  test('breakout rooms: with the files in them', async () => {
    const { job, names } = await cloned({ leaveOut: ['breakouts'] });
    expect(names).not.toContain('Breakout 1');
    expect(line(job, 'breakouts')).toMatchObject({ outcome: 'notCopied', of: 1, reason: 'leftOut' });
    expect(line(job, 'files')).toMatchObject({ outcome: 'copied', count: 4, of: 4 });
  });

  test('the storyboard and the interactions', async () => {
    const { campus, job, names } = await cloned({ leaveOut: ['storyboard', 'interactions'] });
    expect(names).not.toContain('Storyboard');
    expect(line(job, 'storyboard')).toMatchObject({ outcome: 'notCopied', of: 1, reason: 'leftOut' });
    expect(line(job, 'cuePoints')).toMatchObject({ outcome: 'notCopied', reason: 'leftOut' });
    const filter = { objectType: 'KalturaCuePointFilter', entryIdEqual: job.room };
    expect(await campus.admin.must(ADMIN, 'cuepoint_cuepoint', 'list', { filter })).toMatchObject({
      totalCount: 0,
    });
  });

  test('a clone without what the teacher left out is no worse for it', async () => {
    const less = await cloned({ leaveOut: ['files', 'storyboard', 'breakouts', 'interactions'] });
    expect(reportOf(less.job)?.verdict).toBe('complete');
    expect(less.names).toEqual([]);
  });
});

describe('settings', () => {
  test('are taken from the original, and the report says that they may need it', async () => {
    const { job } = await cloned({});
    expect(line(job, 'settings')).toMatchObject({ outcome: 'copied', notes: ['dependsOnOriginal'] });
  });

  test("are taken from the original's own template where that is wanted", async () => {
    const campus = world();
    const { algebra, empty } = await seedRooms(campus.admin);
    const baseEntry = { objectType: 'KalturaRoomEntry', templateRoomEntryId: empty };
    await campus.admin.must(OWNER, 'baseEntry', 'update', { entryId: algebra, baseEntry });
    const started = campus.start(algebra, TEXTS, COEDITOR, undefined, { settingsFrom: 'template' });
    const job = await campus.finish(await started);
    const copy = await campus.admin.must(ADMIN, 'baseEntry', 'get', { entryId: job.room });
    expect(copy['templateRoomEntryId']).toBe(empty);
    expect(line(job, 'settings')).toMatchObject({ outcome: 'copied', notes: [] });
  });

  test('a schedule that is over is named', async () => {
    const campus = world();
    const { algebra } = await seedRooms(campus.admin);
    const baseEntry = { startDate: 1_700_000_000, endDate: 1_700_003_600 };
    await campus.admin.must(ADMIN, 'baseEntry', 'update', { entryId: algebra, baseEntry });
    const job = await campus.finish(await campus.start(algebra, TEXTS));
    expect(line(job, 'settings')).toMatchObject({ notes: ['dependsOnOriginal', 'scheduleOver'] });
  });

  test('the copy is whole when the original is deleted afterwards', async () => {
    const { campus, job, names } = await cloned({});
    const { original } = job;
    await campus.admin.must(OWNER, 'baseEntry', 'delete', { entryId: original.entry.id });
    const copy = await campus.admin.must(COEDITOR, 'baseEntry', 'get', { entryId: job.room });
    expect(copy).toMatchObject({ rootEntryId: original.entry.id, templateRoomEntryId: original.entry.id });
    expect(pictureOf(campus, job.room).children).toHaveLength(names.length);
  });
});
