/**
 * Addresses by which a Moodle activity launches Kaltura: a room's own (docs/facts/kaf-pages.md#6-rooms-in-moodle), or
 * the one that Kaltura's plug-in and content selection store, `…/browseandembed/index/media/entryid/<id>/…` with a
 * tail of display options (docs/facts/moodle-pages.md#5-activities-and-their-entries,
 * docs/facts/moodle-pages.md#8-content-selection-lti-13-formats-and-themes).
 */

const ENTRY_ID = /^\d+_[0-9a-z]{8,}$/;

/** The entry that stands after `entryid` in the path of an address; undefined where none does. */
export function entryInAddress(address: string): string | undefined {
  const parts = URL.canParse(address) ? new URL(address).pathname.split('/') : [];
  return parts.find((part, at) => parts[at - 1] === 'entryid' && ENTRY_ID.test(part));
}

/** The address with another entry in the place of this one; everything else of it stays, byte for byte. */
export function withEntry(address: string, from: string, to: string): string {
  const [path = '', ...rest] = address.split(/(?=[?#])/);
  const parts = path.split('/');
  const changed = parts.map((part, at) => (parts[at - 1] === 'entryid' && part === from ? to : part));
  return [changed.join('/'), ...rest].join('');
}

/**
 * Whether a tool's address is the one by which KAF opens a room (docs/facts/kaf-pages.md#6-rooms-in-moodle), perhaps below a
 * path, and with a slash at its end.
 */
export function opensRoom(toolUrl: string): boolean {
  return (
    URL.canParse(toolUrl) &&
    new URL(toolUrl).pathname.replace(/\/$/, '').endsWith('/embeddedrooms/index/view-room')
  );
}

/** The partner whose KAF an address names: `https://{partner}.kaf.kaltura.com/…`, unless it has a name of its own. */
export function partnerOf(toolUrl: string): number | undefined {
  const host = URL.canParse(toolUrl) ? new URL(toolUrl).hostname : '';
  const partner = /^(\d+)(?:-\d+)?\.kaf\.kaltura\.com$/.exec(host)?.[1];
  return partner === undefined ? undefined : Number(partner);
}
