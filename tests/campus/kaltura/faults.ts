import { ApiError, invalidKs } from './api-error.ts';
import type { SubRequest } from './multirequest.ts';
import type { Params } from './params.ts';
import type { Fault } from './switches.ts';
import { CORS, writeAnswer } from './wire.ts';

/** Marks an answer that must not reach the client: whoever serves over a socket then closes the socket. */
const LOST = 'x-campus-lost';

export const lost = (): Response => new Response('', { status: 502, headers: { [LOST]: '1' } });

/** Whether a request or its answer was lost on the way. */
export const isLost = (response: Response): boolean => response.headers.has(LOST);

/** An empty page with HTTP 500, as of a server that died. */
export const empty500 = (): Response => new Response('', { status: 500, headers: CORS });

/** The answer of a request that went wrong before it was carried out; undefined for one that is carried out. */
export function beforeEffect(
  fault: Fault,
  calls: readonly SubRequest[],
  params: Params,
  multi: boolean,
): Response | undefined {
  if (typeof fault === 'object') return undefined;
  switch (fault) {
    case 'lostBefore':
      return lost();
    case 'html':
      return new Response('<!doctype html><title>Sign in</title><form method="post"></form>', {
        headers: { ...CORS, 'content-type': 'text/html' },
      });
    case 'empty500Before':
      return empty500();
    case 'tooMany':
      return new Response('', { status: 429, headers: { ...CORS, 'retry-after': '1' } });
    case 'blocked':
    case 'sessionRefused': {
      const bodies = calls.map(({ service, action }) =>
        (fault === 'blocked' ? actionBlocked(service, action) : EXPIRED).body(),
      );
      return writeAnswer(multi ? bodies : bodies[0], params);
    }
    case 'lostAfter':
    case 'empty500After':
    case 'notice':
      return undefined;
  }
}

/** How many of a request's calls are carried out. */
export const lastCall = (fault: Fault | undefined, calls: number): number =>
  typeof fault === 'object' ? fault.diesAfter : calls;

/** As PHP writes it where errors are displayed. */
const NOTICE =
  '<br />\n<b>Notice</b>:  Undefined index: ip in <b>/opt/kaltura/index.php</b> on line <b>9</b><br />\n';

/** The answer of a request that was carried out, after all. */
export async function afterEffect(fault: Fault | undefined, answer: Response): Promise<Response> {
  if (fault === 'lostAfter' || typeof fault === 'object') return lost();
  if (fault === 'notice') return new Response(`${NOTICE}${await answer.text()}`, answer);
  return fault === 'empty500After' ? empty500() : answer;
}

const EXPIRED = invalidKs('EXPIRED', '-1', 'EXPIRED');

const actionBlocked = (service: string, action: string): ApiError =>
  new ApiError('ACTION_BLOCKED', `Action "${action}" in service "${service}" is blocked`, {
    ACTION_NAME: action,
    SERVICE_NAME: service,
  });
