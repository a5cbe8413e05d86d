/** The people of the demo campus. All of them log in to its Moodle with the same word. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** What they are to the demo's main room. */
  readonly role: 'owner' | 'coeditor' | 'group co-editor' | 'student';
}

export const PASSWORD = 'campus';

export const PEOPLE = [
  { id: 'noa.levi', name: 'Noa Levi', role: 'owner' },
  { id: 'amir.cohen', name: 'Amir Cohen', role: 'coeditor' },
  { id: 'maya.stern', name: 'Maya Stern', role: 'group co-editor' },
  { id: 'dan.student', name: 'Dan Student', role: 'student' },
] as const satisfies readonly Person[];

export const OWNER = PEOPLE[0].id;
export const COEDITOR = PEOPLE[1].id;
export const GROUP_COEDITOR = PEOPLE[2].id;
export const STUDENT = PEOPLE[3].id;
/** A group that is named as co-editor. */
export const GROUP = 'maths-staff';
