import type { DemoRooms } from '../demo/rooms.ts';
import type { CourseModule } from './course.ts';

/** KAF's path that launches a room (kaf-pages §4). */
const VIEW_ROOM = '/embeddedrooms/index/view-room';

/** The course's activities, section by section: rooms in several ways, a video, another tool, Moodle's own. */
export function demoModules(rooms: DemoRooms, kaf: string): readonly (readonly CourseModule[])[] {
  const own = (id: number, module: CourseModule['module'], name: string): CourseModule => ({
    id,
    module,
    name,
    visible: true,
    toolUrl: '',
    customParameters: '',
    newWindow: false,
    entryId: '',
  });
  const room = (id: number, name: string, entryId: string, newWindow = false): CourseModule => ({
    ...own(id, 'lti', name),
    toolUrl: `${kaf}${VIEW_ROOM}`,
    customParameters: `entry_id=${entryId}\nroom_moderator=1`,
    newWindow,
  });
  const video = (id: number, name: string, entryId: string): CourseModule => ({
    ...own(id, 'kalvidres', name),
    entryId,
  });
  return [
    [own(1, 'forum', 'Announcements')],
    [
      own(2, 'page', 'About this course'),
      own(3, 'assign', 'Exercises, week 1'),
      room(4, 'Live room (embedded)', rooms.algebra),
      room(5, 'Live room (new window)', rooms.algebra, true),
      room(6, "Dan's study group", rooms.foreign),
    ],
    [
      video(7, 'Welcome film', rooms.video),
      video(8, 'Office hours', rooms.empty),
      { ...own(9, 'lti', 'Another tool'), toolUrl: 'https://tool.example.edu/launch' },
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

export const activitiesOf = (sections: readonly (readonly CourseModule[])[]): Activity[] =>
  sections.flat().flatMap(({ id, name, newWindow, customParameters }) => {
    const entryId = /^entry_id=(.+)$/m.exec(customParameters)?.[1];
    return entryId === undefined ? [] : [{ cmid: id, name, entryId, newWindow }];
  });
