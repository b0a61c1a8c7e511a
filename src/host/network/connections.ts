import { Agent as HttpAgent, type AgentOptions, type ClientRequestArgs, request as httpRequest } from 'node:http';
import type { RequestOptions } from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { loginOf, placeOf, proxyAuthorization } from './proxies.js';
import type { TlsSettings } from './settings.js';
import type { Straight, Straights } from './straight.js';

/** How a request gets to its server: what to call, and what to add to what it is called with. */
export interface Way {
  readonly request: typeof httpRequest;
  readonly agent: HttpAgent;
  /** Where to connect to, and the path to ask for, where that is not the server's own. */
  readonly options: ClientRequestArgs;
}

/** Why a proxy let nothing through; `services/network-error.ts` reads the status in it. */
class ProxyRefusedError extends Error {
  constructor(status: number | undefined) {
    super(`Proxy response (${status}) to CONNECT`);
    this.name = 'ProxyRefusedError';
  }
}

/** Connections are kept for the next request, for as long as servers usually keep them; an idle one does not keep the process. */
const kept: AgentOptions = { keepAlive: true, timeout: 4_000, scheduling: 'lifo' };

type Connected = (error: Error | null, socket?: Socket) => void;
/** What Node's agents call to connect; its types leave out that the answer may come later. */
interface Connecting {
  createConnection(options: ConnectionOptions, done: Connected): Socket | undefined;
}

/** A failure of the socks package, which says why in its text alone, and whose error holds the login of the proxy. */
function socksFailure({ message }: Error): Error {
  const code = /\b(E[A-Z_]{3,})\b/.exec(message)?.[1] ?? (message.includes('timed out') ? 'ETIMEDOUT' : undefined);
  return Object.assign(new Error(message), code && { code });
}

/** A proxy as the server that a request is sent to; the address that the request is for names another. */
function spokenTo(proxy: URL): RequestOptions {
  const { host, port } = placeOf(proxy);
  return { protocol: proxy.protocol, hostname: host, port, ...(!isIP(host) && { servername: host }) };
}

export interface Connections {
  readonly wayTo: (url: URL, proxy: URL | undefined) => Promise<Way>;
  /** A connection for a large answer, to a server that is reached securely and without a proxy. */
  readonly straightTo: (url: URL, isFresh: boolean) => Promise<Straight>;
  /** Ends all connections, also those that are being made. */
  readonly close: () => void;
}

