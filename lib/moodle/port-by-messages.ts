import type * as z from 'zod/mini';
import * as answers from './answers.ts';
import type { MoodleAsk, MoodlePort, MoodleResult } from './port.ts';

/**
 * A Moodle that is asked by messages.
 * @param ask carries one question to a page of that Moodle, and what it answers back: `away` where no page is open
 */
export function portByMessages(ask: (question: MoodleAsk) => Promise<unknown>): MoodlePort {
  const asked = async <T>(question: MoodleAsk, schema: z.ZodMiniType<T>): Promise<MoodleResult<T>> => {
    const answer = await ask(question);
    return answer === AWAY ? { ok: false, failure: { kind: 'away' } } : answers.parseAnswer(answer, schema);
  };
  return {
    hello: () => asked({ ask: 'hello' }, answers.hello),
    course: (courseId) => asked({ ask: 'course', courseId }, answers.course),
    duplicate: (courseId, cmid, known) =>
      asked({ ask: 'duplicate', courseId, cmid, known }, answers.duplicated),
    hide: (courseId, cmid) => asked({ ask: 'hide', courseId, cmid }, answers.done),
    remove: (courseId, cmid) => asked({ ask: 'remove', courseId, cmid }, answers.done),
    settings: (cmid) => asked({ ask: 'settings', cmid }, answers.settings),
    write: (cmid, name, from, to) => asked({ ask: 'write', cmid, name, from, to }, answers.written),
    launch: (cmid, module) => asked({ ask: 'launch', cmid, module }, answers.launch),
  };
}

/** No page of that Moodle is open. */
export const AWAY = Symbol('away');
