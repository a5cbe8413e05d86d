/**
 * Everything that is said between the surfaces of the extension, as types only: a content script imports
 * this without a byte. The receivers parse (`inbound.ts`), whatever the types say.
 *
 * Three tiers of trust, by who may say it:
 *   PageMessage    content scripts (they live in a page that is not trusted)
 *   DialogMessage  our dialog page, on a port, after its one-time ticket was accepted
 *   PanelMessage   popup and other extension pages of ours in a tab or popup of their own
 */
import type { MoodleAsk } from '../moodle/port.ts';
import type { HandedSession } from '../pages/sessions/page-globals.ts';
import type { PageScripts } from '../pages/sessions/page-scripts.ts';
import type { Activity, NotCopyable } from '../room/activity.ts';
import type { Aim, ItemState, Tally } from '../plan/queue.ts';
import type { NameRules } from '../plan/names.ts';
import type { Choice } from '../room/choice.ts';
import type { Contents } from '../room/contents.ts';
import type { Gallery } from '../room/gallery.ts';
import type { JobStateView, JobView } from '../room/report/job-view.ts';
import type { Problem } from '../room/report/problem.ts';
import type { Decision } from '../room/report/decision.ts';
import type { RoomTexts } from '../room/texts/texts.ts';
import type { RefusedValue } from '../settings/policy.ts';
import type { SettingName, Settings } from '../settings/settings.ts';
import type { SiteLine } from '../sites/lines.ts';
import type { MenuTexts } from '../texts/menu-texts.ts';

/** Content script → background, by `runtime.sendMessage`. */
export type PageMessage =
  /** A page shows these entries: which are rooms that its user may clone? Answer: RoomsAnswer. */
  | {
      readonly type: 'rooms.seen';
      readonly entryIds: readonly string[];
      readonly sessions: readonly HandedSession[];
      /** As the page's `lang` says: our item is in the language of what is around it. */
      readonly language: string;
      /** A page that has no session of its own: the sessions count that other pages gave. */
      readonly remembered?: boolean;
    }
  /** Scripts of the page, or of another page of its site, that may hold a session. Answer: ScriptsAnswer. */
  | { readonly type: 'scripts.seen'; readonly scripts: PageScripts }
  /** The page shows a room that its user may clone: our script that keeps the item in it is put into its frame. Answer: none. */
  | { readonly type: 'items.wanted' }
  /** A page of Moodle is shown on which somebody is signed in. Answer: none; the script for it is put into the page. */
  | { readonly type: 'moodle.seen' }
  /** That script is there: what waited for this Moodle goes on. */
  | { readonly type: 'moodle.hello'; readonly base: string }
  /** She has opened a menu that holds our item, or is at it: a click is likely. Answer: none. */
  | { readonly type: 'dialog.likely' }
  /** The teacher clicked our item (a trusted click). Answer: none; the dialog appears by `dialog.show`. */
  | {
      readonly type: 'clone.clicked';
      readonly entryId: string;
      /** The room's, as our answer said: shown until the room itself has been read. */
      readonly name?: string | undefined;
      readonly sessions: readonly HandedSession[];
      /** The origin of the page that holds this frame, as the browser tells it; none at the top. */
      readonly parentOrigin?: string | undefined;
      /** The Moodle activity in whose menu it was. */
      readonly activity?: Activity;
    }
  /** The window was closed, by whatever way. */
  | { readonly type: 'dialog.closed'; readonly ticket: string }
  /** The banner's link to the room was clicked, or the one to the report. */
  | { readonly type: 'banner.openRoom'; readonly jobId: string }
  | { readonly type: 'banner.details'; readonly jobId: string }
  /** The page says that nobody is signed in on its site any more. Answer: none. */
  | { readonly type: 'site.signedOut' }
  /** May we still work on the page of this frame? Answer: boolean. */
  | { readonly type: 'site.mayWork' };

/** The answer to `scripts.seen`. What a session is of use for, `rooms.seen` tells. */
export interface ScriptsAnswer {
  /** With their services, for our script in that frame, from which they came. */
  readonly sessions: readonly HandedSession[];
  /** An entry that the scripts name, of whomever it is. */
  readonly entryId: string | undefined;
}

