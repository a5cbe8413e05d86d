import { expect } from 'vitest';
import { isAtWork } from '../../lib/background/lifecycle/updates.ts';
import { badgeOf } from '../../lib/background/jobs/badge.ts';
import { dueAt, isOpen, pauseOf } from '../../lib/clone/job/due.ts';
import { viewOf } from '../../lib/clone/job/view.ts';
import { isRemovable, noticeOf } from '../../lib/room/report/job-view.ts';
import type { DialogView } from '../../lib/messages/messages.ts';
import { ADMIN } from '../campus/demo/admin.ts';
import { CampusWorld, type SimulatedWindow, type User, USERS } from './campus-world.ts';
import type { Happening } from './happenings.ts';

/** What is expected of one window's clone. */
interface Expected {
  /** The name that was saved last, while it could be. */
  saved: string | undefined;
  /** Deleting it was asked for, and confirmed where that was asked. */
  undone: boolean;
  /** Whether its window may have gone with something that the worker had not answered. */
  uncertain: boolean;
}

const DAY_MS = 86_400_000;

/** What nobody may save in a window of somebody else's. */
const MEDDLED = { name: 'Not hers', description: '', tags: '' };

/** Whose the content of a window is; undefined where it shows nothing of anybody's. */
function ownerOf(view: DialogView): string | undefined {
  if (view.state === 'form') return view.user;
  return view.state === 'job' ? view.job.user : undefined;
}

/** A life of the worker, and what must be true of it; answers how each job ended. */
export async function live(happenings: readonly Happening[]): Promise<readonly string[]> {
  const world = await CampusWorld.create();
  const life = new Life(world);
  for (const one of happenings) {
    await life.happen(one);
    await life.check();
  }
  await life.end();
  return (await world.jobs()).map(({ state }) => state.kind);
}

class Life {
  readonly #world: CampusWorld;
  readonly #expected = new Map<string, Expected>();
  readonly #wrong: string[] = [];
  /** Jobs whose room somebody has worked in since it was finished. */
  readonly #workedIn = new Set<string>();
  /** Jobs whose deletion was asked for: in so many words, where somebody has worked in the room. */
  readonly #undoAsked = new Set<string>();
  /**
   * Who uses Kaltura here, by what the worker was told: whose page was opened last, with a session, and by whom it was
   * signed out of since. `unknown` where it may not have heard: Kaltura was away, or the worker was stopped over it.
   */
  #there: User | 'nobody' | 'unknown' = USERS[1];
  /** Whose page gave the session that is remembered. */
  #remembered: User | 'unknown' | undefined = USERS[1];
  /** Whose page has a session that is not over. */
  readonly #withSession = new Set<User>(USERS);
  #saves = 0;
  #deletesWereRefused = false;
  #moodleHadTrouble = false;
  /** What the journal has held after each happening; and whether an earlier state of it was put back. */
  readonly #disks: ReturnType<CampusWorld['browser']['journal']['dump']>[] = [];
  #wasRolledBack = false;
  /** Whether the worker was stopped while it did something: a notice may be shown twice, then. */
  #wasStopped = false;

  constructor(world: CampusWorld) {
    this.#world = world;
    const { browser } = world;
    const reload = browser.onReload;
    browser.onReload = () => {
      // What is typed would be lost, and a job at work would lose its session.
      // In one that was refused nothing can be typed: its worker was stopped before it had made the ticket.
      const open = world.windows.filter(({ isOpen, view }) => isOpen && view.state !== 'refused').length;
      if (open > 0) this.#wrong.push(`an update under ${open} windows`);
      if (browser.journal.dump().jobs.some(isAtWork)) this.#wrong.push('an update while a job is at work');
      reload();
    };
    browser.onRequest = () => {
      // Whatever may be stopped in the middle is woken again.
      for (const job of browser.journal.dump().jobs) {
        const isAtWorkNow = isOpen(job) && pauseOf(job) === undefined;
        if (isAtWorkNow && !browser.alarms.has(`job|${job.id}`))
          this.#wrong.push(`no alarm for a job that is ${job.state.kind}`);
      }
    };
  }

