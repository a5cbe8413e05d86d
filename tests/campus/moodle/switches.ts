/** What a request to Moodle asks for, as far as a test wants to disturb it. */
export type MoodleDeed =
  'state' | 'duplicate' | 'hide' | 'delete' | 'readForm' | 'writeForm' | 'launch' | 'token' | 'page';

/**
 * How Moodle fails: `lostBefore` and `lostAfter` break the connection before or after the work is done; `noRight` and
 * `sesskey` refuse; `fault` is the web server's 500 before anything is done.
 */
export type MoodleFault = 'lostBefore' | 'lostAfter' | 'noRight' | 'sesskey' | 'fault';

/** What a test can change about a Moodle while it runs. */
export interface MoodleSwitches {
  /** Asked at each request, before it is carried out. */
  fault: (deed: MoodleDeed) => MoodleFault | undefined;
  /** The settings form has another name for the field that holds the entry. */
  changedForm: boolean;
}

export const moodleSwitches = (): MoodleSwitches => ({ fault: () => undefined, changedForm: false });