/** The answer to `rooms.seen`. What is no room is not in it. */
export interface RoomsAnswer {
  /** Whether any session of the page's could be used. */
  readonly session: boolean;
  readonly rooms: readonly PageRoom[];
  /** Whose sessions were asked, where the remembered ones were: what their servers do not show is not theirs to clone. */
  readonly partners?: readonly number[];
  /** What the site's own "Clone room" may be called (a pattern): ours stays away from it. None: shown beside it. */
  readonly nativeLabels?: string;
  readonly texts: MenuTexts;
}

/** A room that a page shows. */
export interface PageRoom {
  readonly entryId: string;
  readonly name: string;
  /** Whether the page's user may clone it. */
  readonly right: boolean;
  /** The Moodle activity that opens it. */
  readonly cmid?: number | undefined;
}

/** What one frame's page shows. */
export interface PageDescription {
  /** Whether it shows anything that leads to an entry. */
  readonly hasEntries: boolean;
  /** Whether a session of the user's was found for them. */
  readonly hasSession: boolean;
  readonly isGallery: boolean;
  readonly rooms: readonly PageRoom[];
  /** The entry that the page is about, whatever else it links to. */
  readonly own?: string | undefined;
  /** Kaltura is being asked, and has not answered yet. */
  readonly asking?: boolean | undefined;
  /** Kaltura did not answer; it is asked again by itself. */
  readonly unanswered?: boolean | undefined;
  /** The site's own "Clone room" was seen in a menu of the page: ours stays away from it. */
  readonly native?: boolean | undefined;
}

/** What of a tab may be cloned; where there is nothing, why. */
export type PageOffer =
  /** Nothing is known yet: Kaltura is being asked. */
  | { readonly kind: 'asking' }
  | {
      readonly kind: 'rooms';
      /** The room that the page is about, to be cloned, or not to be: then its name. A list is about none. */
      readonly own:
        | { readonly may: true; readonly room: OfferedRoom }
        | { readonly may: false; readonly name: string }
        | undefined;
      /** Those that the page merely lists or links to. One of `own` and `others` is there. */
      readonly others: readonly OfferedRoom[];
      /** The site has an item of its own for it. */
      readonly native: boolean;
    }
  /** `name`: of the room that the reason is about. */
  | { readonly kind: 'none'; readonly reason: NoRoom; readonly name?: string | undefined };

/** A room with the frame that shows it. */
export interface OfferedRoom {
  readonly frameId: number;
  readonly entryId: string;
  readonly name: string;
  /** The Moodle activity that opens it, which is copied with it. */
  readonly cmid?: number | undefined;
}

/**
 * `galleryRoom`: a gallery's own meeting room belongs to its category and has no entry
 * (docs/facts/kaf-pages.md#4-addresses-and-rooms).
 */
export type NoRoom = 'noEntry' | 'noSession' | 'noAnswer' | 'noRoom' | 'noRight' | 'galleryRoom';

/** Background → a content script, by `tabs.sendMessage` to one frame. */
export type FrameMessage =
  /** Load the dialog's page for a click that is likely, and show nothing of it. `language`: of the window. */
  | { readonly type: 'dialog.prepare'; readonly language: string }
  /** Show the dialog's iframe for this ticket. Answered with `true` by the frame that does. */
  | {
      readonly type: 'dialog.show';
      readonly ticket: string;
      /** For a window that was prepared; another one hears it from the background. */
      readonly known?: KnownRoom | undefined;
      /** The window's, which may not be the page's; its texts and direction are of it. */
      readonly language: string;
      readonly dialog: string;
      readonly close: string;
      readonly direction: 'ltr' | 'rtl';
    }
  /** Take the dialog away (it said `close`, or the popup window took over). */
  | { readonly type: 'dialog.hide'; readonly ticket: string }
  /** Give the focus back to the button from which the dialog was opened. */
  | { readonly type: 'focus.restore' }
  /** A clone is ready: the banner at the top of the page, announced. */
  | {
      readonly type: 'banner.show';
      readonly jobId: string;
      /** Of its texts, which may not be the page's. */
      readonly language: string;
      readonly direction: 'ltr' | 'rtl';
      /** Whether nothing is left to do by hand. */
      readonly isWhole: boolean;
      readonly text: string;
      /** The link to what is left to do; undefined: nothing is. */
      readonly details: string | undefined;
      readonly link: string;
      readonly close: string;
    }
  /** It is not true any more, or was followed: the banner of this clone goes. */
  | { readonly type: 'banner.hide'; readonly jobId: string }
  /** The teacher chose a room of this frame's page in the popup: go on as after a click in the page. */
  | { readonly type: 'clone.start'; readonly entryId: string }
  /** A site was taken back somewhere: ask whether it is this one (`site.mayWork`), and if so go. */
  | { readonly type: 'site.check' }
  /** Go to this path, inside the frame that has the session: only while it still shows this origin. */
  | { readonly type: 'frame.go'; readonly origin: string; readonly path: string };

