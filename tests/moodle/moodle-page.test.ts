import { describe, expect, test } from 'vitest';
import type { MoodlePage } from '../../lib/moodle/page/moodle-page.ts';
import { STUDENT } from '../campus/demo/people.ts';
import { EACH_VERSION, VARIANTS } from '../campus/moodle/variant.ts';
import { ENTRY, moodleWorld, NEW_ENTRY } from './moodle-browser.ts';

const [FIRST] = EACH_VERSION;

const ids = async (page: MoodlePage): Promise<number[]> => {
  const state = await page.course(2);
  return state.ok ? state.value.map(({ cmid }) => cmid) : [];
};

describe.each(VARIANTS)('Moodle $version, $theme, $language', (variant) => {
  test('is read without a trace', async () => {
    const { moodle, open } = moodleWorld(variant);
    const page = await open();
    expect(await page.hello()).toEqual({ ok: true, value: { signedIn: true } });
    const course = await page.course(2);
    expect(course.ok && course.value.find(({ cmid }) => cmid === 4)).toEqual({
      cmid: 4,
      name: 'Live room (embedded)',
      module: 'lti',
      sectionId: 2,
      visible: true,
    });
    expect(await page.launch(4, 'lti')).toEqual({
      ok: true,
      value: { toolUrl: 'https://102.kaf.kaltura.com/embeddedrooms/index/view-room', entryId: ENTRY },
    });
    expect(await page.settings(4)).toEqual({
      ok: true,
      value: {
        name: 'Live room (embedded)',
        module: 'lti',
        visible: true,
        entry: { id: ENTRY, field: 'parameters' },
      },
    });
    expect(await page.settings(7)).toMatchObject({
      ok: true,
      value: { module: 'kalvidres', entry: { id: '1_video001', field: 'video' } },
    });
    expect(moodle.course.views).toEqual([]);
  });

  test('a copy is made hidden, right below, and rewritten; everything else of the form stays', async () => {
    const { moodle, open } = moodleWorld(variant);
    const page = await open();
    const before = await ids(page);
    expect((await page.duplicate(2, 4, before)).ok).toBe(true);
    const made = moodle.course.modules.find(({ id }) => !before.includes(id))!;
    expect(made).toMatchObject({ visible: false });
    expect((await ids(page)).indexOf(made.id)).toBe(before.indexOf(4) + 1);
    expect((await page.write(made.id, 'Group B & "C"', ENTRY, NEW_ENTRY)).ok).toBe(true);
    const original = moodle.course.must(4);
    expect(moodle.course.must(made.id)).toEqual({
      ...original,
      id: made.id,
      name: 'Group B & "C"',
      visible: false,
      customParameters: `entry_id=${NEW_ENTRY}\r\nroom_moderator=1`,
    });
    // Once more is the same; and another entry than the two is none of ours.
    expect((await page.write(made.id, 'Group B', ENTRY, NEW_ENTRY)).ok).toBe(true);
    expect(await page.write(made.id, 'Group B', '1_other567', '1_other568')).toEqual({
      ok: false,
      failure: { kind: 'unexpected' },
    });
    expect((await page.remove(2, made.id)).ok).toBe(true);
    expect(await ids(page)).toEqual(before);
    expect(await page.remove(2, made.id)).toMatchObject({ ok: false, failure: { kind: 'notThere' } });
  });
});

describe.each(EACH_VERSION)('Moodle $version refuses', (variant) => {
  test('a student everything but the launch', async () => {
    const { moodle, open } = moodleWorld(variant);
    const page = await open(STUDENT);
    expect(await page.settings(4)).toMatchObject({
      ok: false,
      failure: { kind: 'refused', code: 'nopermissions' },
    });
    expect(await page.duplicate(2, 4, [])).toMatchObject({ ok: false, failure: { kind: 'refused' } });
    expect(await page.hide(2, 4)).toMatchObject({ ok: false, failure: { kind: 'refused' } });
    expect(await page.remove(2, 4)).toMatchObject({ ok: false, failure: { kind: 'refused' } });
    expect(await page.launch(4, 'lti')).toMatchObject({ ok: true });
    expect(moodle.course.modules).toHaveLength(15);
  });

  test('an old sesskey, and is asked again with the one of now', async () => {
    const { moodle, open } = moodleWorld(variant);
    const page = await open();
    const before = await ids(page);
    moodle.renewSesskeys();
    expect((await page.duplicate(2, 4, before)).ok).toBe(true);
    expect(moodle.course.modules).toHaveLength(before.length + 1);
    moodle.renewSesskeys();
    expect((await page.hide(2, 4)).ok).toBe(true);
    moodle.renewSesskeys();
    expect((await page.course(2)).ok).toBe(true);
  });

  test('whoever is signed out', async () => {
    const { moodle, open } = moodleWorld(variant);
    const page = await open();
    moodle.endLogins();
    expect(await page.hello()).toEqual({ ok: true, value: { signedIn: false } });
    for (const answer of [
      await page.course(2),
      await page.settings(4),
      await page.launch(4, 'lti'),
      await page.hide(2, 4),
    ])
      expect(answer).toEqual({ ok: false, failure: { kind: 'signedOut' } });
  });
});

