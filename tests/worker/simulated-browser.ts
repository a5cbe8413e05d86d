import { JournalError, type JournalTrouble } from '../../lib/clone/engine/journal-error.ts';
import { MemoryJournal } from '../../lib/clone/engine/memory-journal.ts';
import type { JobRecord, Journal } from '../../lib/clone/engine/journal.ts';
import { type Job, JOB_HALVES } from '../../lib/clone/job/record.ts';
import type { Batch } from '../../lib/plan/batch.ts';
import type { BrowserApi, Platform } from '../../lib/background/platform.ts';
import { startWorker } from '../../lib/background/worker.ts';
import type { DialogDownlink, DialogUplink } from '../../lib/messages/messages.ts';
import type { DialogPort } from '../../lib/messages/dialog-connection.ts';
import { Timeline } from './timeline.ts';

export const EXTENSION = 'clone-room';

/** A document in a tab, with our script in it once that was put there. */
export interface Frame {
  hasScript: boolean;
  readonly receive: (message: { readonly type: string } & Record<string, unknown>) => unknown;
  /** What a script of ours finds that the worker puts into all frames. */
  readonly found?: unknown;
}

export interface Tab {
  url: string;
  /** The tab whose page has opened it. */
  openerTabId?: number;
  readonly frames: Map<number, Frame>;
}

export interface Sender {
  readonly id: string;
  readonly url: string;
  readonly frameId?: number;
  readonly documentId?: string;
  readonly tab?: { readonly id: number; readonly url?: string };
}

/** A copy, as a database makes one. Nobody may change it: whoever does would not change what is stored. */
const stored = <T>(value: T): T => frozen(structuredClone(value));

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

type Listener = (...args: never[]) => unknown;

/** One life of the worker. A dead one does nothing any more: what it waits for never comes. */
class Process {
  isAlive = true;
  readonly listeners = new Map<string, Listener[]>();
  readonly ports = new Set<{ readonly disconnect: () => void }>();

  on(event: string): { readonly addListener: (listener: Listener) => void } {
    return {
      addListener: (listener) => {
        this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
      },
    };
  }

  emit(event: string, ...args: unknown[]): unknown[] {
    return (this.listeners.get(event) ?? []).map((listener) =>
      (listener as (...given: unknown[]) => unknown)(...args),
    );
  }
}

interface Alarm {
  readonly scheduledTime: number;
  readonly periodInMinutes?: number;
  readonly cancel: () => void;
}

/**
 * A browser in which the real worker runs: its storage, alarms, notifications, tabs and ports, and a worker that may be
 * stopped before and after anything that it asks of the world.
 */
export class SimulatedBrowser {
  readonly timeline = new Timeline(Date.parse('2026-11-26T08:00:00Z'));
  readonly journal = new MemoryJournal<Job>();
  readonly batches = new MemoryJournal<Batch>();
  readonly tabs = new Map<number, Tab>();
  /** The items in the menu of the toolbar button. */
  readonly menu = new Set<string>();
  readonly notifications = new Map<string, { readonly title: string; readonly message: string }>();
  /** Every notification that was shown. */
  readonly notified: { readonly id: string; readonly title: string }[] = [];
  /** Addresses of tabs that were opened. */
  readonly opened: string[] = [];
  readonly alarms = new Map<string, Alarm>();
  session: Record<string, unknown> = {};
  local: Record<string, unknown> = {};
  badge = '';
  /** Whether it is a private window: it has a worker and a memory of its own. */
  isPrivate = false;
  /** The worker is stopped when it has passed so many points from now on; before and after each effect there is one. */
  diesIn = Infinity;
  /** Patterns of hosts that the user has not granted. */
  readonly notGranted = new Set<string>();
  /** Where scripts of ours were put, beside those that pages have by themselves. */
  readonly entered: { readonly tabId: number; readonly frameIds?: readonly number[] }[] = [];
  journalTrouble: { readonly trouble: JournalTrouble; readonly writesOnly: boolean } | undefined;
  /** Calls of its API that fail now, such as `session.set`: storage that is full, a limit, a broken profile. */
  refuses: (call: string) => boolean = () => false;

