import { PEOPLE, type Person } from '../demo/people.ts';

/**
 * Moodle's number of a person: what LTI calls the user; Kaltura's user is the username
 * (docs/facts/moodle-pages.md#6-activity-pages,
 * docs/facts/moodle-pages.md#8-content-selection-lti-13-formats-and-themes).
 */
export const numberOf = ({ id }: Person): number => 3 + PEOPLE.findIndex((person) => person.id === id);
