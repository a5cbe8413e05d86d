import type { StoredInteraction } from '../services/chat.ts';
import type { RoomServices } from '../services/server.ts';
import type { StoredItem } from '../services/storyboard.ts';
import { type Admin } from './admin.ts';
import { COEDITOR, OWNER } from './people.ts';
import type { DemoRooms } from './rooms.ts';

const MAY = Date.parse('2026-05-03T08:00:00Z') / 1000;

/** Fills the room services for the demo's main room, as a semester would have left them. */
export async function seedServices(services: RoomServices, admin: Admin, rooms: DemoRooms): Promise<void> {
  const { algebra, video } = rooms;
  const attachment = await idOf(admin, 'attachment_attachmentasset', 'filename', 'syllabus.txt', {
    objectType: 'KalturaAssetFilter',
    entryIdEqual: algebra,
  });
  const film = await idOf(admin, 'baseEntry', 'name', 'Parabolas in two minutes', {
    objectType: 'KalturaBaseEntryFilter',
    parentEntryIdEqual: algebra,
    statusIn: '-2,-1,0,1,2,4,5,6,7',
  });
  services.seed(algebra, {
    interactions: algebraInteractions(algebra, attachment),
    storyboard: algebraStoryboard({ film, attachment, outside: video }),
  });
}

/** The id of the one object in a list whose field has this value. */
async function idOf(
  admin: Admin,
  service: string,
  field: string,
  value: string,
  filter: object,
): Promise<string> {
  const { objects } = await admin.must(OWNER, service, 'list', { filter });
  const found = (objects as Record<string, unknown>[]).find((object) => object[field] === value); // a list of objects
  if (!found) throw new Error(`The demo has no ${value}.`);
  return String(found['id']);
}

/** One of each type, and one more that was deleted: nine are copied, as drafts. */
function algebraInteractions(contextId: string, attachmentId: string): StoredInteraction[] {
  const made = (
    id: string,
    type: string,
    status: string,
    content: Record<string, unknown>,
    more: object = {},
  ): StoredInteraction => ({
    id: `demo-${id}`,
    contextId,
    createdAt: MAY,
    createdBy: OWNER,
    ...more,
    type,
    status,
    content,
  });
  const poll = {
    question: 'מוכנים לשיעור? 🎓',
    answers: ['כן', 'לא', '<b>Maybe</b>'],
    multipleAnswers: false,
    shareResults: true,
  };
  return [
    made('poll', 'poll', 'published', poll, { votes: { כן: 21, לא: 3 }, results: [21, 3, 0] }),
    made('quiz', 'quiz', 'draft', {
      question: 'x² − 5x + 6 = 0: x = ?',
      answers: ['2 and 3', '−2 and −3', '1 and 6'],
      correct: [0],
      multipleAnswers: false,
      shareResults: false,
    }),
    made(
      'rating',
      'ratingScale',
      'ended',
      { statement: 'I can complete the square', scale: 5 },
      { votes: 24 },
    ),
    made('vote', 'crowdVote', 'draft', { question: 'Shall we go on?', emoji: '👍', timeoutMinutes: 5 }),
    made(
      'announcement',
      'announcement',
      'scheduled',
      { text: '<p>The syllabus &amp; all dates</p>', link: 'https://www.example.edu/algebra', attachmentId },
      { scheduledAt: MAY + 86_400, duration: 600, createdBy: COEDITOR },
    ),
    made('open', 'openEndedQuestion', 'ended', {
      question: 'What is still unclear?',
      answers: [{ user: 'dan.student', answer: 'Everything' }],
    }),
    made('reaction', 'crowdReaction', 'draft', { emoji: '🎉' }),
    made('survey', 'survey', 'draft', {
      title: 'After three weeks',
      questions: [
        { ...poll, question: 'Is the pace right?' },
        { statement: 'The exercises help', scale: 10, labels: ['no', 'yes'] },
        { question: 'What would you change?' },
      ],
      theme: { color: 'blue' },
    }),
    made('cloud', 'wordCloud', 'draft', { question: 'Algebra in one word' }),
    made('old', 'poll', 'deleted', { ...poll, question: 'Last term’s poll' }),
  ];
}

interface Things {
  readonly film: string;
  readonly attachment: string;
  readonly outside: string;
}

const algebraStoryboard = ({ film, attachment, outside }: Things): StoredItem[] => [
  { id: 'item-1', kind: 'interlude', title: 'Welcome', settings: { text: 'We start at 10:15 ☕' } },
  { id: 'item-2', kind: 'video', title: 'Parabolas', entryId: film, settings: { autoplay: true } },
  { id: 'item-3', kind: 'slides', title: 'Syllabus', attachmentId: attachment, settings: { page: 1 } },
  { id: 'item-4', kind: 'video', title: 'Welcome to the course', entryId: outside, settings: {} },
  { id: 'item-5', kind: 'video', title: 'Parabolas again', entryId: film, settings: { start: 30 } },
];
