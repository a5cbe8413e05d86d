/** A small client for seeding and for reading the server's own state: tests do not use the product's client for that. */
export interface Admin {
  readonly url: string;
  readonly partnerId: number;
  readonly call: (user: string, service: string, action: string, params?: object) => Promise<unknown>;
  /** As `call`, and throws what the API answers as an exception. */
  readonly must: (
    user: string,
    service: string,
    action: string,
    params?: object,
  ) => Promise<Record<string, unknown>>;
  /** A user's KS, or with the name `admin` an administrator's. */
  readonly session: (user: string) => Promise<string>;
  /** A KS of its own, as a page gets one. */
  readonly newSession: (user: string) => Promise<string>;
  /** Uploads a file and answers its token. */
  readonly upload: (user: string, fileName: string, content: Buffer) => Promise<string>;
}

export interface AdminOptions {
  readonly url: string;
  readonly partnerId: number;
  readonly adminSecret: string;
  readonly userSecret: string;
  readonly fetch?: (request: Request) => Promise<Response>;
}

export const ADMIN = 'admin';

/** INVALID_KS in its first two meanings: the third, -4, is about a right. */
function isSessionOver(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false;
  const { code, args } = answer as { code?: unknown; args?: { ERR_CODE?: unknown } }; // an answer of the API
  return code === 'INVALID_KS' && args?.ERR_CODE === '-1';
}

export function adminOf({
  url,
  partnerId,
  adminSecret,
  userSecret,
  fetch: send = fetch,
}: AdminOptions): Admin {
  const sessions = new Map<string, Promise<string>>();

  async function post(service: string, action: string, params: object): Promise<unknown> {
    const request = new Request(`${url}/api_v3/service/${service}/action/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ format: 1, ...params }),
    });
    return (await send(request)).json();
  }

  async function start(user: string): Promise<string> {
    const admin = user === ADMIN;
    const ks = await post('session', 'start', {
      secret: admin ? adminSecret : userSecret,
      type: admin ? 2 : 0,
      partnerId,
      userId: user,
      expiry: 86_400,
      ...(admin && { privileges: 'disableentitlement' }),
    });
    if (typeof ks !== 'string') throw new Error(`session.start for ${user} failed`);
    return ks;
  }

  function session(user: string): Promise<string> {
    const known = sessions.get(user) ?? start(user);
    sessions.set(user, known);
    return known;
  }

  const call: Admin['call'] = async (user, service, action, params = {}) => {
    const answer = await post(service, action, { ks: await session(user), ...params });
    if (!isSessionOver(answer)) return answer;
    // A test may end all sessions; the campus itself, like the real one, just takes a new one.
    sessions.delete(user);
    return post(service, action, { ks: await session(user), ...params });
  };

  const must: Admin['must'] = async (user, service, action, params) => {
    const answer = await call(user, service, action, params);
    if (typeof answer !== 'object' || answer === null) return { value: answer };
    const body = answer as Record<string, unknown>; // an object, as just checked
    if (body['objectType'] === 'KalturaAPIException')
      throw new Error(`${service}.${action}: ${String(body['code'])}`);
    return body;
  };

  return {
    url,
    partnerId,
    call,
    must,
    session,
    newSession: start,
    async upload(user, fileName, content) {
      const { id } = await must(user, 'uploadToken', 'add', {
        uploadToken: { fileName, fileSize: content.length },
      });
      const form = new FormData();
      for (const [name, value] of Object.entries({
        format: '1',
        ks: await session(user),
        uploadTokenId: String(id),
      })) {
        form.append(name, value);
      }
      form.append('fileData', new Blob([new Uint8Array(content)]), fileName);
      await send(
        new Request(`${url}/api_v3/service/uploadToken/action/upload`, { method: 'POST', body: form }),
      );
      return String(id);
    },
  };
}
