import type { ServerResponse } from 'node:http';
import { wings } from '../wings.js';
import { bodyOf, bytesOf, type Exchange, type Recorded, type RecordedLogin } from './format.js';
import { type Asked, frontVariables, startFront } from './front.js';
import { Matching, type Comparable } from './matching.js';
import { loginOf, replayCode, tokensFor } from './recorded-login.js';
import { Veil } from './veil.js';

/** A request that the record has no answer to. */
export interface Missing {
  readonly service: string;
  readonly method: string;
  readonly path: string;
}
export interface Player {
  readonly variables: (authorityFile: string) => Record<string, string>;
  readonly authority: string;
  readonly login: RecordedLogin;
  /** Ends a login with `login --finish`, as whoever was logged in when it was recorded. */
  readonly code: string;
  readonly counts: () => {
    readonly answered: number;
    readonly missing: readonly Missing[];
    /** Recorded requests that nobody asked for. */
    readonly unasked: number;
  };
  readonly close: () => Promise<void>;
}

/** Answers programs out of a record, and asks nobody. */
export async function startPlayer(recorded: Recorded): Promise<Player> {
  const { head, exchanges } = recorded;
  const matching = new Matching(exchanges);
  const veil = new Veil();
  const login = loginOf(recorded);
  const missing: Missing[] = [];
  let answered = 0;

  const answer = async (asked: Asked, response: ServerResponse): Promise<void> => {
    const { service, path, query, message } = asked;
    const body = await bodySent(asked);
    const type = message.headers['content-type'] ?? '';
    if (service === 'auth' && path.endsWith('/v2/oauth2/authorize')) return authorize(query, response);
    const isToken = service === 'auth' && path.endsWith('/v2/oauth2/token');
    if (isToken && new URLSearchParams(body.toString('utf8')).get('code') === replayCode)
      return document(response, 200, tokensFor(login));
    veil.headers(
      Object.entries(message.headers).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value] as const] : [],
      ),
    );
    const kept = bodyOf(body);
    const comparable: Comparable = {
      ...{ service, method: message.method ?? 'GET', path: veil.text(path), query: veil.fields(front.atGlobus(query)) },
      range: message.headers.range ?? '',
      body: typeof kept === 'string' ? veil.text(front.atGlobus(kept), type) : body.toString('latin1'),
    };
    const found = matching.find(comparable);
    // a login of another kind than the recorded one gets on, too: what counts is what is asked with it
    if (!found && isToken) return document(response, 200, tokensFor(login));
    if (found && (found.answer === null || bytesOf(found.answer.body) !== undefined)) {
      answered += 1;
      return play(found, response);
    }
    missing.push({ service, method: comparable.method, path });
    const why = found
      ? 'The answer to this request was too large to be kept in the record'
      : 'This request is not in the record that is played';
    const [status, words] = notRecorded(service, path, why);
    return document(response, status, words);
  };

  const play = ({ method, answer: recordedAnswer }: Exchange, response: ServerResponse): void => {
    if (!recordedAnswer) return void response.destroy();
    const { status, headers, body } = recordedAnswer;
    const told = Object.entries(headers)
      .filter(([name]) => name !== 'content-length' || method === 'HEAD')
      .map(([name, value]) => [name, name === 'location' ? front.atFront(value) : value]);
    response.writeHead(status, Object.fromEntries(told) as Record<string, string>).end(bytesOf(body));
  };

  const front = await startFront({
    servers: head.servers,
    // what is none of Globus's is refused: a replay has no network
    looksAt: (host) => originsOf(exchanges).has(host) || /(^|\.)(globus\.org|globuscs\.info)$/i.test(host),
    answer,
    passOn: null,
    onRefused: (host) => missing.push({ service: host, method: 'CONNECT', path: '' }),
  });
  return {
    variables: (authorityFile) => frontVariables(front, authorityFile),
    authority: front.authority,
    login,
    code: replayCode,
    counts: () => ({ answered, missing, unasked: matching.unasked }),
    close: front.close,
  };
}

/** The hosts that requests of a record went to beside the services. */
const originsOf = (exchanges: readonly Exchange[]): Set<string> =>
  new Set(exchanges.flatMap(({ service }) => (/^https?:\/\//.test(service) ? [new URL(service).hostname] : [])));

async function bodySent({ message }: Asked): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of message as AsyncIterable<Uint8Array>) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Approves a login at once: there is one person in a record. */
function authorize(query: string, response: ServerResponse): void {
  const fields = new URLSearchParams(query);
  const back = fields.get('redirect_uri') ?? '';
  if (!URL.canParse(back)) return document(response, 400, { error: 'invalid_request' });
  const to = new URL(back);
  to.searchParams.set('code', replayCode);
  const state = fields.get('state');
  if (state !== null) to.searchParams.set('state', state);
  response.writeHead(302, { location: to.href }).end();
}

function document(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

/** 404, in the words of the service that was asked. */
function notRecorded(service: string, path: string, message: string): [number, object] {
  const isOrigin = service.includes('://');
  const name = isOrigin ? (/^\/api(\/|$)/.test(path) ? 'gcs' : 'https') : service;
  const wing = wings.find((each) => each.name === name);
  return [
    404,
    wing?.describe({ status: 404, code: 'NotRecorded', message, resource: path }) ?? { code: 'NotRecorded', message },
  ];
}
