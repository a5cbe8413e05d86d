/**
 * Looks at a page for the sites of tools in it, on which a clone from there would work.
 *
 * In Moodle the tool's origin stands in the frame's `allow`; Kaltura's plug-in has `*` there, and tells its KAF host
 * only in the form that its launch page posts (docs/facts/moodle-pages.md#6-activity-pages). That page is read again,
 * never submitted.
 */
export async function toolsOnPage(): Promise<string[]> {
  const frames = [...document.querySelectorAll<HTMLIFrameElement>('iframe[src], iframe[allow]')];
  const allowed = frames.flatMap(({ allow }) => allow.match(/https:\/\/[^\s;]+/g) ?? []);
  // KAF's own pages in other systems' frames (docs/facts/kaf-pages.md#4-addresses-and-rooms); a player's frame is
  // none.
  const kaf =
    /^https:\/\/[^/]+\/(?:(?:hosted|embeddedrooms|browseandembed)\/index\/|(?:media|id)\/(?:.*\/)?\d+_[0-9a-z]{8})/;
  const elsewhere = frames.map(({ src }) => src).filter((src) => kaf.test(src));
  const launches = frames
    .filter(({ id, src }) => id === 'contentframe' && /\/(?:lti_)?launch\.php(?:\?|$)/.test(src))
    .map(({ src }) => new URL(src, document.baseURI))
    .filter(({ origin }) => origin === location.origin);
  const posted: string[] = [];
  // The frame's `allow` has told it already: a launch more would be one too many.
  for (const address of allowed.length > 0 ? [] : launches.slice(0, 1)) {
    // Without it External tool logs a view.
    if (address.pathname.endsWith('/launch.php')) address.searchParams.set('triggerview', '0');
    try {
      const answer = await fetch(address, { credentials: 'include', signal: AbortSignal.timeout(4_000) });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const action = page.querySelector('form[action^="https://"]')?.getAttribute('action');
      if (action) posted.push(action);
    } catch {
      // What cannot be read is not offered; the page itself still is.
    }
  }
  return [...allowed, ...elsewhere, ...posted].slice(0, 20);
}
