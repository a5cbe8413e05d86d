import type { Allowed } from '../../components/dialog/allow-host.tsx';
import { browser } from '../../lib/browser.ts';
import { patternOfUrl } from '../../lib/sites/pattern.ts';

/**
 * Asks the browser whether a host may be read. First of all, and nothing before it that takes time: the question is taken
 * in the click only. The background hears of the answer by itself. A browser that takes none from a frame gets it on the
 * options page, where sites are allowed.
 */
export async function allowHost(host: string): Promise<Allowed> {
  const origin = patternOfUrl(`https://${host}/`);
  if (origin === undefined) return 'no';
  try {
    return (await browser.permissions.request({ origins: [origin] })) ? 'yes' : 'no';
  } catch {
    await browser.runtime.openOptionsPage();
    return 'elsewhere';
  }
}
