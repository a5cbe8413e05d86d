import type { TestContext } from 'vitest';
import { withoutTokens } from '../../lib/background/redact.ts';
import type { Campus } from '../campus/campus.ts';
import type { Driver } from './driver.ts';
import { POPUP } from './firefox.ts';
import { eventPageState } from './toolbar.ts';

/** What is told of a test that failed, once: a browser that is gone says nothing any more. No session is among it. */

/** The clones in the journal, as a page of the extension reads them. No session is among it. */
const JOURNAL = `
  const done = arguments[arguments.length - 1];
  const opening = indexedDB.open('clone-room');
  opening.onerror = () => done('can’t be opened');
  opening.onsuccess = () => {
    const asked = opening.result.transaction('jobs').objectStore('jobs').getAll();
    asked.onerror = () => done('can’t be read');
    asked.onsuccess = async () => {
      opening.result.close();
      const jobs = asked.result.map(({ id, wanted, state, room, announced, createdAt }) =>
        ({ id, name: wanted.texts.name, kind: state.kind, pause: state.pause, room, announced, createdAt }));
      const { held, pending } = await navigator.locks.query();
      done(JSON.stringify({ now: Date.now(), jobs, held: held.map(({ name }) => name), pending: pending.map(({ name }) => name) }, null, 1));
    };
  };`;

/**
 * To be called before a test: where it fails, its windows' texts, the event page, the journal, what the servers of the
 * campus were asked last, and the browser's own messages are printed.
 */
export function tellOfFailure(
  { onTestFailed, task }: Pick<TestContext, 'onTestFailed' | 'task'>,
  campus: Campus,
  driver: Driver,
): void {
  onTestFailed(async () => {
    const looks: readonly [string, () => unknown][] = [
      ['frame', async () => `${await driver.url()}: ${(await driver.textsOf('//body')).join(' ')}`],
      [
        'page',
        async () => {
          await driver.toTop();
          return `${await driver.url()}: ${(await driver.textsOf('//body')).join(' ')}`;
        },
      ],
      ['event page', () => eventPageState(driver)],
      [
        'Kaltura was asked',
        () =>
          campus.server?.requests
            .slice(-15)
            .map((one) => JSON.stringify(one))
            .join('\n'),
      ],
      ['Moodle was asked', () => campus.moodleSite().deeds.slice(-20).join(' ')],
      [
        'messages',
        () =>
          driver.inBrowser(`return Services.console.getMessageArray().slice(-25).map(String).join('\\n');`),
      ],
      [
        'journal',
        async () => {
          await driver.goTo(POPUP);
          return driver.inPage(JOURNAL);
        },
      ],
    ];
    for (const [what, look] of looks) {
      const seen = await Promise.resolve()
        .then(look)
        .catch((error: unknown) => String(error));
      console.log(`${task.name}\n${what}: ${withoutTokens(String(seen)).slice(0, 8_000)}`);
    }
  });
}
