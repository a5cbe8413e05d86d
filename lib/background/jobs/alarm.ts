/** The part of the browser's alarms that is needed. */
export interface Alarms {
  readonly get: (name: string) => Promise<{ readonly scheduledTime: number } | undefined>;
  readonly create: (name: string, info: { when: number }) => void;
}

/**
 * Sets an alarm at `latest`, unless one is set already for a time between the two: an alarm that is made anew at each
 * start of a worker never comes. Times in milliseconds since 1970.
 * @param at not before: a server may have asked to wait
 */
export async function setAlarm(alarms: Alarms, name: string, at: number, latest: number): Promise<void> {
  const set = await alarms.get(name);
  if (set && set.scheduledTime >= at && set.scheduledTime <= latest) return;
  alarms.create(name, { when: latest });
}
