import { isWithin, patternOfUrl } from './pattern.ts';

/** What of the browser's permissions is needed here. */
export interface HostPermissions {
  readonly request: (permissions: { origins: string[] }) => Promise<boolean>;
  readonly onAdded: {
    addListener(added: (permissions: { origins?: string[] }) => void): void;
    removeListener(added: (permissions: { origins?: string[] }) => void): void;
  };
}

/**
 * Asks the browser whether a host may be read; resolves with its answer. First of all, and nothing before it that takes
 * time: the question is taken in the click only. The background hears of the answer by itself.
 * @param elsewhere shows a page of ours in which it can be allowed: a browser may take no question from a frame, as
 *   Firefox. Then it is waited for
 */
export async function allowHost(
  host: string,
  permissions: HostPermissions,
  elsewhere: (host: string) => void,
): Promise<boolean> {
  const origin = patternOfUrl(`https://${host}/`);
  if (origin === undefined) return false;
  try {
    return await permissions.request({ origins: [origin] });
  } catch {
    return new Promise((resolve) => {
      const added = ({ origins = [] }: { origins?: string[] }): void => {
        if (!origins.some((granted) => isWithin(origin, granted))) return;
        permissions.onAdded.removeListener(added);
        resolve(true);
      };
      permissions.onAdded.addListener(added);
      elsewhere(host);
    });
  }
}
