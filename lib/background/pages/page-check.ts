import { askForRights, type Rights } from '../../clone/reading/rights.ts';
import { kalturaClient } from '../../kaltura/transport/client.ts';
import { entryId } from '../../kaltura/ids.ts';
import type { Session } from '../../kaltura/session.ts';
import { type CheckedFrame, parseCheckedFrame } from '../../messages/page-check.ts';
import type { FrameCheck } from '../../pages/page-check.ts';
import type { HandedSession } from '../../pages/sessions/page-globals.ts';
import type { CheckFinding, PageCheck, PageOffer } from '../../messages/messages.ts';
import type { Platform } from '../platform.ts';
import { withoutTokens } from '../redact.ts';

/** What "Check this page" works with. */
export interface CheckParts {
  readonly platform: Platform;
  /** What can be cloned in the tab, as the popup shows it; undefined where no frame has our script. */
  readonly offer: PageOffer | undefined;
  /** Those of a page that may be used. */
  readonly usable: (handed: readonly HandedSession[]) => Promise<readonly Session[]>;
  readonly isGranted: (pattern: string) => Promise<boolean>;
}

/** What Kaltura says of one session of a frame: no session, and nobody's name. */
interface SessionCheck {
  readonly service: string;
  readonly partnerId: number;
  readonly kind: Rights['kind'];
  /** Of the last call that failed. */
  readonly code: string | undefined;
  /** Room → whether its user may clone it. */
  readonly rights: Readonly<Record<string, boolean>>;
}

interface FrameReport extends Omit<CheckedFrame, 'sessions' | 'shown'> {
  readonly frameId: number;
  /** Whether the browser lets us work on its host, beyond this press of the toolbar button. */
  readonly allowed: boolean;
  /** Whether our script is at work in it. */
  readonly script: boolean;
  readonly asking: boolean;
  readonly unanswered: boolean;
  /** How many sessions the page gives, and what those say whose service is trusted. */
  readonly sessionsFound: number;
  readonly sessions: readonly SessionCheck[];
}

/** A page has one session of its user's, and the player's. */
const MOST_SESSIONS = 3;

/**
 * Looks at every frame of a tab that lets us in, and asks Kaltura what the sessions there may do. Nothing is changed.
 * The answer holds no session, no name and no text of the page, so that it can be sent to somebody.
 */
export async function checkPage(tabId: number, parts: CheckParts): Promise<PageCheck> {
  const { platform, offer } = parts;
  const seen = await platform.browser.scripting
    .executeScript({ target: { tabId, allFrames: true }, files: ['page-check.js'] })
    .catch(() => []);
  const frames = await Promise.all(
    seen.flatMap(({ frameId, result }) => {
      const checked = parseCheckedFrame(result);
      return checked ? [reportOf(frameId, checked, parts)] : [];
    }),
  );
  const hosts = [...new Set(frames.flatMap(({ frame }) => frame.frameHosts))];
  const closed = await Promise.all(
    hosts.map(async (host) => ((await parts.isGranted(`https://${hostname(host)}/*`)) ? [] : [host])),
  );
  const notAllowed = closed.flat();
  const { runtime } = platform.browser;
  const told = {
    extension: runtime.getManifest().version,
    browser: platform.userAgent,
    written: new Date(platform.clock.now()).toISOString(),
    offer: offer && withoutNames(offer),
    framesNotAllowed: notAllowed,
    frames,
  };
  return {
    finding: findingOf(
      frames.map(({ frame }) => frame),
      notAllowed,
      offer,
    ),
    text: withoutTokens(JSON.stringify(told, null, 2)),
  };
}

const hostname = (host: string): string => host.replace(/:\d+$/, '');

async function reportOf(
  frameId: number,
  { frame, shown, sessions }: CheckedFrame,
  { platform, usable, isGranted }: CheckParts,
): Promise<FrameReport> {
  const asked = [...new Set([frame.own ?? [], frame.entries].flat())].flatMap((id) => entryId(id) ?? []);
  const trusted = (await usable(sessions)).slice(0, MOST_SESSIONS);
  const checks = trusted.map(async (session): Promise<SessionCheck> => {
    const rights = await askForRights(kalturaClient(session, platform.post), asked);
    return {
      service: new URL(session.service.url).host,
      partnerId: session.service.partnerId,
      kind: rights.kind,
      code: 'code' in rights ? rights.code : undefined,
      rights:
        rights.kind === 'user'
          ? Object.fromEntries(rights.rooms.map((room) => [room.entryId, room.mayClone]))
          : {},
    };
  });
  return {
    frameId,
    allowed: await isGranted(`https://${hostname(frame.host)}/*`),
    script: shown !== undefined,
    asking: shown?.asking === true,
    unanswered: shown?.unanswered === true,
    frame,
    sessionsFound: sessions.length,
    sessions: await Promise.all(checks),
  };
}

function withoutNames(offer: PageOffer): object {
  switch (offer.kind) {
    case 'asking':
      return { kind: offer.kind };
    case 'none':
      return { kind: offer.kind, reason: offer.reason };
    case 'rooms': {
      const { own, others, native } = offer;
      const mine = own?.may === true ? { may: true, entryId: own.room.entryId } : own && { may: false };
      return { kind: offer.kind, own: mine, others: others.map(({ entryId: id }) => id), native };
    }
  }
}

/** The one sentence for the teacher: the first thing that keeps our item from her, else where it is. */
export function findingOf(
  frames: readonly Pick<FrameCheck, 'itemsInMenus' | 'itemsElsewhere'>[],
  notAllowed: readonly string[],
  offer: PageOffer | undefined,
): CheckFinding {
  const [host] = notAllowed;
  if (offer?.kind === 'rooms') {
    if (offer.native) return { kind: 'native' };
    if (offer.own?.may === false) return { kind: 'noRightOn', name: offer.own.name };
    if (frames.some(({ itemsInMenus }) => itemsInMenus > 0)) return { kind: 'item' };
    if (frames.some(({ itemsElsewhere }) => itemsElsewhere > 0)) return { kind: 'button' };
    return { kind: 'menuNotOpened' };
  }
  if (offer?.kind === 'asking') return { kind: 'asking' };
  if (offer?.reason === 'noRight' && offer.name !== undefined) return { kind: 'noRightOn', name: offer.name };
  // Where a frame is closed to us, that is why nothing was found.
  if (host !== undefined && offer?.reason !== 'noRight' && offer?.reason !== 'noAnswer')
    return { kind: 'frameNotAllowed', host };
  return { kind: offer?.reason ?? 'notAllowed' };
}