  /** Calls that are never answered, as by a page that is left in that moment. */
  hangs: (
    call: 'scripting.executeScript' | 'tabs.sendMessage' | 'storage.managed.get',
    message?: string,
  ) => boolean = () => false;
  /** So much later than they should alarms come: the computer sleeps, or the browser saves power. */
  alarmsLateMs = 0;
  /** So long a page takes until it is idle, and scripts are put into it, in milliseconds. */
  idleAfterMs = 0;
  /** So long a server takes for an answer, in milliseconds. */
  latency = 0;
  reloads = 0;
  starts = 0;
  kills = 0;
  onWindow: (ticket: string, tabId: number) => void = () => undefined;
  onTabClosed: (tabId: number) => void = () => undefined;
  onReload: () => void = () => undefined;
  onRequest: () => void = () => undefined;
  /** What the worker has asked the browser for, journal and network aside, in order: `tabs.sendMessage`. */
  readonly asked: string[] = [];
  /** Called after each use of the journals, with what was read. */
  onJournal: (use: 'read' | 'written', read: unknown) => void = () => undefined;
  readonly #fetch: typeof fetch;
  #aheadMs = 0;
  #process: Process | undefined;
  #nextTab = 100;
  #ids = 0;

  constructor(send: (now: () => number) => typeof fetch) {
    this.#fetch = send(() => this.timeline.now);
  }

  get isRunning(): boolean {
    return this.#process !== undefined;
  }

  addTab(url: string, frames: ReadonlyMap<number, Frame> = new Map()): number {
    this.#nextTab += 1;
    this.tabs.set(this.#nextTab, { url, frames: new Map(frames) });
    return this.#nextTab;
  }

  closeTab(tabId: number): void {
    if (!this.tabs.delete(tabId)) return;
    this.onTabClosed(tabId);
    this.#dispatch('tabs.onRemoved', tabId, {});
  }

  /** The worker is stopped: for idleness, by an error, by the system. */
  stop(): void {
    const process = this.#process;
    if (!process) return;
    this.kills += 1;
    process.isAlive = false;
    this.#process = undefined;
    this.diesIn = Infinity;
    for (const port of process.ports) port.disconnect();
  }

  start(): void {
    this.#running();
  }

  /** The browser is closed and opened again: what was in memory has gone. */
  restart(): void {
    this.#close();
    this.#dispatch('runtime.onStartup');
  }

  /** The same, and what the journal holds is that of an earlier day. */
  restartWith(kept: ReturnType<MemoryJournal<Job>['dump']>): void {
    this.#close();
    for (const { id } of this.journal.dump().jobs) void this.journal.remove(id);
    this.journal.load(structuredClone(kept));
    this.#dispatch('runtime.onStartup');
  }

  #close(): void {
    this.stop();
    this.session = {};
    this.tabs.clear();
    this.notifications.clear();
  }

  updateAvailable(): void {
    this.#dispatch('runtime.onUpdateAvailable', {});
  }

  /** What the computer's clock shows. */
  get now(): number {
    return this.timeline.now + this.#aheadMs;
  }

