import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { closeToOthers } from '../edge/door.js';
import { tellsPeers } from '../edge/peers.js';
import { makeAuthority, makeServerCertificate } from '../tls/certificate.js';

/** A request as it came, and whom it is for. */
export interface Asked {
  /** The name of a service, or the origin of another server. */
  readonly service: string;
  /** Where it is to go, with path and query. */
  readonly url: URL;
  /** With what comes before it at the service's address left out. */
  readonly path: string;
  /** What is after the `?`, empty for nothing. */
  readonly query: string;
  readonly message: IncomingMessage;
}

export interface FrontOptions {
  /** Where the services are: `transfer` to `https://transfer.api.globus.org`. */
  readonly servers: Readonly<Record<string, string>>;
  /** Whether what goes to this server, by the proxy, is looked at; else it is passed on unseen, or refused. */
  readonly looksAt: (host: string) => boolean;
  /** Answers whatever was asked of a service, or of a server that is looked at. */
  readonly answer: (asked: Asked, response: ServerResponse) => Promise<void>;
  /** What becomes of a connection to a server that is not looked at; null refuses it. */
  readonly passOn: ((host: string, port: number) => Promise<Socket>) | null;
  /** Told of each connection that was refused. */
  readonly onRefused?: (host: string) => void;
}

/** What stands between a program and Globus: an address for each service, and a proxy for all else. */
export interface Front {
  readonly urls: Readonly<Record<string, string>>;
  readonly proxyUrl: string;
  /** The certificate of the authority that vouches for whatever is looked at. Its key is in this process alone. */
  readonly authority: string;
  /** A text with the addresses of services in the place of the front's own, which Globus does not know. */
  readonly atGlobus: (text: string) => string;
  /** An address with the front in the place of a service: who follows a redirect comes by here. */
  readonly atFront: (address: string) => string;
  readonly close: () => Promise<void>;
}

/** Serves on loopback, on Linux to this user's programs alone. */
export async function startFront(options: FrontOptions): Promise<Front> {
  const authority = await makeAuthority(Date.now(), true);
  const isGuarded = await tellsPeers();
  const servers: Server[] = [];
  const sockets = new Set<Duplex>();
  const tunnels = new WeakMap<object, string>();
  const contexts = new Map<string, Promise<SecureContext>>();
  const own = new Map<string, string>();

  const contextFor = (host: string): Promise<SecureContext> => {
    const known = contexts.get(host);
    if (known) return known;
    const made = makeServerCertificate(authority, Date.now(), host).then(({ key, certificate }) =>
      createSecureContext({ key, cert: certificate }),
    );
    contexts.set(host, made);
    return made;
  };

  const serve = async (service: string | undefined): Promise<{ server: Server; url: string }> => {
    const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, (message, response) => {
      const asked = resolved(message, service);
      if (!asked) return void response.writeHead(400).end();
      options.answer(asked, response).catch(() => response.destroy());
    });
    if (isGuarded) closeToOthers(server);
    await new Promise<void>((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done));
    servers.push(server);
    return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  };

  const resolved = (message: IncomingMessage, served: string | undefined): Asked | undefined => {
    const spoken = message.url ?? '/';
    const tunnel = tunnels.get(message.socket);
    const whole = /^https?:\/\//i.test(spoken) ? spoken : `${tunnel ?? ''}${spoken}`;
    if (!/^https?:\/\//i.test(whole))
      return served === undefined || !isOwnHost(message.headers.host) ? undefined : ofService(served, spoken, message);
    if (!URL.canParse(whole)) return undefined;
    const { origin, host } = new URL(whole);
    const mine = own.get(host);
    if (mine !== undefined) return ofService(mine, whole.slice(whole.indexOf(host) + host.length), message);
    for (const [service, base] of Object.entries(options.servers)) {
      const start = trimmed(base);
      if (whole === start || whole.startsWith(`${start}/`))
        return ofService(service, whole.slice(start.length), message);
    }
    return ofOther(origin, whole, message);
  };
  const isOwnHost = (host: string | undefined) => own.has((host ?? '').replace(/^localhost/, '127.0.0.1'));
  const ofService = (service: string, rest: string, message: IncomingMessage): Asked => {
    const [path, query] = split(rest === '' ? '/' : rest);
    const url = new URL(`${trimmed(options.servers[service] ?? '')}${rest}`);
    return { service, url, path: path.replace(/^\/{2,}/, '/'), query, message };
  };

  const passOn = async (host: string, port: number, socket: Duplex, head: Buffer): Promise<void> => {
    if (!options.passOn) {
      options.onRefused?.(`${host}:${port}`);
      return void socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
    }
    const other = await options.passOn(host, port);
    sockets.add(other);
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) other.write(head);
    other.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    socket.on('close', () => other.destroy());
    socket.pipe(other).pipe(socket);
  };

  const open = async (asked: string, socket: Duplex, head: Buffer, server: Server): Promise<void> => {
    const [, host = '', port = '443'] = /^\[?([^\]]*?)\]?(?::(\d+))?$/.exec(asked) ?? [];
    if (!options.looksAt(host)) return passOn(host, Number(port), socket, head);
    const secureContext = await contextFor(host);
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    const secure = new TLSSocket(socket, { isServer: true, secureContext });
    tunnels.set(secure, `https://${host.includes(':') ? `[${host}]` : host}${port === '443' ? '' : `:${port}`}`);
    secure.on('error', () => secure.destroy());
    server.emit('connection', secure);
  };

  const urls: Record<string, string> = {};
  for (const service of Object.keys(options.servers)) {
    const { url } = await serve(service);
    urls[service] = url;
    own.set(new URL(url).host, service);
  }
  const { server: proxy, url: proxyUrl } = await serve(undefined);
  proxy.on('connect', (message: IncomingMessage, socket: Duplex, head: Buffer) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    // what cannot be reached is closed: the program says so in its own words
    open(message.url ?? '', socket, head, proxy).catch(() =>
      socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n'),
    );
  });
  return {
    urls,
    proxyUrl,
    authority: authority.certificate,
    atGlobus: (text) =>
      Object.entries(urls).reduce((told, [service, url]) => {
        const there = trimmed(options.servers[service] ?? '');
        return told.replaceAll(url, there).replaceAll(encodeURIComponent(url), encodeURIComponent(there));
      }, text),
    atFront: (address) => {
      for (const [service, url] of Object.entries(urls)) {
        const there = trimmed(options.servers[service] ?? '');
        if (address.startsWith(`${there}/`)) return `${url}${address.slice(there.length)}`;
      }
      return address;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all(
        servers.map((server) => {
          const ended = new Promise((done) => server.close(done));
          server.closeAllConnections();
          return ended;
        }),
      );
    },
  };
}