test('what is written is hidden by the form itself, too', async () => {
  const { moodle, open } = moodleWorld(FIRST!);
  const page = await open();
  expect((await page.write(4, 'New', ENTRY, NEW_ENTRY)).ok).toBe(true);
  expect(moodle.course.must(4)).toMatchObject({ visible: false, name: 'New' });
});

test('a form that is not as we know it is not sent', async () => {
  const { moodle, open } = moodleWorld(FIRST!);
  const page = await open();
  moodle.switches.changedForm = true;
  expect(await page.write(4, 'New', ENTRY, NEW_ENTRY)).toEqual({
    ok: false,
    failure: { kind: 'unexpected' },
  });
  expect(moodle.deeds).not.toContain('writeForm');
  expect(await page.settings(4)).toMatchObject({ ok: true, value: { name: 'Live room (embedded)' } });
  expect(await page.settings(4)).not.toHaveProperty('value.entry');
});

test.each(['lostBefore', 'lostAfter', 'fault'] as const)(
  '%s is an outcome that nobody knows',
  async (fault) => {
    const { moodle, open } = moodleWorld(FIRST!);
    const page = await open();
    moodle.switches.fault = (deed) => (deed === 'duplicate' ? fault : undefined);
    expect(await page.duplicate(2, 4, [])).toEqual({ ok: false, failure: { kind: 'lost' } });
  },
);

test('a connection that breaks in the middle of an answer is a lost one', async () => {
  const world = moodleWorld(FIRST!);
  const page = await world.open();
  world.through = async (effect) => {
    const { status, headers } = await effect();
    const body = new ReadableStream({ pull: (half) => half.error(new TypeError('Network')) });
    return new Response(body, { status, headers });
  };
  const lost = { ok: false, failure: { kind: 'lost' } };
  expect(await page.course(2)).toEqual(lost);
  expect(await page.settings(4)).toEqual(lost);
  expect(await page.launch(4, 'lti')).toEqual(lost);
  expect(await page.write(4, 'New', ENTRY, NEW_ENTRY)).toEqual(lost);
});

/** Every way in which an activity of the demo course opens something, by its id there. */
const KINDS = [
  ['LTI 1.1 by parameters', 4, 'lti', { entryId: ENTRY }, 'parameters'],
  ['LTI 1.1 by content selection', 10, 'lti', { entryId: ENTRY }, 'address'],
  ['LTI 1.3 by parameters', 11, 'lti', { entryId: ENTRY }, 'parameters'],
  ['LTI 1.3 in a window', 12, 'lti', { entryId: ENTRY }, 'parameters'],
  ['LTI 1.3 by content selection', 13, 'lti', { entryId: ENTRY }, 'address'],
  ["an LTI 1.1 tool's type", 14, 'lti', { entryId: ENTRY }, undefined],
  ["an LTI 1.3 tool's type, whatever the activity says", 15, 'lti', { entryId: ENTRY }, 'parameters'],
  ['a Kaltura video', 8, 'kalvidres', { entryId: '1_empty001' }, 'video'],
  ['a tool that opens no entry', 9, 'lti', {}, undefined],
] as const;

describe.each(EACH_VERSION)('Moodle $version, read without a trace:', (variant) => {
  test.each(KINDS)('%s', async (_kind, cmid, module, opens, field) => {
    const { moodle, open } = moodleWorld(variant);
    const page = await open();
    const launch = await page.launch(cmid, module);
    expect(launch.ok && launch.value.entryId).toBe('entryId' in opens ? opens.entryId : undefined);
    const settings = await page.settings(cmid);
    expect(settings.ok && settings.value.entry?.field).toBe(field);
    expect(moodle.course.views).toEqual([]);
  });

  test('by a student, LTI 1.3 included, who sees no settings', async () => {
    const page = await moodleWorld(variant).open(STUDENT);
    for (const cmid of [4, 10, 11, 13, 14])
      expect(await page.launch(cmid, 'lti')).toMatchObject({ ok: true, value: { entryId: ENTRY } });
  });

  test('where Moodle gives no token, what the settings name', async () => {
    const { moodle, open } = moodleWorld(variant);
    moodle.switches.fault = (deed) => (deed === 'token' ? 'noRight' : undefined);
    expect(await (await open()).launch(11, 'lti')).toMatchObject({ ok: true, value: { entryId: ENTRY } });
    const refused = await (await open(STUDENT)).launch(11, 'lti');
    expect(refused).toEqual({
      ok: true,
      value: { toolUrl: 'https://102.kaf.kaltura.com/embeddedrooms/index/view-room' },
    });
    moodle.switches.fault = (deed) => (deed === 'token' ? 'fault' : undefined);
    expect(await (await open()).launch(11, 'lti')).toEqual({ ok: false, failure: { kind: 'lost' } });
  });
});
