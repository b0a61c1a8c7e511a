/** A request that a test expects, and what the service answers. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  /** JSON by value; a string is a form or text body. */
  readonly body?: unknown;
  readonly status?: number;
  readonly response?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** A broken connection instead of an answer. */
  readonly raises?: string;
}
interface Call {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
}
export interface FakeApi {
  readonly fetch: typeof fetch;
  readonly calls: readonly Call[];
  /** Fails on requests that nobody expected and on changing exchanges that never came. */
  readonly verify: (outcome: { code: number; stdout: string; stderr: string }) => void;
}
export interface FakeApiOptions {
  /** Reading exchanges that never come are fine: the recorded client read more than it needed. */
  readonly lenientReads?: boolean;
}

const isReading = (method: string) => method === 'GET' || method === 'HEAD';
const commaSet = (value: string) => value.split(',').sort().join(',');

/** Method, origin and path, and the query as a set: what makes two requests the same. */
function signature(method: string, url: string): string {
  const { origin, pathname, searchParams } = new URL(url);
  const query = [...searchParams].map(([key, value]) => `${key}=${commaSet(value)}`).sort();
  return `${method} ${origin}${decodeURIComponent(pathname)}?${query.join('&')}`;
}

function canonical(value: unknown): string {
  if (typeof value === 'string' && /^[^{[]*=/.test(value))
    return [...new URLSearchParams(value)]
      .map(([k, v]) => `${k}=${v}`)
      .sort()
      .join('&');
  return JSON.stringify(value, (_key, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

const parseBody = (text: string): unknown => {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/**
 * A network of recorded exchanges. Each answers one request; the last of several like it answers again and again.
 * A request that nothing matches gets a broken connection and fails the test, which prints the calls made.
 */
export function fakeApi(exchanges: readonly Exchange[], options: FakeApiOptions = {}): FakeApi {
  const left = exchanges.map((exchange) => ({ exchange, used: 0 }));
  const calls: Call[] = [];
  const unexpected: Call[] = [];
  const fetchNow = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const call = { method: request.method, url: request.url, body: parseBody(await request.text()) };
    calls.push(call);
    const same = left.filter(
      ({ exchange }) =>
        signature(exchange.method, exchange.url) === signature(call.method, call.url) &&
        (isReading(call.method) || canonical(exchange.body ?? undefined) === canonical(call.body)),
    );
    const found = same.find(({ used }) => !used) ?? same.at(-1);
    if (!found) {
      unexpected.push(call);
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('unexpected request'), { code: 'UNEXPECTED' }),
      });
    }
    found.used++;
    const { raises, status = 200, response, headers = {} } = found.exchange;
    if (raises)
      throw new TypeError('fetch failed', { cause: Object.assign(new Error(raises), { code: 'ECONNREFUSED' }) });
    const text = typeof response === 'string' ? response : response === undefined ? '' : JSON.stringify(response);
    const bodiless = status === 204 || status === 304;
    return new Response(bodiless ? null : text, {
      status,
      headers: { 'content-type': 'application/json', ...headers },
    });
  };
  return {
    fetch: fetchNow,
    calls,
    verify: ({ code, stdout, stderr }) => {
      const unused = left.filter(
        ({ exchange, used }) => !used && !(options.lenientReads && isReading(exchange.method)),
      );
      if (!unexpected.length && !unused.length) return;
      const show = ({ method, url, body }: { method: string; url: string; body?: unknown }) =>
        `  ${method} ${url} ${body === undefined ? '' : canonical(body)}`;
      throw new Error(
        [
          ...(unexpected.length ? ['unexpected requests:', ...unexpected.map(show)] : []),
          ...(unused.length ? ['expected, but never made:', ...unused.map(({ exchange }) => show(exchange))] : []),
          'calls made:',
          ...calls.map(show),
          `exit code ${code}`,
          `stdout: ${stdout}`,
          `stderr: ${stderr}`,
        ].join('\n'),
      );
    },
  };
}
