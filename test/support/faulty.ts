/** A server on loopback that stands for every service, and answers as badly as it is told to. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import forge from 'node-forge';
import { serviceUrls } from '../../src/settings/urls.js';
import { answerTo } from './answering.js';

/** Answers a request; `well` answers it as the service would, and `earlier` is how often the same was asked before. */
export type Fault = (request: IncomingMessage, response: ServerResponse, well: () => void, earlier: number) => void;

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}
export interface Faulty {
  readonly port: number;
  /** What was asked so far. */
  readonly sent: readonly Sent[];
  /** Points every service at this server, with a token for each. */
  readonly env: (scheme?: 'http' | 'https') => Record<string, string>;
  /** Forgets what was asked, and answers like this from now on. */
  readonly begin: (fault: Fault, variant: number) => void;
  readonly close: () => Promise<void>;
}

const real = serviceUrls({});
const services = Object.keys(real) as (keyof typeof real)[];

/** The variables that send each service to an address below this one, with a token for each. */
export const envAt = (base: string): Record<string, string> =>
  Object.fromEntries(
    services.flatMap((service) => [
      [`GLOBUS_SDK_SERVICE_URL_${service.toUpperCase()}`, `${base}/${service}/`],
      [`GLOBUS_ACCESS_TOKEN_${service.toUpperCase()}`, `a-token-of-${service}`],
    ]),
  );

export async function startFaulty(tls?: { readonly key: string; readonly cert: string }): Promise<Faulty> {
  const sent: Sent[] = [];
  const times = new Map<string, number>();
  const sockets = new Set<Socket>();
  let [fault, variant]: [Fault, number] = [(_request, _response, well) => well(), 0];

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('error', () => undefined); // the client may go away; the fault wants it so
    response.on('error', () => undefined);
    request.on('end', () => {
      const [method, path] = [request.method ?? 'GET', request.url ?? '/'];
      sent.push({ method, path, body: Buffer.concat(parts).toString() });
      const earlier = times.get(`${method} ${path}`) ?? 0;
      times.set(`${method} ${path}`, earlier + 1);
      fault(request, response, () => answerWell(method, path, variant, response), earlier);
    });
  };
  const server: Server = tls ? createTlsServer(tls, listener) : createServer(listener);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => undefined);
  // a proxy is asked for a tunnel
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    const response = { socket, tunnel: true } as unknown as ServerResponse;
    fault(request, response, () => socket.destroy(), 0);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    sent,
    env: (scheme = tls ? 'https' : 'http') => envAt(`${scheme}://127.0.0.1:${port}`),
    begin: (next, which) => {
      sent.length = 0;
      times.clear();
      [fault, variant] = [next, which];
    },
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => done());
      }),
  };
}