/** Background → the script in a page of Moodle, at the top of its tab. */
export type MoodleMessage =
  /** Ask your Moodle, if that is the one at this address. Answer: a MoodleResult. */
  | { readonly type: 'moodle.ask'; readonly base: string; readonly question: MoodleAsk }
  /** Answered with `true` by the script in a page of that Moodle. */
  | { readonly type: 'moodle.here'; readonly base: string }
  /** Launch an activity where nobody sees it, for the session that comes with it. Answered with `true`. */
  | { readonly type: 'launch.show'; readonly base: string; readonly cmid: number }
  /** Answered once that launch has come to something which is not of this Moodle, and nothing has followed: with `true`. */
  | { readonly type: 'launch.rests' }
  | { readonly type: 'launch.hide' }
  /** A page of Kaltura's gave a session: ask again what may be cloned. */
  | { readonly type: 'rooms.known' }
  /**
   * Which activity has opened this entry in a frame of your page, or in a tab of its own? Answer: the Activity; undefined
   * where none has, or where several may have.
   */
  | { readonly type: 'activity.shown'; readonly entryId: string; readonly where: 'frame' | 'tab' }
  /** Which activities of your course open which rooms? Answer: CourseRoom[]. */
  | { readonly type: 'course.rooms' }
  /** A copy of an activity is in this course: the page does not show it before it is reloaded. */
  | { readonly type: 'activity.copied'; readonly base: string; readonly courseId: number }
  /** The teacher chose this activity of the course in the popup: go on as after a click in the page. Answered with `true`. */
  | { readonly type: 'activity.clone'; readonly cmid: number }
  /** What rooms has the course, or the activity? Answer: a PageDescription, once Moodle and Kaltura have been asked. */
  | { readonly type: 'page.describe' }
  | { readonly type: 'focus.restore' };

/**
 * Dialog → background, on the port named `dialog`. A request is sent again after a reconnection, with the same number,
 * until it was answered: the worker may have been stopped before it could note it.
 */
export type DialogUplink =
  | { readonly type: 'hello'; readonly ticket: string }
  | { readonly type: 'request'; readonly n: number; readonly message: DialogMessage };

/** Background → dialog. `handled`: what was pressed is noted, or a view says why not. */
export type DialogDownlink =
  { readonly type: 'view'; readonly view: DialogView } | { readonly type: 'handled'; readonly n: number };

/** What a dialog asks for. All of it may come twice. */
export type DialogMessage =
  /** Save: starts the clone in state `form`, stores the edits in every later state. */
  | {
      readonly type: 'save';
      readonly texts: RoomTexts;
      /** What the teacher left out, and whether the Moodle activity is copied too: heeded in state `form` alone. */
      readonly leaveOut: readonly Choice[];
      readonly copyActivity: boolean;
    }
  /** Cancel or undo: what was made is deleted. Not confirmed, it asks first where somebody worked in the room since. */
  | { readonly type: 'undo'; readonly confirmed: boolean }
  /** The teacher does not want it undone, after all: the question goes. */
  | { readonly type: 'keep' }
  /** The teacher's answer to the question `about`: an answer to an earlier one decides nothing. */
  | { readonly type: 'decide'; readonly about: number; readonly decision: Decision }
  /** What is typed and not saved: kept until it is, or until it is thrown away. */
  | { readonly type: 'draft'; readonly draft: Draft }
  | { readonly type: 'draft.discard' }
  /** From here on the window is that of this earlier clone of the same room. */
  | { readonly type: 'earlier.show'; readonly jobId: string }
  /** Read again after a problem; try a job again that waits. */
  | { readonly type: 'retry' }
  /** Go to the new room; in state `decision`, to one of those that may be it. */
  | { readonly type: 'room.open'; readonly candidate?: string | undefined }
  | { readonly type: 'close' };

