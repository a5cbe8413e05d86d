import { expect, test } from 'vitest';
import { NASTY, HOSTILE_STRINGS } from './hostile-strings.ts';
import type { Job } from '../../lib/clone/job/record.ts';
import { COEDITOR, OWNER } from '../campus/demo/people.ts';
import { reportOf } from '../clone/report.ts';
import { WITH_SERVICES, type World, world } from '../clone/world.ts';

/**
 * What is in a room, with a hostile text in each: its files, what its audience was asked, and what room services keep of
 * it. One clone with all of them: each arrives as the server has it.
 */

/** A room with so many parts as there are texts. */
async function seed({ admin, services }: World): Promise<string> {
  const entry = { objectType: 'KalturaRoomEntry', roomType: 1, name: 'Algebra', entitledUsersEdit: COEDITOR };
  const room = String((await admin.must(OWNER, 'room_room', 'add', { entry }))['id']);
  for (const text of HOSTILE_STRINGS) {
    const file = { objectType: 'KalturaMediaEntry', mediaType: 1, parentEntryId: room };
    await admin.call(OWNER, 'media', 'add', {
      entry: { ...file, name: text, description: text, tags: text },
    });
    const point = { objectType: 'KalturaCodeCuePoint', entryId: room, startTime: 1, code: 'poll' };
    const partnerData = JSON.stringify({ question: text, answers: [text] });
    const tags = `poll-data,id:${text.replaceAll(',', '')}`;
    await admin.call(OWNER, 'cuepoint_cuepoint', 'add', { cuePoint: { ...point, tags, partnerData } });
  }
  for (const text of NASTY) {
    const attachmentAsset = { objectType: 'KalturaAttachmentAsset', filename: text, title: text };
    const asked = { entryId: room, attachmentAsset };
    const { id } = await admin.must(OWNER, 'attachment_attachmentasset', 'add', asked);
    const contentResource = { objectType: 'KalturaStringResource', content: text };
    await admin.must(OWNER, 'attachment_attachmentasset', 'setContent', { id, contentResource });
  }
  services.seed(room, {
    interactions: HOSTILE_STRINGS.map((text, index) => ({
      ...{
        id: `one-${index}`,
        contextId: room,
        createdAt: 1,
        createdBy: OWNER,
        type: 'poll',
        status: 'draft',
      },
      content: { question: text, answers: [text, 'no'], multipleAnswers: false, shareResults: true },
    })),
    storyboard: HOSTILE_STRINGS.map((text, index) => ({
      ...{ id: `item-${index}`, kind: 'interlude', title: text, settings: { text } },
    })),
  });
  return room;
}

/** All the texts that a room holds, as the servers have them. */
async function textsIn({ kaltura, services, admin }: World, room: string) {
  const filter = { objectType: 'KalturaAssetFilter', entryIdEqual: room };
  const pager = { pageSize: 500 };
  const { objects } = await admin.must(COEDITOR, 'attachment_attachmentasset', 'list', { filter, pager });
  const sorted = (some: readonly unknown[]): string[] => some.map((one) => JSON.stringify(one)).toSorted();
  return {
    files: sorted(
      kaltura
        .entries()
        .filter(({ parentEntryId }) => parentEntryId === room)
        .map(({ name, description, tags }) => ({ name, description, tags })),
    ),
    polls: sorted(
      kaltura
        .cuePoints()
        .filter(({ entryId }) => entryId === room)
        .map(({ fields }) => fields['partnerData']),
    ),
    // A list of assets.
    attachments: sorted(
      (objects as { filename: string; title: string }[]).map(({ filename, title }) => ({ filename, title })),
    ),
    interactions: sorted(services.interactions(room).map(({ content }) => content)),
    storyboard: services.storyboard(room).map(({ title, settings }) => JSON.stringify({ title, settings })),
  };
}

/** Of the room service's contract, as the campus has it. */
const LONGEST_QUESTION = 300;

const holds = (content: string, text: string): boolean =>
  content.startsWith(`{"question":${JSON.stringify(text)},`);

test(
  'a room of which every part has a hostile text is cloned, and each arrives as it was',
  { timeout: 60_000 },
  async () => {
    const campus = world();
    const room = await seed(campus);
    campus.pass(130_000);
    const before = await textsIn(campus, room);
    // Neither the emulator nor the room holds back what is to be shown.
    expect(before.files.length).toBeGreaterThan(280);
    expect(before.polls.length).toBeGreaterThan(280);
    expect(before.interactions).toHaveLength(HOSTILE_STRINGS.length);
    const texts = { name: 'Copy', description: '', tags: '' };
    const chosen = { services: WITH_SERVICES };
    const job: Job = await campus.finish(await campus.start(room, texts, COEDITOR, undefined, chosen));
    expect(job.state.kind).toBe('ready');
    const { interactions, ...others } = await textsIn(campus, String(job.room));
    expect({ ...before, ...others }).toEqual(before);
    // The service takes no longer ones from anybody: each that it refused is named.
    const [taken, refused] = [true, false].map((isTaken) =>
      HOSTILE_STRINGS.filter((text) => [...text].length <= LONGEST_QUESTION === isTaken),
    );
    expect(interactions).toEqual(
      before.interactions.filter((one) => taken?.some((text) => holds(one, text))),
    );
    const line = reportOf(job)?.parts.find(({ part }) => part === 'interactions');
    expect(line).toMatchObject({ outcome: 'incomplete', count: taken?.length, of: HOSTILE_STRINGS.length });
    expect(line && 'names' in line && line.names.length).toBe(refused?.length);
    expect(await textsIn(campus, room)).toEqual(before);
  },
);