function answerWell(method: string, path: string, variant: number, response: ServerResponse): void {
  const [, service = '', rest = ''] = /^\/(\w+)\/(.*)$/.exec(path) ?? [];
  const base = real[service as keyof typeof real] as string | undefined;
  const document = base === undefined ? undefined : answerTo(method, new URL(rest, base), variant);
  const text = JSON.stringify(document ?? { code: 'NotFound', message: 'There is none.' });
  response.writeHead(document === undefined ? 404 : 200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

const status = (
  code: number,
  headers: Record<string, string> = {},
  body = '{"code":"Trouble","message":"no"}',
): Fault => {
  return (_request, response) => {
    // a request for a tunnel has no response, only its connection
    if ('tunnel' in response) return void response.socket?.end(`HTTP/1.1 ${code} No\r\nContent-Length: 0\r\n\r\n`);
    response.writeHead(code, { 'content-type': 'application/json', ...headers }).end(body);
  };
};
/** The first answers are bad, those after them well. */
const first =
  (times: number, fault: Fault): Fault =>
  (request, response, well, earlier) =>
    earlier < times ? fault(request, response, well, earlier) : well();

let bomb: Buffer | undefined;
const html = '<!doctype html><html><body>Please log in to the network</body></html>';

/** Each with what becomes of a request that only reads: whether it passes in the end. */
export const faults: Readonly<Record<string, { readonly fault: Fault; readonly passes: boolean }>> = {
  'too many requests, for a second': { fault: first(1, status(429, { 'retry-after': '1' })), passes: true },
  'too many requests, to a date': {
    fault: (request, response, well, earlier) =>
      first(1, status(429, { 'retry-after': new Date(Date.now() + 1000).toUTCString() }))(
        request,
        response,
        well,
        earlier,
      ),
    passes: true,
  },
  'too many requests, for an hour': { fault: status(429, { 'retry-after': '3600' }), passes: false },
  'a burst of 503': { fault: first(2, status(503)), passes: true },
  'a burst of 502': { fault: first(2, status(502, {}, html)), passes: true },
  '500 for ever': { fault: status(500), passes: false },
  'a reset before the answer': { fault: (request) => request.socket.destroy(), passes: false },
  'a reset before the first answer': { fault: first(1, (request) => request.socket.destroy()), passes: true },
  'a reset amid the head': {
    fault: (request) => void request.socket.write('HTTP/1.1 200 OK\r\nConte', () => request.socket.destroy()),
    passes: false,
  },
  'a reset amid the body': {
    fault: (request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"DATA":[', () => request.socket.destroy());
    },
    passes: false,
  },
  'a reset after the answer': {
    fault: (request, response, well) => {
      response.on('finish', () => setTimeout(() => request.socket.destroy(), 5));
      well();
    },
    passes: true,
  },
  'no answer at all': { fault: () => undefined, passes: false },
  'half an answer, and no more': {
    fault: (_request, response) => void response.writeHead(200, { 'content-length': '1000' }).write('{"DATA":['),
    passes: false,
  },
  'a web page': { fault: status(200, { 'content-type': 'text/html' }, html), passes: false },
  'a web page with 502': { fault: status(502, { 'content-type': 'text/html' }, html), passes: false },
  'redirects in a circle': {
    fault: (request, response) => void response.writeHead(302, { location: request.url ?? '/' }).end(),
    passes: false,
  },
  'a bomb of gzip': {
    fault: (_request, response) => {
      bomb ??= gzipSync(Buffer.alloc(300 * 1024 * 1024, ' '));
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb);
    },
    passes: false,
  },
  'a body without end': {
    fault: (_request, response) => {
      const piece = Buffer.alloc(1024 * 1024, ' ');
      const more = () => {
        while (!response.destroyed && response.write(piece));
        if (!response.destroyed) response.once('drain', more);
      };
      response.writeHead(200, { 'content-type': 'application/json' });
      more();
    },
    passes: false,
  },
};
/** Faults of a proxy on the way. */
export const proxyFaults: Readonly<Record<string, Fault>> = {
  'a proxy that asks for a login': status(407, { 'proxy-authenticate': 'Basic' }),
  'a proxy that reaches nobody': status(502),
};

const days = (n: number) => new Date(Date.now() + n * 86_400_000);

/** A certificate for a name or an address, by an authority (or by itself), good from and to so many days from now. */
function certificate(name: string, keys: forge.pki.rsa.KeyPair, by: string, signer: forge.pki.rsa.KeyPair, to: number) {
  const made = forge.pki.createCertificate();
  made.publicKey = keys.publicKey;
  made.serialNumber = `0${Math.floor(Math.random() * 1e12)}`;
  made.validity.notBefore = days(-10);
  made.validity.notAfter = days(to);
  made.setSubject([{ name: 'commonName', value: name }]);
  made.setIssuer([{ name: 'commonName', value: by }]);
  const address = /^[\d.]+$/.test(name) ? { type: 7, ip: name } : { type: 2, value: name };
  made.setExtensions([
    { name: 'basicConstraints', cA: name === by },
    { name: 'subjectAltName', altNames: [address] },
  ]);
  made.sign(signer.privateKey, forge.md.sha256.create());
  return forge.pki.certificateToPem(made);
}

/** An authority, and what is wrong with a certificate although it is by it. */
export function certificates() {
  const authority = forge.pki.rsa.generateKeyPair(2048);
  const keys = forge.pki.rsa.generateKeyPair(2048);
  const key = forge.pki.privateKeyToPem(keys.privateKey);
  const by = (name: string, to: number) => ({
    key,
    cert: certificate(name, keys, 'Authority of a test', authority, to),
  });
  return {
    authority: certificate('Authority of a test', authority, 'Authority of a test', authority, 10),
    good: by('127.0.0.1', 10),
    bad: {
      'a certificate that has run out': by('127.0.0.1', -1),
      'a certificate of another host': by('other.example', 10),
      'a certificate that nobody vouches for': { key, cert: certificate('127.0.0.1', keys, '127.0.0.1', keys, 10) },
    },
  };
}