  async happen(one: Happening): Promise<void> {
    const world = this.#world;
    const { browser } = world;
    switch (one.kind) {
      case 'open':
        world.letsFramesIn = one.letsFramesIn;
        this.#expectRefused(one.user);
        // A page whose session is over says nothing of who is there.
        if (this.#withSession.has(one.user)) await this.#comes(one.user, () => world.click(one.user));
        else await world.click(one.user);
        if (!one.letsFramesIn) await world.pass(2_000);
        return;
      case 'pass':
        await world.pass(one.ms);
        return this.#checkShown();
      case 'stop':
        this.#wasStopped = true;
        browser.stop();
        return;
      case 'oldDisk': {
        this.#wasStopped = true;
        this.#wasRolledBack = true;
        this.#expectNothingUnanswered();
        this.#remembered = undefined;
        world.restart(this.#disks.at(-one.back));
        return world.pass(0);
      }
      case 'moodle':
        world.course.trouble = one.trouble;
        this.#moodleHadTrouble ||= one.trouble !== 'none';
        return;
      case 'stopIn':
        this.#wasStopped = true;
        browser.diesIn = one.points;
        return;
      case 'update':
        browser.updateAvailable();
        return world.pass(0);
      case 'restart':
        this.#wasStopped = true;
        this.#expectNothingUnanswered();
        this.#remembered = undefined;
        world.restart();
        return world.pass(0);
      case 'signIn':
        return this.#signIn(one.user);
      case 'signOut':
        // It counts where the session that is remembered came from that site.
        if (browser.diesIn !== Infinity || this.#remembered === 'unknown') this.#there = 'unknown';
        else if (this.#remembered === one.user) this.#there = 'nobody';
        if (this.#wasStopped) this.#expectNothingUnanswered();
        if (this.#remembered === one.user) this.#remembered = undefined;
        return world.signOut(one.user);
      case 'sessionOver':
        // A reading that is made again, and what was pressed behind it, meets that.
        if (this.#wasStopped) this.#expectNothingUnanswered();
        this.#withSession.delete(one.user);
        world.kaltura.expireSessions(one.user);
        return;
      case 'kaltura':
        world.isAway = one.isAway;
        return;
      case 'server': {
        const { diesAfter } = one;
        world.kaltura.switches.fault = (calls) =>
          diesAfter !== undefined && calls.some(({ action }) => action === 'clone')
            ? { diesAfter }
            : undefined;
        return;
      }
      case 'deletes':
        world.kaltura.switches.forbidden = new Set(one.areRefused ? ['baseentry.delete'] : []);
        this.#deletesWereRefused ||= one.areRefused;
        return;
      case 'lag':
        world.kaltura.switches.indexLagMs = one.ms;
        return;
      case 'clock':
        browser.setClock(one.ms);
        return;
      case 'alarms':
        browser.alarmsLateMs = one.ms;
        return;
      case 'journal':
        // What waits for a worker that is stopped meets it.
        if (one.trouble !== 'none' && this.#wasStopped) this.#expectNothingUnanswered();
        browser.journalTrouble =
          one.trouble === 'none' ? undefined : { trouble: one.trouble, writesOnly: one.trouble === 'full' };
        return;
      case 'workInRoom':
        return this.#workInRoom();
      case 'popup':
        return this.#checkPopup();
      case 'popupUndo': {
        const job = (await world.popup())?.jobs.find(
          ({ state }) => state.kind === 'running' || state.kind === 'waiting',
        );
        if (!job || browser.journalTrouble) return;
        const expected = this.#expected.get(job.jobId);
        this.#undoAsked.add(job.jobId);
        const answer = await world.panel({ type: 'job.undo', jobId: job.jobId, confirmed: false });
        if (expected && answer === true) expected.undone = true;
        else if (expected) expected.uncertain = true;
        return;
      }
      case 'clickNotice': {
        const [id] = [...browser.notifications.keys()];
        if (id === undefined) return;
        const before = browser.opened.length;
        const tabs = browser.tabs.size;
        browser.clickNotification(id);
        await world.pass(1_000);
        // It leads somewhere: a tab was opened, or the page went there, or the tab in which it was started is shown.
        if (!browser.journalTrouble && !this.#wasStopped && tabs === 0)
          expect(browser.opened.length).toBeGreaterThan(before);
        if (browser.opened.length > before) this.#expectNoWindow(id);
        return;
      }
      case 'save':
      case 'undo':
      case 'keep':
      case 'retry':
      case 'openRoom':
      case 'decide':
      case 'meddle':
      case 'close': {
        const open = world.windows.filter(({ isOpen }) => isOpen);
        const window = open.at(one.who % Math.max(1, open.length));
        if (window) await this.#press(window, one);
      }
    }
  }

  async #press(window: SimulatedWindow, one: Extract<Happening, { who: number }>): Promise<void> {
    const world = this.#world;
    const { view } = window;
    const expected = this.#of(window);
    const job = view.state === 'job' ? view.job : undefined;
    const maySave =
      (view.state === 'form' && !view.busy) ||
      (job && ['running', 'waiting', 'ready'].includes(job.state.kind) && !expected.undone);
    // It shows what it showed last, until it has a worker again; then it may be hers no more.
    const owner = ownerOf(view);
    if (owner !== undefined && owner !== this.#there) expected.uncertain = true;
    switch (one.kind) {
      case 'save': {
        if (!maySave) return;
        this.#saves += 1;
        const name = `Copy ${this.#saves}`;
        const texts = { name, description: '', tags: '' };
        const copyActivity = view.state === 'form' && view.activity.kind === 'offered';
        window.send({ type: 'save', texts, leaveOut: [], copyActivity });
        expected.saved = name;
        // Where it can't be noted, the window says so, and what is typed is there to be saved again.
        if (world.browser.journalTrouble || world.isAway) expected.uncertain = true;
        break;
      }
      case 'undo': {
        if (!job || job.state.kind === 'decision' || !isRemovable(job)) return;
        if (one.worked && job.state.kind === 'ready') await this.#workIn(job.jobId);
        const confirmed = view.state === 'job' && view.asksBeforeUndo;
        // Of a room that somebody has worked in she is asked first: only then it counts.
        if (confirmed || !this.#workedIn.has(job.jobId)) this.#undoAsked.add(job.jobId);
        window.send({ type: 'undo', confirmed });
        // A room that is finished may be asked about first.
        const isFinished = job.state.kind === 'ready' || job.state.kind === 'failed';
        if (confirmed || !isFinished) expected.undone = true;
        expected.uncertain ||= world.browser.journalTrouble !== undefined || isFinished;
        await world.pass(0);
        if (!confirmed && this.#workedIn.has(job.jobId)) await this.#checkAsked(window, job.jobId);
        if (window.view.state !== 'job' || !window.view.asksBeforeUndo || confirmed) return;
        if (one.answer === 'keep') return this.#press(window, { kind: 'keep', who: one.who });
        return one.answer === 'yes' ? this.#press(window, one) : undefined;
      }
      case 'keep':
        window.send({ type: 'keep' });
        await world.pass(2_000);
        if (window.view.state === 'job' && window.view.trouble === undefined && this.#isCertain(window))
          expect(window.view.asksBeforeUndo).toBe(false);
        return;
      case 'retry':
        window.send({ type: 'retry' });
        break;
      case 'decide': {
        if (job?.state.kind !== 'decision') return;
        const { about, candidates } = job.state;
        const room = candidates[0]?.entryId ?? '';
        const decision =
          one.answer === 'first' ? ({ kind: 'thisOne', room } as const) : ({ kind: one.answer } as const);
        window.send({ type: 'decide', about, decision });
        expected.uncertain = true;
        break;
      }
      case 'meddle':
        // What a window of somebody else's does not offer is refused all the same.
        if (view.state !== 'failed' || view.problem.code !== 'windowOfOther' || !this.#isCertain(window))
          return;
        window.send({ type: 'save', texts: MEDDLED, leaveOut: [], copyActivity: false });
        window.send({ type: 'undo', confirmed: true });
        window.send({ type: 'decide', about: 0, decision: { kind: 'leave' } });
        break;
      case 'openRoom':
        if (job?.state.kind !== 'ready') return;
        window.send({ type: 'room.open' });
        break;
      case 'close':
        await this.#close(window, one.way);
        break;
    }
    await world.pass(0);
  }

  /** A page of hers is opened, signed in. */
  async #signIn(user: User): Promise<void> {
    this.#expectRefused(user);
    this.#withSession.add(user);
    await this.#comes(user, () => this.#world.signIn(user));
  }

  /** A page of hers tells the worker of her session: one that is stopped over it, as by an update, may not hear. */
  async #comes(user: User, tells: () => Promise<unknown>): Promise<void> {
    const { browser, isAway } = this.#world;
    const isHeard = !isAway && browser.diesIn === Infinity;
    const { kills } = browser;
    this.#there = isHeard ? user : 'unknown';
    this.#remembered = this.#there === user ? user : 'unknown';
    await tells();
    if (browser.kills !== kills) this.#there = this.#remembered = 'unknown';
  }

  /** Whether nothing stands between what is true and what this window shows. */
  #isCertain({ isOpen, isServed }: SimulatedWindow): boolean {
    const { browser } = this.#world;
    const isWell = browser.isRunning && browser.diesIn === Infinity && !browser.journalTrouble;
    return isWell && isOpen && isServed && this.#there !== 'unknown';
  }

  /** Nothing of somebody else's is shown to who is there; and nobody waits for somebody else's clone. */
  async #checkShown(): Promise<void> {
    const jobs = await this.#world.jobs();
    for (const window of this.#world.windows) {
      if (!this.#isCertain(window)) continue;
      const { view } = window;
      expect([undefined, this.#there]).toContain(ownerOf(view));
      const isAtWork = jobs.some(
        ({ user, state }) => user === ownerOf(view) && (state.kind === 'running' || state.kind === 'waiting'),
      );
      if (view.state === 'form' && view.busy) expect(isAtWork).toBe(true);
    }
  }

  /** The popup lists the clones of who is there, and no others. */
  async #checkPopup(): Promise<void> {
    const there = this.#there;
    const isCertain = this.#world.browser.diesIn === Infinity && there !== 'unknown';
    const hers = async (): Promise<readonly string[]> =>
      (await this.#world.jobs()).flatMap(({ id, user }) => (user === there ? [id] : [])).toSorted();
    const before = await hers();
    const listed = await this.#world.popup();
    if (!isCertain || this.#world.browser.journalTrouble) return;
    // A window that waited for the worker may have saved meanwhile.
    expect([before, await hers()]).toContainEqual(listed?.jobs.map(({ jobId }) => jobId).toSorted());
  }

  /** Undo of a room that somebody has worked in does something: its window asks. */
  async #checkAsked(window: SimulatedWindow, jobId: string): Promise<void> {
    const { view } = window;
    if (!this.#isCertain(window) || view.state !== 'job' || view.trouble !== undefined) return;
    const job = await this.#world.browser.journal.job(jobId);
    if (job && job.state.kind !== 'decision' && isRemovable(viewOf(job)))
      expect(view.asksBeforeUndo).toBe(true);
  }

  /** The page went to the room of this job: no window hides it. One whose worker was stopped meanwhile goes later. */
  #expectNoWindow(jobId: string): void {
    const { browser, windows } = this.#world;
    if (browser.journalTrouble || browser.diesIn !== Infinity || !browser.isRunning) return;
    const over = windows.filter(
      ({ isOpen, view }) => isOpen && view.state === 'job' && view.job.jobId === jobId,
    );
    expect(over.map(({ ticket }) => ticket)).toEqual([]);
  }

  async #close(window: SimulatedWindow, way: 'button' | 'page' | 'tab' | 'navigation'): Promise<void> {
    if (way === 'button') {
      window.send({ type: 'close' });
      return;
    }
    // What the worker has not answered goes with the document.
    for (const other of this.#world.windows)
      if (other.tabId === window.tabId && !(this.#world.browser.isRunning && other.isServed))
        this.#of(other).uncertain = true;
    if (this.#world.browser.diesIn !== Infinity) this.#expectNothingUnanswered();
    if (way === 'page') await window.closeByPage();
    else if (way === 'tab') this.#world.browser.closeTab(window.tabId);
    else window.vanish();
  }

  #expectNothingUnanswered(): void {
    for (const expected of this.#expected.values()) expected.uncertain = true;
  }

  /** Somebody comes: what others pressed, and a stopped worker did not get, is refused once she is there. */
  #expectRefused(comes: User): void {
    if (!this.#wasStopped) return;
    for (const window of this.#world.windows) if (window.user !== comes) this.#of(window).uncertain = true;
  }

  #of({ ticket }: SimulatedWindow): Expected {
    const expected = this.#expected.get(ticket) ?? { saved: undefined, undone: false, uncertain: false };
    this.#expected.set(ticket, expected);
    return expected;
  }

  /** Somebody edits the newest room that is ready. */
  async #workInRoom(): Promise<void> {
    const ready = (await this.#world.jobs()).findLast(({ state }) => state.kind === 'ready');
    if (ready) await this.#workIn(ready.id);
  }

  async #workIn(jobId: string): Promise<void> {
    await this.#world.pass(1_500);
    const job = await this.#world.browser.journal.job(jobId);
    if (!job?.room) return;
    this.#workedIn.add(jobId);
    const baseEntry = { objectType: 'KalturaRoomEntry', tags: 'worked' };
    await this.#world.admin.call(ADMIN, 'baseEntry', 'update', { entryId: job.room, baseEntry });
  }

  /** What must be true at any time. */
  async check(): Promise<void> {
    const { browser } = this.#world;
    this.#disks.push(browser.journal.dump());
    expect(this.#wrong).toEqual([]);
    expect(JSON.stringify(await this.#world.jobs())).not.toContain('djJ8');
    expect(JSON.stringify(browser.local)).not.toContain('djJ8');
    expect(this.#world.windows.filter(({ view }) => view.state === 'refused' && !this.#wasStopped)).toEqual(
      [],
    );
  }

  /** Everything is well again, and time passes: then everything has come to its end. */
  async end(): Promise<void> {
    const world = this.#world;
    const { browser } = world;
    browser.diesIn = Infinity;
    browser.journalTrouble = undefined;
    world.isAway = false;
    browser.alarmsLateMs = 0;
    // Its clock is right again, once more: what was noted by the wrong one is still there.
    browser.setClock(0);
    Object.assign(world.kaltura.switches, { indexLagMs: 0, fault: () => undefined, forbidden: new Set() });
    await world.pass(60_000);
    // A day later: the sessions of today are over.
    for (const one of USERS) world.kaltura.expireSessions(one);
    // Whoever signs in ends the session of the one before: each has her time.
    for (const one of [...USERS, ...USERS]) {
      await this.#comes(one, () => world.signIn(one));
      await this.#checkRetry();
      await world.pass(3_600_000);
      await this.#checkShown();
      await this.#checkPopup();
    }
    // A Moodle that nobody signs in to is given up in the end.
    if ((await world.jobs()).some((job) => pauseOf(job)?.until === 'moodle')) {
      await world.pass(4 * DAY_MS);
      for (const one of USERS) {
        await this.#comes(one, () => world.signIn(one));
        await world.pass(3_600_000);
      }
    }
    const jobs = await world.jobs();
    this.#checkCourse(jobs);
    for (const job of jobs) {
      // Nothing waits for ever; and nothing wakes the worker for what is over.
      expect(['ready', 'undone', 'failed', 'decision']).toContain(job.state.kind);
      expect(dueAt(job)).toBeUndefined();
      expect(job.announced).toBe(noticeOf(viewOf(job)));
      expect(job.wanted.texts.name).not.toBe(MEDDLED.name);
      // Nothing is deleted that nobody wanted to be deleted; least of all what colleagues have done.
      if (job.state.kind === 'undone') expect(this.#undoAsked).toContain(job.id);
    }
    expect([...browser.alarms.keys()]).toEqual([]);
    await this.#checkExpected();
    this.#checkNotices(await world.jobs());
    const shown = (await world.jobs()).filter((job) => job.user === USERS.at(-1));
    expect(browser.badge).toBe(badgeOf(shown, false));
    await this.#checkClosed();
    expect(this.#wrong).toEqual([]);
  }

  /** Of each clone that says so there is one copy of the activity, and of none that was undone. */
  #checkCourse(jobs: Awaited<ReturnType<CampusWorld['jobs']>>): void {
    const { copies } = this.#world.course;
    let promised = 0;
    for (const { id, room, state, activity } of jobs) {
      const own = copies.filter(({ entryId }) => entryId === room);
      if (state.kind === 'undone') expect(own, `${id} is undone`).toEqual([]);
      // A room that may not be deleted stays, and so does what opens it.
      if (state.kind === 'failed' && this.#deletesWereRefused) promised += own.length;
      if (state.kind !== 'ready' || !activity) continue;
      const line = state.finished.report.parts.find(({ part }) => part === 'activity');
      expect(line, `${id}: what became of the activity is said`).toBeDefined();
      if (line?.outcome !== 'copied') {
        expect(this.#moodleHadTrouble, `${id}: nothing kept Moodle from copying`).toBe(true);
        continue;
      }
      promised += 1;
      // What was made before the disk was put back nobody knows of any more.
      if (!this.#wasRolledBack) expect(own, `${id}: one copy`).toHaveLength(1);
      expect(
        own.some(({ visible }) => visible),
        `${id}: hidden`,
      ).toBe(false);
    }
    if (!this.#moodleHadTrouble && !this.#wasRolledBack) expect(copies).toHaveLength(promised);
  }

  /** Everything is well: Try again leads on, wherever it is offered. */
  async #checkRetry(): Promise<void> {
    const failed = this.#world.windows.filter(
      ({ isOpen, view }) => isOpen && view.state === 'failed' && view.retry,
    );
    for (const window of failed) window.send({ type: 'retry' });
    await this.#world.pass(5_000);
    expect(failed.filter(({ isOpen, view }) => isOpen && view.state === 'failed')).toEqual([]);
  }

  async #checkExpected(): Promise<void> {
    for (const [ticket, { saved, undone, uncertain }] of this.#expected) {
      const job = await this.#world.browser.journal.job(ticket);
      const window = this.#world.windows.find((one) => one.ticket === ticket);
      if (saved === undefined || uncertain) continue;
      // Another window of the same user may have been first: then this one says that it may not start yet.
      const isOther = (await this.#world.jobs()).some(({ user }) => user === window?.user);
      if (!job) expect(isOther).toBe(true);
      else if (undone) expect(['undone', 'failed', 'decision', 'ready']).toContain(job.state.kind);
      else expect(job.wanted.texts.name).toBe(saved);
      // What was refused once is hers to ask for again.
      if (job && undone && !(this.#deletesWereRefused && job.state.kind === 'failed'))
        expect(job.state.kind).toBe('undone');
    }
  }

  /** Each end is told once: its notification is there, or it was followed, or the browser was closed. */
  #checkNotices(jobs: Awaited<ReturnType<CampusWorld['jobs']>>): void {
    const { browser } = this.#world;
    for (const job of jobs) {
      const notice = noticeOf(viewOf(job));
      if (notice === undefined) expect([...browser.notifications.keys()]).not.toContain(job.id);
      else expect(browser.notified.map(({ id }) => id)).toContain(job.id);
      const told = browser.notified.filter(
        ({ id, title }) => id === job.id && title === 'Clone room is ready',
      );
      if (!this.#wasStopped && job.state.kind === 'ready') expect(told).toHaveLength(1);
    }
  }

  /** All windows are closed: nothing of them is left, no session, no reading. */
  async #checkClosed(): Promise<void> {
    const world = this.#world;
    for (const window of world.windows) window.vanish();
    await world.pass(60_000);
    for (const [key, value] of Object.entries(world.browser.session)) {
      expect(key).not.toMatch(/^reading\|/);
      if (key.startsWith('ticket|')) expect(JSON.stringify(value)).not.toContain('"ks"');
    }
    const { reloads } = world.browser;
    world.browser.updateAvailable();
    await world.pass(60_000);
    // Where no tab of ours is open, the update is taken now.
    const ownTabs = [...world.browser.tabs.values()].filter(({ url }) => url.startsWith('chrome-extension:'));
    if (ownTabs.length === 0) expect(world.browser.reloads).toBe(reloads + 1);
  }
}
