import type { Admin } from './admin.ts';
import { COEDITOR, OWNER, STUDENT } from './people.ts';
import { profileOf } from './profile.ts';

const ANNOTATION = 'annotationMetadata.Annotation';

/**
 * Polls of webcasts and items of the Q&A, as Kaltura's own players keep them: cue points
 * (docs/facts/kaltura-api.md#20-older-interactions).
 */
export async function seedOlderInteractions(admin: Admin, room: string): Promise<void> {
  await addPolls(admin, room);
  await addQuestionsAndAnnouncements(admin, room);
}

/** Where the server refuses cue points, the room has none. */
async function addPolls(admin: Admin, room: string): Promise<void> {
  const add = (user: string, tags: string, code: string, data: object, startTime: number): Promise<unknown> =>
    admin.call(user, 'cuepoint_cuepoint', 'add', {
      cuePoint: {
        ...{ objectType: 'KalturaCodeCuePoint', entryId: room, startTime, tags, code },
        partnerData: JSON.stringify(data),
      },
    });
  const ready = { question: 'Ready?', answers: ['Yes', 'No'] };
  const parabola = { question: 'מהו קודקוד הפרבולה?', answers: ['(0, 0)', '(2, −1)', '<i>אין</i>'] };
  await add(OWNER, 'poll-data,id:demo-1', 'poll', ready, 1000);
  await add(COEDITOR, 'poll-data,id:demo-2', 'poll', parabola, 2000);
  await add(OWNER, 'select-poll-state', 'state', { pollId: 'demo-1', status: 'showResults' }, 1000);
  await add(OWNER, 'poll-results,id:demo-1', 'results', { totalVoters: 24, answers: [21, 3] }, 1500);
}

/** Where the server refuses the metadata that tell them apart, there are none. */
async function addQuestionsAndAnnouncements(admin: Admin, room: string): Promise<void> {
  const elements = ['State', 'Type', 'ThreadId', 'ThreadCreatorId'];
  const profile = await profileOf(admin, { systemName: 'Kaltura-QnA', of: ANNOTATION, elements });
  if (profile === undefined) return;
  const add = async (user: string, text: string, type: string, state: string): Promise<void> => {
    const annotation = { objectType: 'KalturaAnnotation', entryId: room, startTime: 3000, text };
    const made = await admin.call(user, 'cuepoint_cuepoint', 'add', {
      cuePoint: { ...annotation, tags: 'qna', isPublic: true },
    });
    const { id } = made as { id?: string }; // a cue point, or an exception without an id
    if (id === undefined) return;
    const given = { metadataProfileId: profile, objectType: ANNOTATION, objectId: id };
    // A schema is a sequence: where the server has a profile of this name already, it decides which comes first.
    const elements = [`<State>${state}</State>`, `<Type>${type}</Type>`];
    for (const ordered of [elements, elements.toReversed()]) {
      const xmlData = `<metadata>${ordered.join('')}</metadata>`;
      const row = await admin.call(user, 'metadata_metadata', 'add', { ...given, xmlData });
      if ((row as { id?: number }).id !== undefined) return; // a row, or an exception without an id
    }
  };
  await add(OWNER, 'ברוכים הבאים! <b>Bring</b> your notes & a pencil 🎓', 'Announcement', 'Answered');
  await add(COEDITOR, 'The class of last week is cancelled', 'Announcement', 'Deleted');
  await add(STUDENT, 'Will this be in the exam?', 'Question', 'Pending');
}
