/**
 * Holds an adapter, and the commands over it, against the recorded sample exchanges of a service
 * (`shared/reference/api-samples/<file>.json`): every operation of the file must be driven or excused by name.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CliError } from '../../src/errors.js';
import { createHttp, type Http, type Transport } from '../../src/services/http.js';
import { type Exchange, type FakeApi, fakeApi } from './fake-api.js';
import { globus, type GlobusOptions } from './globus.js';

/** What a request of a sample must carry, when the sample says so. */
interface Matcher {
  readonly query_param_matcher?: {
    readonly params_dict: Readonly<Record<string, string>>;
    readonly strict_match: boolean;
  };
  readonly json_params_matcher?: { readonly params: unknown; readonly strict_match: boolean };
}
export interface Sample {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  /** The document that the service answers. */
  readonly json: unknown;
  readonly expects?: readonly Matcher[];
}
/** A sample with the parts a driver needs to make the call. */
export interface Given {
  /** The words of the URL's path, decoded: `given.segments.at(-1)` is the last. */
  readonly segments: readonly string[];
  /** The last word of the path, most often the id. */
  readonly last: string;
  /** The UUIDs of the path, in order. */
  readonly ids: readonly string[];
  /** The JSON body that the request must carry; an empty object where any will do. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The query that the request must carry; empty where any will do. */
  readonly query: Readonly<Record<string, string>>;
  readonly sample: Sample;
}
/** Makes the call of one operation. A listing (async iterable) is read to its end. */
export type Driver<Api> = (api: Api, given: Given) => unknown;

interface AdapterOptions {
  /** The part of the sample's URLs, after the host, that belongs to the base URL: `api` for GCS. */
  readonly prefix?: string;
  /** Operations of the file that this adapter does not serve, and why. */
  readonly elsewhere?: Readonly<Record<string, string>>;
}
type Samples = Readonly<Record<string, Readonly<Record<string, readonly Sample[]>>>>;

const folder = join(
  process.env['GLOBUS_REFERENCE'] ?? join(import.meta.dirname, '../../../shared/reference'),
  'api-samples',
);
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The samples of a service, each case as a list of exchanges; undefined (and said so) where there are none on this machine. */
export function samplesOf(file: string): Samples | undefined {
  const path = join(folder, `${file}.json`);
  if (!existsSync(path)) {
    console.log(`samples: skipped, there is no ${path} (set GLOBUS_REFERENCE)`);
    return undefined;
  }
  const all = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Record<string, Sample | Sample[]>>;
  return Object.fromEntries(
    Object.entries(all).map(([operation, cases]) => [
      operation,
      Object.fromEntries(Object.entries(cases).map(([name, one]) => [name, Array.isArray(one) ? one : [one]])),
    ]),
  );
}

/** One sample document: the answer of the case's first exchange. Undefined only where the machine has no samples. */
export const sampleDocument = (file: string, operation: string, name = 'default'): unknown =>
  samplesOf(file)?.[operation]?.[name]?.[0]?.json;

/** Declares one test per operation and case of the file. `drivers` maps each operation to the adapter call that serves it. */
export function adapterMatchesSamples<Api>(
  file: string,
  create: (http: Http) => Api,
  drivers: Readonly<Record<string, Driver<Api>>>,
  options: AdapterOptions = {},
): void {
  const samples = samplesOf(file);
  describe.runIf(samples)(`the ${file} adapter against the service's own exchanges`, () => {
    const operations = Object.keys(samples ?? {});
    const known = { ...drivers, ...options.elsewhere };
    test('serves every operation there is a sample of', () => {
      expect(operations.filter((operation) => !(operation in known))).toEqual([]);
    });
    test('has no entry for an operation there is no sample of', () => {
      expect(Object.keys(known).filter((operation) => !operations.includes(operation))).toEqual([]);
    });
    for (const [operation, cases] of Object.entries(samples ?? {})) {
      const driver = drivers[operation];
      if (!driver) continue;
      for (const [name, exchanges] of Object.entries(cases)) {
        test(`${operation} (${name})`, () => driveCase(create, driver, exchanges, options.prefix ?? ''));
      }
    }
  });
}