function ofOther(origin: string, whole: string, message: IncomingMessage): Asked {
  const at = whole.indexOf('/', whole.indexOf('://') + 3);
  const [path, query] = split(at < 0 ? '/' : whole.slice(at));
  return { service: origin, url: new URL(whole), path, query, message };
}

const trimmed = (url: string) => url.replace(/(?<!\/)\/+$/, '');

function split(rest: string): [string, string] {
  const at = rest.indexOf('?');
  return at < 0 ? [rest, ''] : [rest.slice(0, at), rest.slice(at + 1)];
}

/** A connection to another server. */
export function connected(host: string, port: number): Promise<Socket> {
  return new Promise((done, fail) => {
    const socket = connect({ host, port });
    socket.once('error', fail).once('connect', () => {
      socket.off('error', fail);
      done(socket);
    });
  });
}

/** The variables that lead programs to a front: the addresses of services, and the proxy with its authority. */
export function frontVariables({ urls, proxyUrl }: Front, authorityFile: string): Record<string, string> {
  const addresses = Object.entries(urls).flatMap(([service, url]) =>
    namesOf(service).map((name) => [
      `GLOBUS_SDK_SERVICE_URL_${name}`,
      // clients append to this one as it is
      service === 'auth' ? `${url}/` : url,
    ]),
  );
  const proxies = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].map((name) => [name, proxyUrl]);
  const none = ['ALL_PROXY', 'all_proxy', 'NO_PROXY', 'no_proxy'].map((name) => [name, '']);
  const authorities = [
    'GLOBUS_SDK_VERIFY_SSL',
    'NODE_EXTRA_CA_CERTS',
    'REQUESTS_CA_BUNDLE',
    'CURL_CA_BUNDLE',
    'SSL_CERT_FILE',
  ].map((name) => [name, authorityFile]);
  return Object.fromEntries([...addresses, ...proxies, ...none, ...authorities, ['NODE_USE_ENV_PROXY', '1']]) as Record<
    string,
    string
  >;
}

const namesOf = (service: string) => (service === 'timer' ? ['TIMER', 'TIMERS'] : [service.toUpperCase()]);
