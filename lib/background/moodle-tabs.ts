import type * as z from 'zod/mini';
import { browser } from '../browser.ts';
import * as answers from '../moodle/answers.ts';
import type { MoodleAsk, MoodlePort, MoodleResult } from '../moodle/port.ts';
import { tellMoodle } from './frames.ts';

/** A Moodle, by its pages that are open: whichever answers first is asked. */
export function moodleAt(base: string): MoodlePort {
  const ask = async <T>(question: MoodleAsk, schema: z.ZodMiniType<T>): Promise<MoodleResult<T>> => {
    const tabId = await openPage(base);
    if (tabId === undefined) return { ok: false, failure: { kind: 'away' } };
    // Once, in one page: whether a page that has gone in this moment has done it is not known.
    return answers.parseAnswer(await tellMoodle(tabId, { type: 'moodle.ask', base, question }), schema);
  };
  return {
    hello: () => ask({ ask: 'hello' }, answers.hello),
    course: (courseId) => ask({ ask: 'course', courseId }, answers.course),
    duplicate: (courseId, cmid, known) => ask({ ask: 'duplicate', courseId, cmid, known }, answers.anything),
    hide: (courseId, cmid) => ask({ ask: 'hide', courseId, cmid }, answers.anything),
    remove: (courseId, cmid) => ask({ ask: 'remove', courseId, cmid }, answers.anything),
    settings: (cmid) => ask({ ask: 'settings', cmid }, answers.settings),
    write: (cmid, name, from, to) => ask({ ask: 'write', cmid, name, from, to }, answers.anything),
    launch: (cmid) => ask({ ask: 'launch', cmid }, answers.launch),
  };
}

/** A tab with a page of this Moodle that has our script, the one that the teacher looks at first. */
async function openPage(base: string): Promise<number | undefined> {
  // A tab's address is told where its host was granted, which is where our script can be.
  const tabs = (await browser.tabs.query({})).filter(({ url }) => url !== undefined && isWithin(url, base));
  for (const { id } of tabs.toSorted((a, b) => Number(b.active) - Number(a.active))) {
    if (id === undefined) continue;
    if ((await tellMoodle(id, { type: 'moodle.here', base })) === true) return id;
  }
  return undefined;
}

export const isWithin = (url: string, base: string): boolean => url === base || url.startsWith(`${base}/`);