/** What a window's fields hold before it is saved. */
export interface Draft {
  readonly texts: RoomTexts;
  readonly leaveOut: readonly Choice[];
  readonly copyActivity: boolean;
}

/** What is known of a room before it has been read: enough to type the new room's name. */
export interface KnownRoom {
  readonly name: string;
  /** As in state `form`. */
  readonly namePattern: string;
}

/** A clone of the same room by the same user. */
export interface EarlierClone {
  readonly jobId: string;
  readonly name: string;
  /** Milliseconds since 1970, by the local clock. */
  readonly startedAt: number;
}

/** Whether the Moodle activity from which the window was opened can be copied with the room. */
export type ActivityOffer =
  | { readonly kind: 'none' }
  /** `checked`: by the settings. `name`: the activity's. */
  | { readonly kind: 'offered'; readonly name: string; readonly checked: boolean }
  /** Known before anything is tried: said, and said again in the report. */
  | { readonly kind: 'impossible'; readonly name: string; readonly reason: NotCopyable };

/** Background → dialog: the whole of what the dialog shows, pushed at each change. */
export type DialogView =
  /** No ticket, a used ticket, or one of another tab, frame or entry: show nothing. */
  | { readonly state: 'refused' }
  /** `opening`: the room's page is being opened for its session, which no open page has. */
  | { readonly state: 'reading'; readonly opening?: 'frame' | 'tab'; readonly known?: KnownRoom }
  /** The room could not be read, or may not be cloned: one sentence, what to do. */
  | { readonly state: 'failed'; readonly problem: Problem; readonly retry: boolean }
  | {
      readonly state: 'form';
      readonly original: RoomTexts;
      /** As whom the room is cloned: the Kaltura user whose session is used. */
      readonly user: string;
      readonly contents: Contents;
      /** This user's clone of this room is at work already: Save is refused until it has ended. */
      readonly busy: boolean;
      /** Why the last Save could not be noted: nothing was started. What is typed can be saved again. */
      readonly trouble: Problem | undefined;
      /** What is left out unless the teacher chooses otherwise. */
      readonly leaveOut: readonly Choice[];
      readonly activity: ActivityOffer;
      /** The default name's pattern, with `{name}`; empty: the text of the language. */
      readonly namePattern: string;
      /** What was typed for this room in a window that was closed. */
      readonly draft: Draft | undefined;
      /** The latest clone of this room, where there is one. */
      readonly earlier: EarlierClone | undefined;
    }
  /** There is a clone: how it stands. `asksBeforeUndo`: undo was asked for, and somebody has worked in the room since. */
  | {
      readonly state: 'job';
      readonly job: JobView;
      readonly asksBeforeUndo: boolean;
      /** What was changed in a window that was closed, and not saved. */
      readonly draft: Draft | undefined;
      /** Why what was pressed last could not be noted: nothing of it was done. */
      readonly trouble: Problem | undefined;
    };

