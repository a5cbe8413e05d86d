import { FileAnswer } from './action.ts';
import { isObject, type Params, phpString } from './params.ts';

/** A request as the front controller reads it: URL parameters override the body's. */
export interface WireRequest {
  readonly service: string;
  readonly action: string;
  readonly params: Params;
  /** The size of its body. */
  readonly bytes: number;
}

export const CORS: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'Origin, X-Requested-With, Content-Type, Accept, Range, Cache-Control',
  'access-control-allow-methods': 'POST, GET, HEAD, OPTIONS',
  'access-control-max-age': '86400',
  'access-control-expose-headers':
    'Server, Content-Length, Content-Range, Date, X-Kaltura, X-Kaltura-Session, X-Me',
};

export async function readRequest(request: Request): Promise<WireRequest> {
  const url = new URL(request.url);
  const body = Buffer.from(await request.arrayBuffer());
  const path = pathParams(url.pathname);
  const params = { ...(await readBody(request, body)), ...unflatten(url.searchParams), ...path };
  return {
    service: phpString(params['service']),
    action: phpString(params['action']),
    params,
    bytes: body.length,
  };
}

/** `/api_v3/service/x/action/y/id/z` names parameters in pairs. */
function pathParams(pathname: string): Record<string, string> {
  const names = decodeURIComponent(pathname)
    .split('/')
    .filter((part) => part !== '' && part !== 'api_v3' && part !== 'index.php');
  const pairs: Record<string, string> = {};
  for (let i = 0; i + 1 < names.length; i += 2) pairs[names[i] ?? ''] = names[i + 1] ?? '';
  return pairs;
}

/** JSON is read only under exactly `application/json`; what cannot be read is no parameters. */
async function readBody({ method, headers }: Request, body: Buffer): Promise<Record<string, unknown>> {
  if (method !== 'POST') return {};
  const type = headers.get('content-type') ?? '';
  if (type === 'application/json') {
    try {
      const parsed: unknown = JSON.parse(body.toString());
      return isObject(parsed) ? parsed : {};
    } catch {
      return {};
    }
  }
  if (type.startsWith('application/x-www-form-urlencoded'))
    return unflatten(new URLSearchParams(body.toString()));
  if (type.startsWith('multipart/form-data')) {
    const form = new Response(new Uint8Array(body), { headers: { 'content-type': type } });
    const fields = new URLSearchParams();
    const files: Record<string, Buffer> = {};
    for (const [name, value] of await form.formData()) {
      if (typeof value === 'string') fields.append(name, value);
      else files[name] = Buffer.from(await value.arrayBuffer());
    }
    return { ...unflatten(fields), ...files };
  }
  return {};
}

/** `entry:name=x` and `entry[name]=x` are `{entry: {name: x}}`; numbered names make a list where they stand alone. */
function unflatten(fields: URLSearchParams): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [name, value] of fields) {
    const path = name.replaceAll(']', '').split(/[:[]/);
    let place = root;
    for (const key of path.slice(0, -1)) {
      const next = isObject(place[key]) ? place[key] : {};
      place[key] = next;
      place = next;
    }
    place[path.at(-1) ?? ''] = value;
  }
  return root;
}

/** The answer in the format that was asked for: 1 JSON, 9 JSONP, XML otherwise. */
export function writeAnswer(answer: unknown, params: Params): Response {
  if (answer instanceof FileAnswer) {
    const headers = {
      ...CORS,
      'content-type': answer.type,
      'content-disposition': `attachment; filename="${answer.filename}"`,
    };
    return new Response(new Uint8Array(answer.content), { headers });
  }
  const format = phpString(params['format']);
  if (format === '1') return respond(JSON.stringify(answer ?? null), 'application/json');
  if (format === '9') {
    return respond(
      `${phpString(params['callback'])}(${JSON.stringify(answer ?? null)});`,
      'application/javascript',
    );
  }
  const isException = isObject(answer) && answer['objectType'] === 'KalturaAPIException';
  const result = isException ? `<error>${xml(answer)}</error>` : xml(answer);
  return respond(
    `<?xml version="1.0" encoding="utf-8"?><xml><result>${result}</result><executionTime>0.01</executionTime></xml>`,
    'text/xml; charset=utf-8',
  );
}

const respond = (body: string, type: string): Response =>
  new Response(body, { headers: { ...CORS, 'content-type': type } });

function xml(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<item>${xml(item)}</item>`).join('');
  if (isObject(value)) {
    const { objectType, ...rest } = value;
    const entries = Object.entries(objectType === undefined ? rest : { objectType, ...rest });
    // An exception shows its code first, every other object its type.
    const ordered = objectType === 'KalturaAPIException' ? Object.entries(value) : entries;
    return ordered.map(([name, item]) => `<${name}>${xml(item)}</${name}>`).join('');
  }
  return phpString(value).replace(
    /[<>&]/g,
    (sign) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;' })[sign] ?? sign,
  );
}
