import { closeSync, openSync, writeSync } from 'node:fs';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { isObject } from '../http/body.js';
import {
  bodyOf,
  type Exchange,
  keptHeaders,
  type RecordedBody,
  type RecordedLogin,
  type RecordHead,
  recordVersion,
} from './format.js';
import { bodySent, Pieces } from './bodies.js';
import { type Asked, connected, type Front, frontVariables, startFront } from './front.js';
import { Veil } from './veil.js';

export interface RecorderOptions {
  /** The file to write, which is not there yet. */
  readonly file: string;
  readonly servers: Readonly<Record<string, string>>;
  readonly login: RecordedLogin | null;
  readonly variables: Readonly<Record<string, string>>;
  /** What is secret from the beginning, such as values of variables. */
  readonly secrets: readonly string[];
  /** Asks the services; it follows no redirect. */
  readonly fetch: typeof globalThis.fetch;
  /** Reaches servers that are none of Globus's; by itself without it. */
  readonly connect?: (host: string, port: number) => Promise<Socket>;
}
export interface Recorder {
  /** The variables that have programs ask by way of the recorder, given the file that authorities are in. */
  readonly variables: (authorityFile: string) => Record<string, string>;
  readonly authority: string;
  /** What was recorded so far. */
  readonly counts: () => { readonly requests: number; readonly cut: number; readonly failure: Error | undefined };
  readonly close: () => Promise<void>;
}

/** Passes requests on to Globus, and writes each with its answer to a file, without secrets, before the asker has all of the answer. */
export async function startRecorder(options: RecorderOptions): Promise<Recorder> {
  const veil = new Veil();
  for (const secret of options.secrets) veil.keep('variable', secret);
  const file = openSync(options.file, 'wx', 0o600);
  const learned = new Set<string>();
  let [requests, cut, failure] = [0, 0, undefined as Error | undefined];

  const write = (line: RecordHead | Exchange): void => {
    if (failure) return;
    try {
      const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    } catch (error) {
      // the command goes on: it is told at the end that the record is not whole
      failure = error as Error;
    }
  };
  const note = (exchange: Exchange): void => {
    requests += 1;
    if ([exchange.body, exchange.answer?.body].some((body) => isObject(body) && 'bytes' in body)) cut += 1;
    write(exchange);
  };

  const here = new Set(Object.values(options.servers).map((url) => new URL(url).hostname));
  const isGlobus = (host: string) =>
    /(^|\.)(globus\.org|globuscs\.info)$/i.test(host) ||
    here.has(host) ||
    learned.has(host) ||
    (isLoopback(host) && [...here].some(isLoopback));

  const answer = async (asked: Asked, response: ServerResponse): Promise<void> => {
    const { service, url, path, query, message } = asked;
    const isPage = service === 'auth' && path.endsWith('/v2/oauth2/authorize');
    const { atGlobus } = front;
    if (isPage) {
      // a login is between a person, a browser and Globus Auth itself
      const there = new URL(url);
      there.search = atGlobus(query);
      return void response.writeHead(302, { location: there.href }).end();
    }
    const isRecorded = service in options.servers || isGlobus(url.hostname);
    const began = Date.now();
    const method = message.method ?? 'GET';
    veil.headers(pairs(message.headers));
    const sent = await bodySent(asked, service === 'auth' ? atGlobus : undefined);
    const type = message.headers['content-type'] ?? '';
    const told = {
      time: new Date(began).toISOString(),
      ...{ service, method, path: veil.text(path), query: veil.fields(query) },
      headers: veiledHeaders(veil, pairs(message.headers)),
    };
    const ended = (received: Exchange['answer']): void => {
      if (!isRecorded) return;
      const { time, ...rest } = told;
      const body = veiledBody(veil, sent.kept(), type);
      note({ time, ms: Date.now() - began, ...rest, body, answer: received });
    };
    let came: Response;
    try {
      came = await options.fetch(url, {
        method,
        headers: Object.fromEntries(pairs(passed(message.headers, sent.length))),
        ...(sent.body !== undefined && { body: sent.body as RequestInit['body'] & object, duplex: 'half' }),
        redirect: 'manual',
      });
    } catch {
      ended(null);
      return void response.destroy();
    }
    veil.headers(came.headers);
    const pieces = new Pieces();
    const answerHeaders = [...came.headers].filter(([name]) => !hopByHop.has(name.toLowerCase()));
    // what the network decoded has another length than was said
    const isDecoded = came.headers.has('content-encoding') && method !== 'HEAD';
    response.writeHead(
      came.status,
      Object.fromEntries(
        answerHeaders
          .filter(([name]) => !(isDecoded && coding.has(name.toLowerCase())))
          .map(([name, value]) => [name, name.toLowerCase() === 'location' ? front.atFront(value) : value]),
      ),
    );
    try {
      // the last piece is held back until all is recorded
      let held: Uint8Array | undefined;
      for await (const piece of (came.body ?? []) as AsyncIterable<Uint8Array>) {
        if (held && !response.write(held)) await drained(response);
        if (response.destroyed) throw new Error('the asker went away');
        pieces.add(piece);
        held = piece;
      }
      const kept = pieces.kept();
      if (Buffer.isBuffer(kept)) learn(kept, came.headers.get('content-type') ?? '', learned);
      ended({
        status: came.status,
        headers: veiledHeaders(veil, came.headers),
        body: veiledBody(veil, kept, came.headers.get('content-type') ?? ''),
      });
      response.end(held);
    } catch {
      ended(null);
      response.destroy();
    }
  };

  const front: Front = await startFront({
    servers: options.servers,
    looksAt: isGlobus,
    answer,
    passOn: options.connect ?? connected,
  });
  write({
    globus_record: recordVersion,
    time: new Date().toISOString(),
    ...{ servers: options.servers, login: options.login, variables: options.variables },
  });
  return {
    variables: (authorityFile) => frontVariables(front, authorityFile),
    authority: front.authority,
    counts: () => ({ requests, cut, failure }),
    close: async () => {
      await front.close();
      closeSync(file);
    },
  };
}

