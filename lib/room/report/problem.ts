/**
 * What can go wrong, as a code: `locales/<language>` holds a sentence for each (`problem.<code>`)
 * and what to do about it (`problem.help.<code>`). Never a text of the server, never a KS.
 */
export type ProblemCode =
  | 'sessionOver'
  /** Sessions that Kaltura called good, and would not take for the job, again and again. */
  | 'sessionsRefused'
  | 'noSession'
  /** The rooms come from a host that the browser does not let us read; `details`: which. */
  | 'hostNotAllowed'
  | 'viewOnlySession'
  | 'noRight'
  | 'actionForbidden'
  | 'notFound'
  | 'notARoom'
  | 'recycled'
  | 'blocked'
  | 'refused'
  | 'serverFault'
  | 'noAnswer'
  /** An answer was lost, Kaltura answers again, and what it made is being looked for. */
  | 'lookingForRoom'
  /** A firewall or proxy between here and Kaltura refuses it. */
  | 'intercepted'
  /** An error of our own that nobody expected. */
  | 'unexpected'
  | 'notKaltura'
  | 'notProvedNew'
  | 'tooManyParts'
  | 'tooManyLevels'
  | 'answerTooLong'
  | 'busy'
  | 'nameEmpty'
  | 'nameTooLong'
  | 'descriptionUnsafe'
  | 'needsDecision'
  | 'otherUser'
  /** The window is that of somebody who is not there any more, at a computer that others use, too. */
  | 'windowOfOther'
  | 'extensionUpdated'
  | 'moodleAway'
  | 'moodleSignedOut'
  | 'moodleNoAnswer'
  | 'activityLeft'
  /** Copies of the room's parts may be this job's, and nothing proves it: they were not deleted. */
  | 'copiesLeft'
  /** Clones can't be noted: the disk is full, or what the browser gives us of it. */
  | 'storageFull'
  /** A later version of ours wrote what is noted. */
  | 'storageNewer'
  /** The browser gives us no place to note clones in. */
  | 'storageUnavailable';

export interface Problem {
  readonly code: ProblemCode;
  /** Details for support, none of them secret: an error code of Kaltura, the action, a host. */
  readonly details?: string;
}

/** Whether it was the undoing that did not come to its end: the clone itself may have. */
export const isOfUndo = ({ code }: Problem): boolean => code === 'activityLeft' || code === 'copiesLeft';
