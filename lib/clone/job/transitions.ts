import type { EntryId } from '../../kaltura/ids.ts';
import type { Decision } from '../../room/report/decision.ts';
import type { Answer, Finished, JobPause, JobState, Question } from './record.ts';

/** How one state follows another, whatever else the job's record holds. */

/** A run has begun: what held it is over. */
export function started(state: JobState): JobState {
  switch (state.kind) {
    case 'waiting':
      return { kind: 'running', ...answerOf(state) };
    case 'ready':
    case 'removing': {
      const { pause: _pause, ...rest } = state;
      return rest;
    }
    case 'running':
    case 'decision':
    case 'undone':
    case 'failed':
      return state;
  }
}

const answerOf = ({ answer }: { readonly answer?: Answer }): { readonly answer?: Answer } =>
  answer === undefined ? {} : { answer };

/** It waits. */
export function paused(from: JobState, pause: JobPause): JobState {
  switch (from.kind) {
    case 'running':
      return { kind: 'waiting', pause, ...answerOf(from) };
    case 'ready':
    case 'removing':
      return { ...from, pause };
    case 'waiting':
    case 'decision':
    case 'undone':
    case 'failed':
      return from;
  }
}

/** Only the teacher can tell what it has made. */
export function asked(from: JobState, { about, candidates }: Omit<Question, 'during'>): JobState {
  switch (from.kind) {
    case 'running':
      return { kind: 'decision', question: { about, candidates, during: { kind: 'cloning' } } };
    case 'removing': {
      const during = { kind: 'removing', ...finishedOf(from) } as const;
      return { kind: 'decision', question: { about, candidates, during } };
    }
    case 'waiting':
    case 'decision':
    case 'ready':
    case 'undone':
    case 'failed':
      return from;
  }
}

/** The room as the job left it, if it was ever finished: only somebody's undo may end what is known of that. */
export function finishedOf(state: JobState): { readonly finished?: Finished } {
  const { finished } =
    state.kind === 'decision'
      ? { finished: undefined, ...state.question.during }
      : { finished: undefined, ...state };
  return finished === undefined ? {} : { finished };
}

/** What it made is to be deleted. */
export function undoing(from: JobState): JobState {
  switch (from.kind) {
    case 'running':
    case 'waiting':
      return { kind: 'removing', ...answerOf(from) };
    case 'ready':
    case 'decision':
    case 'failed':
      return { kind: 'removing', ...finishedOf(from) };
    case 'removing':
    case 'undone':
      return from;
  }
}

/** Only a room that was asked about counts. */
export function decided(from: JobState, decision: Decision): JobState {
  if (from.kind !== 'decision') return from;
  const { about, candidates, during } = from.question;
  const goOn = (room: EntryId | 'none'): JobState => {
    const answer = { about, room };
    return during.kind === 'cloning'
      ? { kind: 'running', answer }
      : { kind: 'removing', answer, ...finishedOf(from) };
  };
  switch (decision.kind) {
    case 'thisOne': {
      const chosen = candidates.find(({ entryId }) => entryId === decision.room);
      return chosen ? goOn(chosen.entryId) : from;
    }
    case 'cloneAgain':
      return goOn('none');
    case 'leave':
      return {
        kind: 'failed',
        problem: { code: 'needsDecision' },
        leftovers: candidates.map(({ entryId }) => entryId),
        ...finishedOf(from),
      };
  }
}

const OTHER_USER = { until: 'session', problem: { code: 'otherUser' } } as const;

/** What waits for a session is told that Kaltura is open as somebody else. */
export function forSomebodyElse(from: JobState): JobState {
  switch (from.kind) {
    case 'waiting':
    case 'ready':
    case 'removing':
      return from.pause?.until === 'session' ? { ...from, pause: { ...from.pause, ...OTHER_USER } } : from;
    case 'running':
    case 'decision':
    case 'undone':
    case 'failed':
      return from;
  }
}