/** Calls until every exchange of the case was used: a listing uses several at once, a plain call one. */
async function driveCase<Api>(
  create: (http: Http) => Api,
  driver: Driver<Api>,
  exchanges: readonly Sample[],
  prefix: string,
): Promise<void> {
  const used = new Set<Sample>();
  for (const sample of exchanges) {
    if (used.has(sample)) continue;
    const answered: Sample[] = [];
    const wrong: string[] = [];
    const transport = recordingTransport(exchanges, sample, wrong, (each) => {
      used.add(each);
      answered.push(each);
    });
    const api = create(
      createHttp({ service: 'sample', baseUrl: `${new URL(sample.url).origin}/${prefix}`, transport }),
    );
    const outcome = await settle(() => driver(api, givenOf(sample)));
    if (wrong.length) throw new Error(wrong.join('\n'));
    expect(answered.length, 'the driver made no request').toBeGreaterThan(0);
    checkOutcome(outcome, answered);
  }
}

type Outcome = { readonly document: unknown } | { readonly rows: readonly unknown[] } | { readonly error: unknown };

async function settle(call: () => unknown): Promise<Outcome> {
  try {
    const result = await call();
    if (result === null || typeof result !== 'object' || !(Symbol.asyncIterator in result)) return { document: result };
    const rows: unknown[] = [];
    for await (const row of result as AsyncIterable<unknown>) rows.push(row);
    return { rows };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { error };
  }
}

function checkOutcome(outcome: Outcome, answered: readonly Sample[]): void {
  const refused = answered.find(({ status }) => status >= 400);
  if (refused) {
    if (!('error' in outcome)) throw new Error(`status ${refused.status} must be an error`);
    // the message is the service's own words, not a shrug
    expect((outcome.error as Error).message).not.toContain('said no more');
    return;
  }
  if ('error' in outcome) throw outcome.error as Error;
  if ('document' in outcome) {
    expect(outcome.document).toEqual(answered[0]?.json);
    return;
  }
  const pages = answered.map(({ json }) => json as Record<string, unknown>);
  const key = Object.keys(pages[0] ?? {}).find((each) => Array.isArray(pages[0]?.[each]));
  expect(outcome.rows).toEqual(key === undefined ? pages[0] : pages.flatMap((page) => page[key]));
}

function givenOf(sample: Sample): Given {
  const url = new URL(sample.url);
  const segments = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const body = sample.expects?.find((each) => each.json_params_matcher)?.json_params_matcher?.params ?? {};
  const query =
    sample.expects?.find((each) => each.query_param_matcher)?.query_param_matcher?.params_dict ??
    Object.fromEntries(url.searchParams);
  return {
    segments,
    last: segments.at(-1) ?? '',
    ids: segments.filter((word) => uuid.test(word)),
    body: body as Readonly<Record<string, unknown>>,
    query,
    sample,
  };
}

/** Answers with the exchange that the request is: the one under test first, then any other of the case. */
function recordingTransport(
  exchanges: readonly Sample[],
  first: Sample,
  wrong: string[],
  note: (used: Sample) => void,
): Transport {
  // a sample that says what its query is knows its request better than one that takes any: the second page, not the first again
  const selective = ({ expects }: Sample) => Number(expects?.some((each) => each.query_param_matcher) ?? false);
  const order = [first, ...exchanges.filter((each) => each !== first)].sort((a, b) => selective(b) - selective(a));
  return {
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const text = await request.text();
      const complaints = order.map((sample) => mismatch(sample, request, text));
      const found = order[complaints.indexOf(undefined)];
      if (!found) {
        wrong.push(
          `no sample answers ${request.method} ${request.url} ${text}`,
          ...complaints.map((why) => `  ${why}`),
        );
        throw new TypeError('fetch failed');
      }
      note(found);
      return new Response(JSON.stringify(found.json), {
        status: found.status,
        headers: { 'content-type': 'application/json' },
      });
    },
    userAgent: 'samples',
    timeout: false,
    retryDelay: () => 0,
    retries: 0,
  };
}