const isLoopback = (host: string) => ['127.0.0.1', 'localhost', '::1'].includes(host);

/** Headers of a connection, not of what goes over it. */
const hopByHop: ReadonlySet<string> = new Set([
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'trailer'],
  ...['transfer-encoding', 'upgrade'],
]);
const coding: ReadonlySet<string> = new Set(['content-encoding', 'content-length']);

const pairs = (headers: IncomingHttpHeaders | Record<string, string>): [string, string][] =>
  Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as [string, string]],
  );

/** The headers of a request as they go on. */
function passed(headers: IncomingHttpHeaders, length: number | undefined): Record<string, string> {
  const own = new Set(['host', 'accept-encoding', 'content-length', 'expect']);
  return Object.fromEntries([
    ...pairs(headers).filter(([name]) => !hopByHop.has(name) && !own.has(name)),
    ...(length === undefined ? [] : [['content-length', String(length)]]),
  ]) as Record<string, string>;
}

function veiledBody(veil: Veil, body: Buffer | { readonly bytes: number }, type: string): RecordedBody {
  if (!Buffer.isBuffer(body)) return body;
  const kept = bodyOf(body);
  return typeof kept === 'string' ? veil.text(kept, type) : bodyOf(veil.bytes(body));
}

function veiledHeaders(veil: Veil, headers: Iterable<readonly [string, string]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(keptHeaders(headers)).map(([name, value]) => [
      name,
      name === 'location' ? veil.address(value) : veil.text(value),
    ]),
  );
}

const drained = (response: ServerResponse) =>
  new Promise<void>((done) => {
    const ready = () => {
      response.off('drain', ready).off('close', ready);
      done();
    };
    response.on('drain', ready).on('close', ready);
  });

/** Learns of an answer which other servers belong to Globus: managers of endpoints, and where collections serve files. */
function learn(body: Buffer, type: string, learned: Set<string>): void {
  if (!/json/i.test(type)) return;
  for (const [, address = ''] of body
    .toString('utf8')
    .matchAll(/"(?:gcs_manager_url|manager_url|https_server|https_url)"\s*:\s*"(https:\/\/[^"\\]+)"/g))
    if (URL.canParse(address)) learned.add(new URL(address).hostname);
}
