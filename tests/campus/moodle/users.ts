import { PEOPLE, type Person } from '../demo/people.ts';

/** Moodle's number of a person: what LTI calls the user; Kaltura's user is the username (moodle-pages §6, §10). */
export const numberOf = ({ id }: Person): number => 3 + PEOPLE.findIndex((person) => person.id === id);
