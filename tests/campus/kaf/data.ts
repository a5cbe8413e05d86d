import type { Labels, Look } from './look.ts';

/** What the pages show, whichever generation shows it: plain data, so that the new pages can carry it as JSON. */

/** A row of a list. */
export interface Row {
  readonly id: string;
  readonly name: string;
  readonly isRoom: boolean;
  readonly mayEdit: boolean;
}

export interface ListData {
  readonly kind: 'myMedia' | 'gallery';
  readonly rows: readonly Row[];
  /** Rows that come only when they are asked for, as by scrolling. */
  readonly more: readonly Row[];
}

export interface EntryData extends Row {
  readonly kind: 'entry';
  readonly description: string;
  readonly tags: string;
  readonly partnerId: number;
  readonly serviceUrl: string;
  /** The user's own session, which the real page's player config holds too. */
  readonly ks: string;
}

export interface EditData {
  readonly kind: 'edit';
  readonly id: string;
  readonly name: string;
  readonly partnerId: number;
  readonly serviceUrl: string;
  readonly ks: string;
}

export type PageData = ListData | EntryData | EditData;

/** A page with everything that it needs to be drawn. */
export interface Drawn<D extends PageData = PageData> {
  readonly data: D;
  readonly look: Look;
  readonly labels: Labels;
}

export const mediaPath = ({ id, name }: { readonly id: string; readonly name: string }): string =>
  `/media/${encodeURIComponent(name).replaceAll('%20', '+')}/${id}`;

/** JSON for an inline script, with the escaped slashes of the real pages. */
export const inlineJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll('/', '\\/').replaceAll('<', '\\u003c');

/** The player's config, as both generations hold it (docs/facts/kaf-pages.md#5-sessions-in-pages). */
export function playerConfig({ partnerId, serviceUrl, ks }: EntryData): object {
  const env = { serviceUrl: `${serviceUrl}/api_v3`, cdnUrl: serviceUrl, beUrl: serviceUrl };
  return { targetId: 'player', provider: { partnerId: String(partnerId), uiConfId: '9', env, ks } };
}

/** The script that embeds a player: it comes from the service itself. */
export const embedScript = ({ partnerId, serviceUrl }: EditData): string =>
  `${serviceUrl}/p/${partnerId}/sp/${partnerId}00/embedIframeJs/uiconf_id/9/partner_id/${partnerId}`;

/** In-app messaging's session is another service's. */
export const MESSAGING = {
  inAppMessaging: { ks: 'djJ8OTk5fG5vdCBhIGthbHR1cmEgc2Vzc2lvbg', url: 'https://messages.test' },
};