/** Popup, options and other pages of ours → background, by `runtime.sendMessage`. */
export type PanelMessage =
  /** What rooms do the frames of this tab show? Answer: PageOffer; none where no script of ours is. */
  | { readonly type: 'page.describe'; readonly tabId: number }
  /** Opens the window for a room that a frame shows. */
  | {
      readonly type: 'page.clone';
      readonly tabId: number;
      readonly frameId: number;
      readonly entryId: string;
      readonly cmid?: number | undefined;
    }
  /** Answer: JobsAnswer, with so many jobs and so many batches at the most. */
  | { readonly type: 'jobs.list'; readonly most: number; readonly mostBatches: number }
  /** Go to the new room; in state `decision`, to one of those that may be it. */
  | { readonly type: 'job.open'; readonly jobId: string; readonly candidate?: string | undefined }
  /** Shows the job's window again: progress, fields, report. Answer: none. */
  | { readonly type: 'job.show'; readonly jobId: string }
  /** A job that waits or broke off: try now. */
  | { readonly type: 'job.retry'; readonly jobId: string }
  /** Answer: `true` while it is being removed, `false` where it asks for a confirmation first. */
  | { readonly type: 'job.undo'; readonly jobId: string; readonly confirmed: boolean }
  | {
      readonly type: 'job.decide';
      readonly jobId: string;
      readonly about: number;
      readonly decision: Decision;
    }
  /** Whose rooms can be cloned now? Answer: Account[]. */
  | { readonly type: 'rooms.accounts' }
  /** A page of the rooms that a person owns, or may edit as the server lists them; from 1. Answer: RoomsPage. */
  | {
      readonly type: 'rooms.list';
      readonly account: Account;
      readonly which: 'own' | 'edited';
      readonly page: number;
    }
  /** Are these rooms that the person may clone? Answer: CheckedRooms. */
  | { readonly type: 'rooms.check'; readonly account: Account; readonly entryIds: readonly string[] }
  /** How much is in these rooms? Answer: RoomInside[], of those that could be counted. */
  | { readonly type: 'rooms.inside'; readonly account: Account; readonly entryIds: readonly string[] }
  /** Where may the person publish? Answer: Galleries. */
  | { readonly type: 'rooms.galleries'; readonly account: Account }
  /** The activities of the course in a tab, with the rooms that they open. Answer: CourseRoom[]. */
  | { readonly type: 'rooms.course'; readonly tabId: number }
  /**
   * Clones these rooms, publishes each to these galleries, by their ids, and names in each those of its original's
   * co-editors who are chosen. Answer: BatchStarted.
   */
  | {
      readonly type: 'batch.start';
      readonly account: Account;
      readonly names: NameRules;
      readonly rooms: readonly BatchRoom[];
      readonly publishTo: readonly number[];
      readonly coeditors: readonly string[];
    }
  /** Answer: BatchLine[], newest first. */
  | { readonly type: 'batch.list' }
  /** Answer: BatchView; undefined where there is none, or it is somebody else's. */
  | { readonly type: 'batch.read'; readonly batchId: string }
  /** What is wanted of the whole. Answer: `true` when it is noted. */
  | { readonly type: 'batch.want'; readonly batchId: string; readonly wish: BatchWish }
  /** Answer: SettingsView. */
  | { readonly type: 'settings.read' }
  /** Stores what is right in `changes`. Answer: SettingsAnswer. */
  | { readonly type: 'settings.write'; readonly changes: Partial<Settings> }
  /** As if nothing had ever been chosen; sites stay as they are. Answer: SettingsView. */
  | { readonly type: 'settings.reset' }
  /** Answer: SiteLine[]. */
  | { readonly type: 'sites.list' }
  /**
   * What can be said and done of the site of a tab: SiteOffer. The browser tells the tab's address because the toolbar
   * button was pressed on it (`activeTab`). Its `origins` are asked for by the window itself, at the click:
   * `permissions.request` takes no other; the rest follows by itself.
   */
  | { readonly type: 'site.offer'; readonly tabId: number }
  /** The browser is being asked about these Kaltura servers, in words that name them as such: origins. Answer: none. */
  | { readonly type: 'site.name'; readonly services: readonly string[] }
  /** Gives sites back to the browser: match patterns. Answer: SiteLine[], as they are then. */
  | { readonly type: 'site.forget'; readonly patterns: readonly string[] }
  /** Answer: string, a text for support that the teacher reviews before it is saved. */
  | { readonly type: 'diagnostics.read' }
  /** What do the accounts allow whose sessions are at hand? Nothing is changed there. Answer: AccountCheck[]. */
  | { readonly type: 'account.check' }
  /** Why is our item there, or not, on this tab? Answer: PageCheck. Nothing is changed. */
  | { readonly type: 'page.check'; readonly tabId: number }
  /** How is this tab's page built? Answer: string, a PageStructure in JSON, for the teacher to review and to save. */
  | { readonly type: 'page.structure'; readonly tabId: number };

/** Whose session of which Kaltura is at hand. */
export interface Account {
  readonly url: string;
  readonly partnerId: number;
  readonly user: string;
}

/** A room as a list shows it. Times in unix seconds. */
export interface ListedRoom {
  readonly entryId: string;
  readonly name: string;
  readonly tags: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly owner: string;
  /** Everybody who is named as its co-editor or co-publisher. */
  readonly coeditors: readonly string[];
  /** The entry from which it was made. */
  readonly root: string | undefined;
}

/** `totalCount`: of all pages, as the server counts them: rooms and what else is no video. */
export type RoomsPage =
  | {
      readonly ok: true;
      readonly rooms: readonly ListedRoom[];
      readonly totalCount: number;
      readonly isLast: boolean;
    }
  | { readonly ok: false; readonly problem: Problem };

