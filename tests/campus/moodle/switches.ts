import type { Person } from '../demo/people.ts';

/** What a request to Moodle asks for, as far as a test wants to disturb it. */
export type MoodleDeed =
  'state' | 'duplicate' | 'hide' | 'delete' | 'readForm' | 'writeForm' | 'launch' | 'token' | 'page';

/**
 * How Moodle fails: `lostBefore` and `lostAfter` break the connection before or after the work is done; `noRight` and
 * `sesskey` refuse; `fault` is the web server's 500 before anything is done.
 */
export type MoodleFault = 'lostBefore' | 'lostAfter' | 'noRight' | 'sesskey' | 'fault';

/** What somebody is in the course; `stranger`: a teacher of other courses, who is not enrolled in this one. */
export type CourseRole = 'manager' | 'teacher' | 'nonEditingTeacher' | 'student' | 'stranger';

/** Whether a role has `moodle/course:manageactivities`, by Moodle's archetypes. */
export const mayManageActivities = (role: CourseRole): boolean => role === 'manager' || role === 'teacher';

/** What a test can change about a Moodle while it runs. */
export interface MoodleSwitches {
  /** Asked at each request, before it is carried out. */
  fault: (deed: MoodleDeed) => MoodleFault | undefined;
  /** What a person is in the course at this moment. */
  roleOf: (person: Person) => CourseRole;
  /** The settings form has another name for the field that holds the entry. */
  changedForm: boolean;
}

export const moodleSwitches = (): MoodleSwitches => ({
  fault: () => undefined,
  roleOf: ({ role }) => (role === 'student' ? 'student' : 'teacher'),
  changedForm: false,
});
