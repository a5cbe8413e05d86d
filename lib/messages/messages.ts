/**
 * Everything that is said between the surfaces of the extension, as types only: a content script imports
 * this without a byte. The receivers parse (`inbound.ts`), whatever the types say.
 *
 * Three tiers of trust, by who may say it:
 *   PageMessage    content scripts (they live in a page that is not trusted)
 *   DialogMessage  our dialog page, on a port, after its one-time ticket was accepted
 *   PanelMessage   popup and other extension pages of ours in a tab or popup of their own
 */
import type { HandedSession } from '../pages/sessions.ts';
import type { Contents } from '../room/contents.ts';
import type { Problem } from '../room/problem.ts';
import type { Report } from '../room/report.ts';
import type { RoomTexts } from '../room/texts.ts';

/** Content script → background, by `runtime.sendMessage`. */
export type PageMessage =
  /** A room's page is shown: may its user clone this entry? Answer: PageAnswer. */
  | { readonly type: 'room.seen'; readonly entryId: string; readonly sessions: readonly HandedSession[] }
  /** The teacher clicked our item (a trusted click). Answer: none; the dialog appears by `dialog.show`. */
  | {
      readonly type: 'clone.clicked';
      readonly entryId: string;
      readonly sessions: readonly HandedSession[];
      /** The origin of the page that holds this frame, as the browser tells it; none at the top. */
      readonly parentOrigin?: string;
    }
  /** The window was closed, by whatever way. */
  | { readonly type: 'dialog.closed'; readonly ticket: string }
  /** The banner's link was clicked. */
  | { readonly type: 'banner.go'; readonly jobId: string };

/** The answer to `room.seen`: show the item or not. */
export interface PageAnswer {
  readonly offer: boolean;
}

/** Background → a content script, by `tabs.sendMessage` to one frame. */
export type FrameMessage =
  /** Show the dialog's iframe for this ticket. Answered with `true` by the frame that does. */
  | { readonly type: 'dialog.show'; readonly ticket: string }
  /** Take the dialog away (it said `close`, or the popup window took over). */
  | { readonly type: 'dialog.hide'; readonly ticket: string }
  /** Give the focus back to the button from which the dialog was opened. */
  | { readonly type: 'focus.restore' }
  /** A clone is ready: the banner at the top of the page, announced. */
  | { readonly type: 'banner.show'; readonly jobId: string; readonly text: string; readonly link: string }
  /** Go to this path, inside the frame that has the session: only while it still shows this origin. */
  | { readonly type: 'frame.go'; readonly origin: string; readonly path: string };

/** Dialog → background, on the port named `dialog`. */
export type DialogMessage =
  | { readonly type: 'hello'; readonly ticket: string }
  /** Save: starts the clone in state `form`, stores the edits in every later state. */
  | { readonly type: 'save'; readonly texts: RoomTexts }
  /** Read again after a problem. */
  | { readonly type: 'retry' }
  | { readonly type: 'goToRoom' }
  | { readonly type: 'close' };

/** Background → dialog: the whole of what the dialog shows, pushed at each change. */
export type DialogView =
  /** No ticket, a used ticket, or one of another tab, frame or entry: show nothing. */
  | { readonly state: 'refused' }
  | { readonly state: 'reading' }
  /** The room could not be read, or may not be cloned: one sentence, what to do. */
  | { readonly state: 'failed'; readonly problem: Problem; readonly retry: boolean }
  | {
      readonly state: 'form';
      readonly original: RoomTexts;
      readonly contents: Contents;
      /** A clone of this room is running already: Save is refused until it has ended. */
      readonly busy: boolean;
    }
  | {
      readonly state: 'progress';
      readonly texts: RoomTexts;
      readonly original: RoomTexts;
      /** Parts done of all parts to do. */
      readonly done: number;
      readonly of: number;
      readonly edits: EditsState;
      /** Why it waits, when it does: session over, network, the search index. */
      readonly waiting?: Problem;
    }
  | {
      readonly state: 'ready';
      readonly texts: RoomTexts;
      readonly original: RoomTexts;
      readonly report: Report;
      readonly edits: EditsState;
    }
  /** The clone ended without a whole room; what is left on the server is named. */
  | {
      readonly state: 'broken';
      readonly texts: RoomTexts;
      readonly original: RoomTexts;
      readonly problem: Problem;
      readonly leftovers: readonly string[];
    };

/** What became of the last Save of edits. */
export type EditsState =
  /** Nothing was saved since the clone was started. */
  | { readonly state: 'none' }
  | { readonly state: 'stored' }
  | { readonly state: 'pending' }
  | { readonly state: 'refused'; readonly problem: Problem };

/** Popup → background, by `runtime.sendMessage`. */
export type PanelMessage =
  { readonly type: 'jobs.list' } | { readonly type: 'job.open'; readonly jobId: string };

/** A job as the popup shows it. */
export interface JobLine {
  readonly jobId: string;
  readonly name: string;
  readonly originalName: string;
  readonly startedAt: number;
  readonly state: 'running' | 'waiting' | 'ready' | 'broken' | 'decision';
  readonly done: number;
  readonly of: number;
  readonly verdict?: Report['verdict'];
  readonly problem?: Problem;
}
