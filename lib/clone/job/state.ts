import type { JobEvent } from './events.ts';
import { crashed, ended, moodleGivenUp, removed, withoutRoom } from './endings.ts';
import { afterTexts, withReportLine } from './follow-up.ts';
import type { Job } from './record.ts';
import { asked, decided, forSomebodyElse, paused, started, undoing } from './transitions.ts';

/**
 * The job after an event. Pure. An event that means nothing in a state leaves the job as it is.
 *
 * | event ╲ state  | running    | waiting    | decision        | ready          | removing         | undone | failed     |
 * |----------------|------------|------------|-----------------|----------------|------------------|--------|------------|
 * | saved          | texts      | texts      | texts           | texts, due     | –                | –      | texts      |
 * | runStarted     | –          | running    | –               | no pause       | no pause         | –      | –          |
 * | roomCreated    | room       | –          | –               | –              | room             | –      | –          |
 * | verified       | ready      | –          | –               | –              | –                | –      | –          |
 * | reported       | –          | –          | –               | line           | –                | –      | –          |
 * | paused         | waiting    | –          | –               | pause          | pause            | –      | –          |
 * | asked          | decision   | –          | –               | –              | decision         | –      | –          |
 * | ended          | failed     | –          | –               | stays, told    | failed           | –      | –          |
 * | crashed        | waiting, failed at the 5th | – | –         | pause, given up at the 5th | pause, failed at the 5th | – | – |
 * | moodleGivenUp  | –          | –          | –               | line           | failed           | –      | –          |
 * | undoRequested  | removing   | removing   | removing        | removing       | –                | –      | removing   |
 * | roomDeleted    | –          | –          | –               | –              | no room          | –      | –          |
 * | removed        | –          | –          | –               | –              | undone, failed where copies may be left | – | – |
 * | decided        | –          | –          | running, removing, failed | –    | –                | –      | –          |
 * | otherUserOpened | –          | other user | –               | other user     | other user       | –      | –          |
 *
 * `progressed`, `sent`, `textsStored` and `originalChanged` note facts in every state (of a room that is ready, the line too); `announced` too.
 */
export function next(job: Job, event: JobEvent): Job {
  const { state } = job;
  switch (event.kind) {
    case 'saved': {
      if (state.kind === 'removing' || state.kind === 'undone') return job;
      return { ...job, wanted: { texts: event.texts, revision: job.wanted.revision + 1 } };
    }
    case 'progressed':
      return { ...job, progress: event.progress, crashes: 0 };
    case 'sent':
      return { ...job, progress: event.progress };
    case 'originalChanged': {
      const entry = { ...job.original.entry, updatedAt: event.updatedAt };
      return { ...job, original: { ...job.original, entry } };
    }
    case 'announced':
      return { ...job, announced: event.notice, seen: event.notice === undefined ? job.seen : false };
    case 'runStarted':
      return { ...job, state: started(state) };
    case 'roomCreated': {
      if (state.kind !== 'running' && state.kind !== 'removing') return job;
      return { ...job, room: event.room, stored: job.stored ?? event.stored };
    }
    case 'textsStored':
      return afterTexts(job, event);
    case 'verified':
      return state.kind === 'running'
        ? { ...job, crashes: 0, state: { kind: 'ready', finished: event.finished } }
        : job;
    case 'reported':
      return state.kind === 'ready' ? { ...withReportLine(job, event.line), progress: event.progress } : job;
    case 'paused':
      return { ...job, state: paused(state, event.pause) };
    case 'asked':
      return { ...job, state: asked(state, event) };
    case 'ended':
      return ended(job, event.problem, event);
    case 'crashed':
      return crashed(job, event.pause, event);
    case 'moodleGivenUp':
      return moodleGivenUp(job, event);
    case 'undoRequested':
      return { ...job, state: undoing(state) };
    case 'roomDeleted':
      return state.kind === 'removing' ? withoutRoom(job, state, event.unproved) : job;
    case 'removed':
      return removed(job);
    case 'decided':
      return { ...job, state: decided(state, event.decision) };
    case 'otherUserOpened':
      return { ...job, state: forSomebodyElse(state) };
  }
}
