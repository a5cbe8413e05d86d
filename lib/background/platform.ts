import type {
  Action,
  Alarms,
  ContextMenus,
  Extension,
  I18n,
  Management,
  Notifications,
  Permissions,
  Runtime,
  Scripting,
  Storage,
  Tabs,
  Windows,
} from 'webextension-polyfill';
import type { JobJournal } from '../clone/job/record.ts';
import type { ClockAndRandom } from '../clone/engine/steps.ts';
import type { Journal } from '../clone/engine/journal.ts';
import type { PostOptions } from '../kaltura/transport/post-json.ts';
import type { Timers } from '../in-time.ts';
import type { Batch } from '../plan/batch.ts';

/**
 * The world around the worker, in one seam: the browser's API as far as it is used here, the journal, clock, timers,
 * locks and network. `entrypoints/background.ts` passes the real ones, a test passes simulated ones; no module of
 * this folder knows another way to any of it.
 */
export interface Platform {
  readonly browser: BrowserApi;
  readonly journal: JobJournal;
  /** Batches are records without steps: what they do, their jobs do. */
  readonly batches: Journal<Batch>;
  readonly clock: ClockAndRandom;
  /** As long as the worker lives. */
  readonly timers: Timers;
  readonly locks: Locks;
  /** How requests are sent. */
  readonly post: PostOptions;
  /** A random id that nobody can guess. */
  readonly newId: () => string;
  /** The browser, as it names itself. */
  readonly userAgent: string;
}

/** Web Locks, as far as they are needed: held until the promise of the work settles, freed when the worker dies. */
export interface Locks {
  readonly request: <T>(name: string, work: () => Promise<T>) => Promise<T>;
}

/** The browser's API, as far as the worker uses it. */
export interface BrowserApi {
  readonly runtime: Pick<
    Runtime.Static,
    | 'id'
    | 'lastError'
    | 'getURL'
    | 'getManifest'
    | 'getPlatformInfo'
    | 'reload'
    | 'onMessage'
    | 'onConnect'
    | 'onInstalled'
    | 'onStartup'
    | 'onUpdateAvailable'
  >;
  readonly storage: {
    readonly session: Pick<Storage.StorageArea, 'get' | 'set' | 'remove'>;
    readonly local: Pick<Storage.StorageArea, 'get' | 'set' | 'remove'>;
    readonly managed: Pick<Storage.StorageArea, 'get'>;
    readonly onChanged: Storage.Static['onChanged'];
  };
  readonly alarms: Pick<Alarms.Static, 'get' | 'create' | 'clear' | 'onAlarm'>;
  readonly notifications: Pick<Notifications.Static, 'create' | 'clear' | 'onClicked'> &
    Partial<Pick<Notifications.Static, 'onButtonClicked'>>;
  readonly permissions: Pick<Permissions.Static, 'contains' | 'getAll' | 'remove' | 'onAdded' | 'onRemoved'>;
  readonly scripting: Pick<
    Scripting.Static,
    | 'executeScript'
    | 'getRegisteredContentScripts'
    | 'registerContentScripts'
    | 'unregisterContentScripts'
    | 'updateContentScripts'
  >;
  readonly tabs: Pick<
    Tabs.Static,
    'create' | 'get' | 'query' | 'remove' | 'sendMessage' | 'update' | 'onRemoved'
  >;
  readonly windows: Pick<Windows.Static, 'create' | 'update'>;
  readonly action: Pick<Action.Static, 'setBadgeText'>;
  readonly extension: Pick<Extension.Static, 'inIncognitoContext'>;
  readonly i18n: Pick<I18n.Static, 'getUILanguage' | 'getMessage'>;
  /** Not every browser has such menus: Firefox for Android has none. */
  readonly contextMenus?: Pick<ContextMenus.Static, 'create' | 'onClicked'>;
  readonly management: Pick<Management.Static, 'getSelf'>;
}

/** Resolves after so many milliseconds. */
export const pause = (ms: number, timers: Timers): Promise<void> =>
  new Promise((resolve) => {
    timers.after(ms, resolve);
  });