/** Why a request is not that of a sample; undefined when it is. */
function mismatch(sample: Sample, request: Request, text: string): string | undefined {
  const [ours, theirs] = [new URL(request.url), new URL(sample.url)];
  const wanted = `${sample.method} ${theirs.origin}${theirs.pathname}`;
  if (`${request.method} ${ours.origin}${ours.pathname}` !== wanted) return `the sample is ${wanted}`;
  for (const { query_param_matcher: query, json_params_matcher: body } of sample.expects ?? []) {
    if (query) {
      const sent = queryOf(ours);
      const missing = Object.entries(query.params_dict).filter(([key, value]) => sent[key] !== commaSet(value));
      const extra = query.strict_match
        ? Object.keys(sent).filter((key) => !(key in query.params_dict) && !pageSizes.includes(key))
        : [];
      if (missing.length || extra.length) return `the sample's query is ${JSON.stringify(query.params_dict)}`;
    }
    if (body) {
      try {
        expect(JSON.parse(text || 'null')).toEqual(body.params);
      } catch {
        return `the sample's body is ${JSON.stringify(body.params)}`;
      }
    }
  }
  return undefined;
}
/** Page sizes are ours to choose. */
const pageSizes = ['limit', 'per_page', 'page_size'];
const commaSet = (value: string) =>
  /^(true|false)$/i.test(value) ? value.toLowerCase() : value.split(',').sort().join(',');
const queryOf = (url: URL) =>
  Object.fromEntries(
    [...new Set(url.searchParams.keys())].map((key) => [key, commaSet(url.searchParams.getAll(key).join(','))]),
  );

interface RenderingOptions extends GlobusOptions {
  /** The exchanges before and beside the sample's own (`globus gcs ...` looks at the endpoint first). */
  readonly exchanges?: readonly Exchange[];
  /** What JSON must show where the command prints a document of its own making; by default the sample as it is. */
  readonly shows?: (document: unknown) => unknown;
}

/**
 * Runs a command with a sample document as the service's answer: text must not be empty and must not break, JSON must be the
 * document with nothing lost, and unix must carry every scalar of it.
 */
export async function rendersSample(
  argv: readonly string[],
  exchange: Exchange,
  options: RenderingOptions = {},
): Promise<{ text: string; json: string; unix: string }> {
  const { exchanges = [], shows = (document: unknown) => document, ...run } = options;
  const out: Record<string, string> = {};
  for (const format of ['text', 'json', 'unix'] as const) {
    const api = withoutNames(fakeApi([...exchanges, exchange], { lenientReads: true }));
    const result = await globus([...argv, '--format', format], { ...run, api });
    expect(result.code, `--format ${format}: ${result.stderr}`).toBe(0);
    out[format] = result.stdout;
  }
  const [text = '', json = '', unix = ''] = [out['text'], out['json'], out['unix']];
  const document = shows(exchange.response);
  expect(text.trim(), 'text says nothing').not.toBe('');
  expect(text, 'text shows the inside of the program').not.toMatch(/\[object Object\]|\bundefined\b|\bNaN\b/);
  expect(JSON.parse(json)).toEqual(document);
  for (const scalar of scalarsOf(document)) expect(unix, 'unix loses a value').toContain(scalar);
  return { text, json, unix };
}

/** Text looks up the names of people: here, nobody has one. */
function withoutNames(api: FakeApi): FakeApi {
  const isLookUp = (url: URL) => url.hostname === 'auth.globus.org' && url.pathname === '/v2/api/identities';
  return {
    ...api,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      return isLookUp(new URL(request.url)) ? Response.json({ identities: [] }) : api.fetch(request);
    },
  };
}

/** Every string and number in a document, wherever it stands. */
function scalarsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.includes('\t') || value.includes('\n') ? [] : [value];
  if (typeof value === 'number') return [String(value)];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(scalarsOf);
}
