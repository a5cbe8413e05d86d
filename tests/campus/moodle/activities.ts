import type { DemoRooms } from '../demo/rooms.ts';
import type { CourseModule } from './course.ts';
import { parametersOf, VIEW_ROOM } from './tool-types.ts';

/**
 * The address that content selection stores, with its tail of display options
 * (docs/facts/moodle-pages.md#8-content-selection-lti-13-formats-and-themes).
 */
const mediaAddress = (kaf: string, entryId: string): string =>
  `${kaf}/browseandembed/index/media/entryid/${entryId}/showDescription/false/showTitle/false/showTags/false/showDuration/false/showOwner/false/showUploadDate/false/playerSize/608x402/playerSkin/47/`;

/** Beside its own fields, an activity has those of every activity: the copy keeps them all. */
const SETTINGS = {
  availabilityconditionsjson: ['{"op":"&","c":[],"showc":[]}'],
  completion: ['1'],
  'grade[modgrade_type]': ['point'],
  'grade[modgrade_point]': ['60'],
  outcome_3: ['1'],
  'tags[]': ['algebra', 'live & hybrid'],
};

/** The course's activities, section by section: rooms in every way in which one gets into a course, and others. */
export function demoModules(rooms: DemoRooms, kaf: string): readonly (readonly CourseModule[])[] {
  const own = (id: number, module: CourseModule['module'], name: string): CourseModule => ({
    id,
    module,
    name,
    visible: true,
    typeId: 0,
    toolUrl: '',
    customParameters: '',
    newWindow: false,
    entryId: '',
    groupingId: 0,
    settings: SETTINGS,
  });
  const tool = (id: number, name: string, fields: Partial<CourseModule>): CourseModule => ({
    ...own(id, 'lti', name),
    ...fields,
  });
  // As a browser sent it, and Moodle keeps it.
  const parameters = (entryId: string): string => `entry_id=${entryId}\r\nroom_moderator=1`;
  const room = (id: number, name: string, entryId: string, newWindow = false): CourseModule =>
    tool(id, name, {
      typeId: 4,
      toolUrl: `${kaf}${VIEW_ROOM}`,
      customParameters: parameters(entryId),
      newWindow,
    });
  const video = (id: number, name: string, entryId: string): CourseModule => ({
    ...own(id, 'kalvidres', name),
    entryId,
  });
  const { algebra } = rooms;
  const chosen = mediaAddress(kaf, algebra);
  return [
    [own(1, 'forum', 'Announcements')],
    [
      own(2, 'page', 'About this course'),
      own(3, 'assign', 'Exercises, week 1'),
      room(4, 'Live room (embedded)', algebra),
      room(5, 'Live room (new window)', algebra, true),
      room(6, "Dan's study group", rooms.foreign),
    ],
    [
      video(7, 'Welcome film', rooms.video),
      video(8, 'Office hours', rooms.empty),
      tool(9, 'Another tool', { toolUrl: 'https://tool.example.edu/launch' }),
    ],
    [
      tool(10, 'Chosen room', { typeId: 4, toolUrl: chosen }),
      tool(11, 'Room by LTI 1.3', { typeId: 1, customParameters: parameters(algebra) }),
      tool(12, 'Room by LTI 1.3, in a window', {
        typeId: 1,
        customParameters: parameters(algebra),
        newWindow: true,
      }),
      tool(13, 'Chosen room by LTI 1.3', { typeId: 1, toolUrl: chosen }),
      tool(14, "The faculty's room", { typeId: 2 }),
      tool(15, "The faculty's room by LTI 1.3", { typeId: 3, customParameters: parameters(rooms.empty) }),
    ],
  ];
}

/** An External tool of the demo course, as tests look for it. */
export interface Activity {
  readonly cmid: number;
  readonly name: string;
  readonly entryId: string;
  readonly newWindow: boolean;
}

/** Those whose own parameters name the room. */
export const activitiesOf = (sections: readonly (readonly CourseModule[])[]): Activity[] =>
  sections.flat().flatMap(({ id, name, newWindow, customParameters }) => {
    const entryId = parametersOf(customParameters)['entry_id'];
    return entryId === undefined ? [] : [{ cmid: id, name, entryId, newWindow }];
  });
