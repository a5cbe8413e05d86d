import type { Alarms } from 'webextension-polyfill';

/** The part of the browser's alarms that is needed. Chromium's `create` answers when the alarm stands. */
export interface AlarmsApi {
  readonly get: (
    name: string,
  ) => Promise<Pick<Alarms.Alarm, 'scheduledTime' | 'periodInMinutes'> | undefined>;
  readonly create: (name: string, info: Alarms.CreateAlarmInfoType) => void | Promise<void>;
  readonly clear: (name: string) => Promise<unknown>;
}

/** The shortest period of an alarm that browsers keep to. */
export const SHORTEST_ALARM_MS = 30_000;

/** What an alarm is for. */
export type Subject = 'job' | 'batch';

/** The name of an alarm. */
const alarmOf = (kind: Subject, id: string): string => `${kind}|${id}`;

/** The id of the job, or batch, that an alarm is for; undefined: it is for none. */
export const idOfAlarm = (kind: Subject, name: string): string | undefined =>
  name.startsWith(alarmOf(kind, '')) ? name.slice(alarmOf(kind, '').length) : undefined;

/**
 * What wakes the worker for its jobs, and for batches of them. A worker may be stopped at any time, with no window open that would wake it: so an
 * alarm stands before the first request of a run, and falls after its last. Times in milliseconds since 1970.
 */
export class WorkAlarms {
  readonly #alarms: AlarmsApi;
  readonly #kind: Subject;

  constructor(alarms: AlarmsApi, kind: Subject) {
    this.#alarms = alarms;
    this.#kind = kind;
  }

  /** Wakes the worker again and again, for a run that is going on. */
  async guard(id: string): Promise<void> {
    const name = alarmOf(this.#kind, id);
    // One that is made anew at each start of the worker would never come.
    if ((await this.#alarms.get(name))?.periodInMinutes !== undefined) return;
    const period = SHORTEST_ALARM_MS / 60_000;
    await this.#alarms.create(name, { delayInMinutes: period, periodInMinutes: period });
  }

  /**
   * Wakes it once, between two times.
   * @param at not before: a server may have asked to wait
   */
  async wake(id: string, at: number, latest: number): Promise<void> {
    const name = alarmOf(this.#kind, id);
    const set = await this.#alarms.get(name);
    const once = set?.periodInMinutes === undefined;
    if (set && once && set.scheduledTime >= at && set.scheduledTime <= latest) return;
    await this.#alarms.create(name, { when: latest });
  }

  /** Nothing is to be done for it any more, or an event must come. */
  async clear(id: string): Promise<void> {
    await this.#alarms.clear(alarmOf(this.#kind, id));
  }
}
