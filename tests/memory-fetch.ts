/**
 * `Request`, `Response` and `Headers` as plain objects, for simulations, which send hundreds of thousands of requests
 * to a server in this process: a third of the time of a simulated life went into Node's streams and abort signals.
 * What simulations don't use is missing, so that whatever needs it throws. All other tests use Node's own.
 */

class MemoryHeaders {
  readonly #values = new Map<string, string>();

  constructor(from: Iterable<readonly [string, string]> | Readonly<Record<string, string>> = {}) {
    const pairs = Symbol.iterator in from ? from : Object.entries(from);
    for (const [name, value] of pairs) this.set(name, value);
  }

  get(name: string): string | null {
    return this.#values.get(name.toLowerCase()) ?? null;
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  set(name: string, value: string): void {
    this.#values.set(name.toLowerCase(), value);
  }

  delete(name: string): void {
    this.#values.delete(name.toLowerCase());
  }

  entries(): IterableIterator<[string, string]> {
    return this.#values.entries();
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }
}

/** As Node's, it can be read once. */
class MemoryBody {
  #isRead = false;
  readonly #text: string;

  constructor(text: unknown) {
    if (typeof text !== 'string') throw new TypeError('Only texts are kept in memory.');
    this.#text = text;
  }

  text(): Promise<string> {
    if (this.#isRead) return Promise.reject(new TypeError('Body is unusable: Body has already been read'));
    this.#isRead = true;
    return Promise.resolve(this.#text);
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text()) as unknown;
  }

  async arrayBuffer(): Promise<Uint8Array> {
    return new TextEncoder().encode(await this.text());
  }

  protected get unread(): string {
    if (this.#isRead) throw new TypeError('Body has already been consumed.');
    return this.#text;
  }
}

interface RequestGiven {
  readonly method?: string;
  readonly headers?: ConstructorParameters<typeof MemoryHeaders>[0];
  readonly body?: unknown;
}

class MemoryRequest extends MemoryBody {
  readonly url: string;
  readonly method: string;
  readonly headers: MemoryHeaders;
  /** The streams that a client would cancel when it is done. */
  readonly body = null;

  constructor(from: string | URL | MemoryRequest, given: RequestGiven = {}) {
    const {
      url,
      method = 'GET',
      headers,
      body = '',
    } = from instanceof MemoryRequest ? { ...from.#parts(), ...given } : { url: String(from), ...given };
    super(body);
    this.url = url;
    this.method = method.toUpperCase();
    this.headers = new MemoryHeaders(headers);
  }

  clone(): MemoryRequest {
    return new MemoryRequest(this);
  }

  #parts(): RequestGiven & { readonly url: string } {
    return { url: this.url, method: this.method, headers: this.headers, body: this.unread };
  }
}

interface ResponseGiven {
  readonly status?: number;
  readonly headers?: ConstructorParameters<typeof MemoryHeaders>[0];
}

class MemoryResponse extends MemoryBody {
  readonly status: number;
  readonly headers: MemoryHeaders;

  constructor(body: string | null = null, { status = 200, headers }: ResponseGiven = {}) {
    super(body ?? '');
    this.status = status;
    this.headers = new MemoryHeaders(headers);
  }

  static json(value: unknown, { status, headers }: ResponseGiven = {}): MemoryResponse {
    const answer = new MemoryResponse(JSON.stringify(value), {
      ...(status && { status }),
      ...(headers && { headers }),
    });
    answer.headers.set('content-type', 'application/json');
    return answer;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  /** Enough of a stream to be read to its end, or given up. */
  get body(): object {
    let done = false;
    const read = async (): Promise<object> => {
      if (done) return { done, value: undefined };
      done = true;
      return { done: false, value: await this.arrayBuffer() };
    };
    const cancel = (): Promise<void> => Promise.resolve();
    return { getReader: () => ({ read, cancel }), cancel };
  }

  clone(): MemoryResponse {
    return new MemoryResponse(this.unread, { status: this.status, headers: this.headers });
  }
}

/** Signals of requests that nobody ends: what is made of none never comes. */
const anySignal = AbortSignal.any.bind(AbortSignal);
const never = anySignal([]);

function any(signals: readonly AbortSignal[]): AbortSignal {
  const real = signals.filter((signal) => signal !== never);
  const [only = never] = real;
  return real.length > 1 ? anySignal(real) : only;
}

/** Files that are uploaded, as the demo's are when it is made, are Node's to write and to read. */
const unless = <T extends object>(isFile: (given: readonly unknown[]) => boolean, memory: T, nodes: T): T =>
  new Proxy(memory, {
    // Whatever makes objects is a class.
    construct: (_memory, given: unknown[]): object =>
      Reflect.construct((isFile(given) ? nodes : memory) as new () => object, given) as object,
  });

const NODES = { Request, Response, Headers };

/** From now on, in this test's file, requests are Node's own again. */
export function keepRequestsByNode(): void {
  Object.assign(globalThis, NODES);
  Object.assign(AbortSignal, { any: anySignal });
}

/** From now on, in this test's file, requests are plain objects. */
export function keepRequestsInMemory(): void {
  Object.assign(globalThis, {
    Request: unless<object>(
      ([, given]) => (given as RequestInit | undefined)?.body instanceof FormData,
      MemoryRequest,
      NODES.Request,
    ),
    Response: unless<object>(([body]) => body instanceof Uint8Array, MemoryResponse, NODES.Response),
    Headers: MemoryHeaders,
  });
  Object.assign(AbortSignal, { any });
}