  /** Somebody sets the computer's clock: so far ahead of the true time, in milliseconds. Alarms go by it, timers do not. */
  setClock(aheadMs: number): void {
    this.#aheadMs = aheadMs;
    for (const [name, { scheduledTime, periodInMinutes }] of [...this.alarms])
      this.#setAlarm(name, {
        when: scheduledTime,
        ...(periodInMinutes !== undefined && { periodInMinutes }),
      });
  }

  /** An alarm that never comes. */
  forgetAlarm(name: string): void {
    this.#clearAlarm(name);
  }

  /** The button of a notification, where the browser has them. */
  clickNotificationButton(id: string): void {
    if (this.notifications.has(id)) this.#dispatch('notifications.onButtonClicked', id, 0);
  }

  /** She chooses an item in the menu of the toolbar button. */
  clickMenu(id: string): void {
    if (this.menu.has(id)) this.#dispatch('contextMenus.onClicked', { menuItemId: id });
  }

  clickNotification(id: string): void {
    if (this.notifications.has(id)) this.#dispatch('notifications.onClicked', id);
  }

  /** A message of a content script or of a window of ours, and its answer. */
  send(message: unknown, sender: Sender): Promise<unknown> {
    const process = this.#running();
    // Not as something that is under way: its answer may take time.
    return new Promise((resolve) => {
      process.ports.add({ disconnect: () => resolve(undefined) });
      const answers = process.emit('runtime.onMessage', structuredClone(message), sender, resolve);
      if (!answers.includes(true) || !process.isAlive) resolve(undefined);
    });
  }

  /** A dialog's port. */
  connect(sender: Sender): DialogPort & { readonly close: () => void } {
    const process = this.#running();
    let isOpen = true;
    const toDialog: ((message: DialogDownlink) => void)[] = [];
    const ended: (() => void)[] = [];
    const toWorker: ((message: unknown) => void)[] = [];
    const left: (() => void)[] = [];
    const later = (work: () => void): void => void this.timeline.during(() => Promise.resolve().then(work));
    const line = {
      disconnect: () => {
        if (!isOpen) return;
        isOpen = false;
        later(() => ended.forEach((listener) => listener()));
      },
    };
    process.ports.add(line);
    // It may have been stopped as it started.
    if (!process.isAlive) line.disconnect();
    process.emit('runtime.onConnect', {
      name: 'dialog',
      sender,
      postMessage: (message: DialogDownlink) => {
        if (isOpen && process.isAlive)
          later(() => isOpen && toDialog.forEach((listener) => listener(structuredClone(message))));
      },
      onMessage: { addListener: (listener: (message: unknown) => void) => toWorker.push(listener) },
      onDisconnect: { addListener: (listener: () => void) => left.push(listener) },
      disconnect: () => line.disconnect(),
    });
    return {
      post: (message: DialogUplink) => {
        if (!isOpen) throw new Error('Attempting to use a disconnected port object');
        if (process.isAlive) later(() => toWorker.forEach((listener) => listener(structuredClone(message))));
      },
      onMessage: (listener) => toDialog.push(listener),
      onDisconnect: (listener) => ended.push(listener),
      close: () => {
        if (!isOpen) return;
        isOpen = false;
        process.ports.delete(line);
        if (process.isAlive) later(() => left.forEach((listener) => listener()));
      },
    };
  }

  #dispatch(event: string, ...args: unknown[]): void {
    this.#running().emit(event, ...args);
  }

  #running(): Process {
    if (this.#process) return this.#process;
    const process = new Process();
    this.#process = process;
    this.starts += 1;
    startWorker(this.#platform(process));
    return process;
  }

  #platform(process: Process): Platform {
    const never = <T>(): Promise<T> => new Promise(() => undefined);
    const point = (): boolean => {
      if (!process.isAlive) return false;
      this.diesIn -= 1;
      if (this.diesIn > 0) return true;
      this.stop();
      return false;
    };
    const gate = <T>(effect: () => T | Promise<T>): Promise<T> => {
      if (!point()) return never();
      return this.timeline
        .during(async () => {
          const result = await effect();
          return point() ? { result } : undefined;
        })
        .then(
          (done) => (done ? done.result : never<T>()),
          (error: unknown) => {
            if (!process.isAlive) return never<T>();
            throw error;
          },
        );
    };
    const held = new Map<string, Promise<unknown>>();
    return {
      browser: this.#noted(this.#api(process, gate)),
      journal: this.#journal(this.journal, JOB_HALVES.headOf, gate),
      batches: this.#journal(this.batches, (batch) => batch, gate),
      clock: { now: () => this.now, random: () => 0.5 },
      timers: {
        after: (ms, work) =>
          this.timeline.after(ms, () => {
            if (process.isAlive) work();
          }),
      },
      locks: {
        request: (name, work) => {
          const run = (held.get(name) ?? Promise.resolve()).then(work, work);
          held.set(
            name,
            run.catch(() => undefined),
          );
          return run;
        },
      },
      post: {
        timeout: false,
        fetch: async (input, init) => {
          await this.#passes(this.latency);
          return gate(() => {
            this.onRequest();
            return this.#fetch(input, init);
          });
        },
      },
      newId: () => {
        this.#ids += 1;
        return `00000000-0000-4000-8000-${String(this.#ids).padStart(12, '0')}`;
      },
      userAgent: 'Simulated/1',
    };
  }

  /** The same API, noting what is asked of it. */
  #noted(api: BrowserApi): BrowserApi {
    const noted = (part: object, path: string): object =>
      Object.fromEntries(
        Object.entries(part).map(([name, value]: [string, unknown]) => {
          const isPart = typeof value === 'object' && value !== null && !('addListener' in value);
          if (isPart) return [name, noted(value, `${path}${name}.`)];
          if (typeof value !== 'function') return [name, value];
          const ask = (...given: unknown[]): unknown => {
            this.asked.push(path + name);
            return (value as (...given: unknown[]) => unknown)(...given); // its own arguments
          };
          return [name, ask];
        }),
      );
    return noted(api, '') as BrowserApi; // each part stands where it stood
  }

  /** @param headOf what the browser's journal keeps of each for lists */
  #journal<Kept extends Head, Head extends JobRecord>(
    journal: MemoryJournal<Kept>,
    headOf: (kept: Kept) => Head,
    gate: <T>(effect: () => T | Promise<T>) => Promise<T>,
  ): Journal<Kept, Head> {
    const reads = <T>(effect: () => Promise<T>): Promise<T> =>
      gate(async () => {
        if (this.journalTrouble && !this.journalTrouble.writesOnly)
          throw new JournalError(this.journalTrouble.trouble);
        const read = await effect();
        this.onJournal('read', read);
        return read;
      });
    const writes = <T>(effect: () => Promise<T>): Promise<T> =>
      gate(async () => {
        if (this.journalTrouble) throw new JournalError(this.journalTrouble.trouble);
        const written = await effect();
        this.onJournal('written', written);
        return written;
      });
    return {
      job: (id) => reads(() => journal.job(id)),
      head: (id) =>
        reads(async () => {
          const kept = await journal.job(id);
          return kept && headOf(kept);
        }),
      jobs: () => reads(async () => (await journal.jobs()).map(headOf)),
      size: () => reads(() => journal.size()),
      step: (id, name) => reads(() => journal.step(id, name)),
      steps: (id) => reads(() => journal.steps(id)),
      changeJob: (id, change) => writes(() => journal.changeJob(id, (job) => stored(change(job)))),
      changeHeads: (ids, change) => writes(() => journal.changeHeads(ids, change)),
      putStep: (step) => writes(() => journal.putStep(stored(step))),
      remove: (id) => writes(() => journal.remove(id)),
    };
  }

  #api(process: Process, gate: <T>(effect: () => T | Promise<T>) => Promise<T>): BrowserApi {
    const call = <T>(name: string, effect: () => T | Promise<T>): Promise<T> =>
      gate(() => {
        if (this.refuses(name)) throw new Error(`${name} failed`);
        return effect();
      });
    const area = (name: 'session' | 'local', read: () => Record<string, unknown>) => {
      const change = (effect: () => void, keys: readonly string[]): void => {
        effect();
        const changes = Object.fromEntries(keys.map((key) => [key, { newValue: read()[key] }]));
        this.timeline.after(0, () => process.isAlive && process.emit('storage.onChanged', changes, name));
      };
      return {
        get: (key: string | null) =>
          call(`${name}.get`, () =>
            structuredClone(key === null ? read() : key in read() ? { [key]: read()[key] } : {}),
          ),
        set: (items: Record<string, unknown>) =>
          call(`${name}.set`, () =>
            change(() => Object.assign(read(), structuredClone(items)), Object.keys(items)),
          ),
        remove: (key: string) =>
          call(`${name}.remove`, () => change(() => Reflect.deleteProperty(read(), key), [key])),
      };
    };
    const api = {
      runtime: {
        id: EXTENSION,
        getURL: (path: string) => `chrome-extension://${EXTENSION}${path}`,
        getManifest: () => ({ version: '1', content_scripts: [], host_permissions: [] }),
        getPlatformInfo: () => call('runtime.getPlatformInfo', () => ({ os: 'linux', arch: 'x86-64' })),
        reload: () => this.#reload(),
        onMessage: process.on('runtime.onMessage'),
        onConnect: process.on('runtime.onConnect'),
        onInstalled: process.on('runtime.onInstalled'),
        onStartup: process.on('runtime.onStartup'),
        onUpdateAvailable: process.on('runtime.onUpdateAvailable'),
      },
      storage: {
        session: area('session', () => this.session),
        local: area('local', () => this.local),
        managed: {
          get: () => (this.hangs('storage.managed.get') ? new Promise(() => undefined) : gate(() => ({}))),
        },
        onChanged: process.on('storage.onChanged'),
      },
      alarms: {
        get: (name: string) => call('alarms.get', () => this.alarms.get(name)),
        create: (name: string, info: { when?: number; delayInMinutes?: number; periodInMinutes?: number }) =>
          call('alarms.create', () => this.#setAlarm(name, info)),
        clear: (name: string) => call('alarms.clear', () => this.#clearAlarm(name)),
        onAlarm: process.on('alarms.onAlarm'),
      },
      notifications: {
        create: (id: string, { title, message }: { title: string; message: string }) =>
          call('notifications.create', () => {
            this.notifications.set(id, { title, message });
            this.notified.push({ id, title });
            return id;
          }),
        clear: (id: string) => call('notifications.clear', () => this.notifications.delete(id)),
        onClicked: process.on('notifications.onClicked'),
        onButtonClicked: process.on('notifications.onButtonClicked'),
      },
      permissions: {
        contains: ({ origins }: { origins: readonly string[] }) =>
          call('permissions.contains', () => origins.every((origin) => !this.notGranted.has(origin))),
        getAll: () => gate(() => ({ origins: [] })),
        remove: () => gate(() => true),
        onAdded: process.on('permissions.onAdded'),
        onRemoved: process.on('permissions.onRemoved'),
      },
      scripting: {
        executeScript: async ({
          target,
        }: {
          target: { tabId: number; frameIds?: number[]; allFrames?: boolean };
        }) => {
          if (this.hangs('scripting.executeScript')) return new Promise(() => undefined);
          await this.#passes(this.idleAfterMs);
          return call('scripting.executeScript', () => {
            this.entered.push(target);
            for (const frameId of target.frameIds ?? []) this.#frame(target.tabId, frameId).hasScript = true;
            const frames = target.allFrames === true ? [...this.#tab(target.tabId).frames] : [];
            return frames.map(([frameId, { found }]) => ({ frameId, result: structuredClone(found) }));
          });
        },
        getRegisteredContentScripts: () => gate(() => []),
        registerContentScripts: () => gate(() => undefined),
        unregisterContentScripts: () => gate(() => undefined),
        updateContentScripts: () => gate(() => undefined),
      },
      tabs: {
        create: ({ url }: { url: string }) =>
          call('tabs.create', () => {
            this.opened.push(url);
            return { id: this.addTab(url) };
          }),
        get: (id: number) => gate(() => this.#tab(id)),
        query: ({ url }: { url?: string }) =>
          gate(() =>
            [...this.tabs.entries()].flatMap(([id, tab]) =>
              url === undefined || tab.url.startsWith(url.replace('*', '')) ? [{ id, url: tab.url }] : [],
            ),
          ),
        remove: (id: number) => gate(() => this.closeTab(id)),
        update: (id: number) => gate(() => this.#tab(id)),
        sendMessage: (
          tabId: number,
          message: { readonly type: string } & Record<string, unknown>,
          options?: { frameId: number },
        ): Promise<unknown> => {
          if (this.hangs('tabs.sendMessage', message.type)) return new Promise(() => undefined);
          return gate(() => {
            const frame = this.#frame(tabId, options?.frameId ?? 0);
            if (!frame.hasScript) throw new Error('Receiving end does not exist.');
            return frame.receive(structuredClone(message));
          });
        },
        onRemoved: process.on('tabs.onRemoved'),
      },
      windows: {
        create: ({ url }: { url: string }) =>
          call('windows.create', () => {
            this.onWindow(
              new URLSearchParams(url.split('#')[1]).get('n') ?? '',
              this.addTab(`chrome-extension://${EXTENSION}/${url}`),
            );
          }),
        update: () => gate(() => undefined),
      },
      action: {
        setBadgeText: ({ text }: { text: string }) =>
          call('action.setBadgeText', () => void (this.badge = text)),
      },
      extension: { inIncognitoContext: this.isPrivate },
      i18n: { getUILanguage: () => 'en', getMessage: (name: string) => name },
      contextMenus: {
        create: ({ id }: { id: string }) => {
          this.menu.add(id);
          return id;
        },
        onClicked: process.on('contextMenus.onClicked'),
      },
      management: { getSelf: () => gate(() => ({ installType: 'normal' })) },
    };
    // As far as the worker uses it, it behaves as the browser's own; its types name much more.
    return api as unknown as BrowserApi;
  }

  async #passes(ms: number): Promise<void> {
    if (ms > 0) await new Promise<void>((passed) => void this.timeline.after(ms, () => passed()));
  }

  #tab(id: number): Tab & { readonly id: number; readonly windowId: number } {
    const tab = this.tabs.get(id);
    if (!tab) throw new Error(`No tab with id: ${id}.`);
    return { id, windowId: 1, ...tab };
  }

  #frame(tabId: number, frameId: number): Frame {
    const frame = this.#tab(tabId).frames.get(frameId);
    if (!frame) throw new Error(`No frame with id ${frameId} in tab ${tabId}.`);
    return frame;
  }

  #setAlarm(
    name: string,
    {
      when,
      delayInMinutes = 0,
      periodInMinutes,
    }: { when?: number; delayInMinutes?: number; periodInMinutes?: number },
  ): void {
    this.#clearAlarm(name);
    const scheduledTime = when ?? this.now + delayInMinutes * 60_000;
    const inMs = scheduledTime - this.now + this.alarmsLateMs;
    const cancel = this.timeline.after(inMs, () => {
      this.alarms.delete(name);
      if (periodInMinutes !== undefined)
        this.#setAlarm(name, { delayInMinutes: periodInMinutes, periodInMinutes });
      this.#dispatch('alarms.onAlarm', { name });
    });
    this.alarms.set(name, {
      scheduledTime,
      cancel,
      ...(periodInMinutes !== undefined && { periodInMinutes }),
    });
  }

  #clearAlarm(name: string): boolean {
    this.alarms.get(name)?.cancel();
    return this.alarms.delete(name);
  }

  #reload(): void {
    this.reloads += 1;
    this.onReload();
    this.stop();
    this.session = {};
    this.#dispatch('runtime.onInstalled', { reason: 'update' });
  }
}