/** Of each entry that was asked about: the room, or why it is not cloned. */
export type CheckedRooms =
  | { readonly ok: true; readonly rooms: readonly CheckedRoom[] }
  | { readonly ok: false; readonly problem: Problem };

export type CheckedRoom =
  | { readonly entryId: string; readonly ok: true; readonly room: ListedRoom }
  | { readonly entryId: string; readonly ok: false; readonly problem: Problem };

/** The files and breakout rooms of a room, by their number. */
export interface RoomInside {
  readonly entryId: string;
  readonly count: number;
}

export type Galleries =
  | { readonly ok: true; readonly galleries: readonly Gallery[] }
  | { readonly ok: false; readonly problem: Problem };

/** An activity of a course, and the room that it opens. */
export interface CourseRoom {
  readonly entryId: string;
  readonly activity: Activity;
}

export interface BatchRoom {
  readonly entryId: string;
  readonly name: string;
  readonly copies: number;
  readonly leaveOut: readonly Choice[];
  /** The activity that is copied with it; left out: none. */
  readonly activity?: Activity | undefined;
}

export type BatchStarted =
  { readonly ok: true; readonly batchId: string } | { readonly ok: false; readonly problem: Problem };

export type BatchWish = 'pause' | 'resume' | 'retry' | 'cancel' | 'undo';

/** A batch of clones in numbers. */
export interface BatchLine {
  readonly id: string;
  /** Milliseconds since 1970, by the local clock. */
  readonly startedAt: number;
  readonly of: number;
  readonly tally: Tally;
  readonly aim: Aim;
  readonly paused: 'user' | 'session' | undefined;
  readonly isOver: boolean;
  /** Kaltura has said that it is busy: fewer run at once. */
  readonly isSlow: boolean;
}

export interface BatchView extends BatchLine {
  readonly names: NameRules;
  readonly rows: readonly BatchRow[];
}

/** One clone of a batch. */
export interface BatchRow {
  readonly key: string;
  readonly room: string;
  /** From 1. */
  readonly copy: number;
  readonly leaveOut: readonly Choice[];
  readonly originalName: string;
  readonly name: string;
  readonly state: ItemState;
  /** Why it has no job. */
  readonly problem: Problem | undefined;
  readonly job?: {
    readonly jobId: string;
    readonly state: JobStateView;
    readonly progress: { readonly done: number; readonly of: number };
  };
  readonly newRoom?: string;
  /** Where to see the new room. */
  readonly link?: string;
}

/** What "Check this page" found. */
export interface PageCheck {
  /** For the teacher: one sentence. */
  readonly finding: CheckFinding;
  /** For support, in JSON: no session, no name and no text of the page. */
  readonly text: string;
}

/** `item`: in a menu; `button`: in a row, or beside the title; `notAllowed`: we may not work on this page at all. */
export type CheckFinding =
  | {
      readonly kind: 'item' | 'button' | 'menuNotOpened' | 'native' | 'notAllowed' | 'asking' | NoRoom;
    }
  | { readonly kind: 'noRightOn'; readonly name: string }
  /** The frame in which the room may be. */
  | { readonly kind: 'frameNotAllowed'; readonly host: string };

/** Everything that the options show. */
export interface SettingsView {
  readonly settings: Settings;
  /** What the administrator fixed: shown, not to be changed. */
  readonly fixed: readonly SettingName[];
  /** What of the administrator's policy is not used. */
  readonly policyRefused: readonly RefusedValue[];
  readonly sites: readonly SiteLine[];
  /** Why clones can't be noted in this browser; undefined: they can. */
  readonly trouble?: Problem | undefined;
}

/** What became of `settings.write`. */
export interface SettingsAnswer extends SettingsView {
  /** Names in `changes` that were not stored: wrong for this setting, or fixed. What was typed stays with the window. */
  readonly refused: readonly string[];
}

/** What the popup shows of the clones. */
export interface JobsAnswer {
  /** Those at work or in question, then the others, newest first; without those that a batch has started. */
  readonly jobs: readonly JobView[];
  /** How many there are beside these. */
  readonly left: number;
  /** Newest first. */
  readonly batches: readonly BatchLine[];
  /** How many there are beside these. */
  readonly batchesLeft: number;
  /** Why clones can't be noted here, and none can be started; undefined: they can. */
  readonly trouble: Problem | undefined;
}