/** The connections of this process, each kind made when it is first needed. */
export function createConnections(tls: () => TlsSettings): Connections {
  const agents = new Map<string, HttpAgent>();
  const pending = new Set<Socket>();
  let straights: Straights | undefined;
  let isClosed = false;

  const agentFor = async (name: string, make: () => HttpAgent | Promise<HttpAgent>): Promise<HttpAgent> => {
    const known = agents.get(name);
    if (known) return known;
    const made = await make();
    // two requests that go out together may both have made one
    const agent = agents.get(name) ?? made;
    agents.set(name, agent);
    return agent;
  };

  const track = (socket: Socket): Socket => {
    pending.add(socket);
    socket.once('close', () => pending.delete(socket));
    if (isClosed) socket.destroy();
    return socket;
  };

  /** A secure connection over one that a proxy has made. */
  const secured = (tlsModule: typeof import('node:tls'), options: ConnectionOptions, socket: Socket): Socket =>
    track(tlsModule.connect({ ...options, socket }));

  /** An agent whose connections go through something else first. */
  const through = <A extends HttpAgent>(agent: A, open: (options: ConnectionOptions) => Promise<Socket>): A => {
    (agent as unknown as Connecting).createConnection = (options, done) => {
      open(options).then(
        (socket) => done(null, socket),
        (error: unknown) => done(error as Error),
      );
      return undefined;
    };
    return agent;
  };

  const direct = async (url: URL): Promise<Way> => {
    if (url.protocol === 'http:')
      return {
        request: httpRequest,
        agent: await agentFor('http', () => new HttpAgent(kept)),
        options: {},
      };
    const { Agent, request } = await import('node:https');
    return { request, agent: await agentFor('https', () => new Agent({ ...kept, ...tls() })), options: {} };
  };

  /** To a server that is spoken to in the clear: the proxy is asked for the whole address. */
  const forwarded = async (url: URL, proxy: URL): Promise<Way> => {
    const { request, agent } = await direct(proxy);
    const bare = new URL(url);
    bare.hash = bare.username = bare.password = '';
    return {
      request,
      agent,
      options: { ...spokenTo(proxy), path: bare.href, headers: proxyAuthorization(proxy) },
    };
  };

  const tunnelled = async (proxy: URL): Promise<Way> => {
    const [{ Agent, request }, tlsModule] = await Promise.all([import('node:https'), import('node:tls')]);
    const agent = await agentFor(`tunnel ${proxy.href}`, () =>
      through(new Agent({ ...kept, ...tls() }), async (options) =>
        secured(tlsModule, options, await tunnel(proxy, options)),
      ),
    );
    return { request, agent, options: {} };
  };

  /** A connection that the proxy has made to the server. */
  const tunnel = async (proxy: URL, { host, port }: ConnectionOptions): Promise<Socket> => {
    const { request } = await direct(proxy);
    const target = `${host?.includes(':') ? `[${host}]` : host}:${port}`;
    return new Promise((done, fail) => {
      const asked = request({
        ...spokenTo(proxy),
        method: 'CONNECT',
        path: target,
        headers: { host: target, ...proxyAuthorization(proxy) },
        agent: false,
        ...(proxy.protocol === 'https:' && tls()),
      });
      asked.once('socket', track);
      asked.once('connect', ({ statusCode }, socket) => {
        if (statusCode === 200) return done(socket);
        socket.destroy();
        return fail(new ProxyRefusedError(statusCode));
      });
      asked.once('error', fail);
      asked.end();
    });
  };

  const socks = async (url: URL, proxy: URL): Promise<Way> => {
    const [{ SocksClient }, https, tlsModule] = await Promise.all([
      import('socks'),
      import('node:https'),
      import('node:tls'),
    ]);
    const login = loginOf(proxy);
    const open = async ({ host, port }: ConnectionOptions): Promise<Socket> => {
      const opening = SocksClient.createConnection({
        proxy: { ...placeOf(proxy), type: 5, ...(login && { userId: login.user, password: login.password }) },
        command: 'connect',
        destination: { host: host ?? '', port: Number(port) },
      });
      const { socket } = await opening.catch((error: unknown) => {
        throw socksFailure(error as Error);
      });
      return track(socket);
    };
    if (url.protocol === 'http:') {
      const agent = await agentFor(`socks ${proxy.href}`, () => through(new HttpAgent(kept), open));
      return { request: httpRequest, agent, options: {} };
    }
    const agent = await agentFor(`secure socks ${proxy.href}`, () =>
      through(new https.Agent({ ...kept, ...tls() }), async (options) =>
        secured(tlsModule, options, await open(options)),
      ),
    );
    return { request: https.request, agent, options: {} };
  };

  return {
    wayTo: (url, proxy) => {
      if (!proxy) return direct(url);
      if (proxy.protocol.startsWith('socks')) return socks(url, proxy);
      return url.protocol === 'https:' ? tunnelled(proxy) : forwarded(url, proxy);
    },
    straightTo: async (url, isFresh) => {
      const [{ createStraights }, { connect }] = await Promise.all([import('./straight.js'), import('node:tls')]);
      straights ??= createStraights(connect, tls);
      if (isClosed) straights.close();
      return straights.to(url, isFresh);
    },
    close: () => {
      isClosed = true;
      straights?.close();
      for (const agent of agents.values()) agent.destroy();
      for (const socket of pending) socket.destroy();
    },
  };
}
