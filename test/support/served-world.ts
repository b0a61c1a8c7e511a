/** The services at their own addresses, answered by a test: behind a proxy on loopback, with a certificate for all of them. The built program reaches them from a terminal. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer as createProxy } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeTemporary } from '../../src/new-folder.js';
import { serviceUrls } from '../../src/settings/urls.js';
import { selfSigned } from './certificate.js';
import type { FakeApi } from './fake-api.js';
import { clientId, writeLogin } from './globus.js';

/** The clock of the program, which stands still: a module that it loads first. */
const clock = (now: Date) => `const Real = Date;
globalThis.Date = class extends Real {
  constructor(...given) { super(...(given.length ? given : [${now.getTime()}])); }
  static now() { return ${now.getTime()}; }
};
`;

interface World {
  /** A network of its own for each line, as a test in this process has. */
  readonly api: () => FakeApi;
  readonly logins: Readonly<Record<string, string>>;
  readonly now: Date;
  /** Hosts beside those of the services. */
  readonly hosts?: readonly string[];
}

/** Serves it; with the environment of somebody who is logged in there. */
export async function servedWorld({ api, logins, now, hosts = [] }: World) {
  const home = mkdtempSync(join(tmpdir(), 'globus-test-'));
  const names = [...Object.values(serviceUrls({})).map((url) => new URL(url).hostname), ...hosts];
  const tls: ServerOptions = selfSigned(names);
  let network = api();
  const services = createServer(tls, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = 'GET', headers, url = '/' } = request;
      const body = Buffer.concat(parts);
      void network
        .fetch(`https://${headers.host}${url}`, { method, ...(body.length > 0 && { body }) })
        .then(async (answer) => {
          response.writeHead(answer.status, { 'content-type': 'application/json', date: now.toUTCString() });
          response.end(Buffer.from(await answer.arrayBuffer()));
        })
        // the network of a test that answers no more
        .catch(() => response.destroy());
    });
  });
  const proxy = createProxy();
  proxy.on('connect', (_request, socket: Socket) => {
    socket.on('error', () => socket.destroy());
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    services.emit('connection', socket);
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  const [ca, preload, configDir] = ['ca.pem', 'clock.mjs', 'config'].map((name) => join(home, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(ca, String(tls.cert));
  writeFileSync(preload, clock(now));
  writeLogin(configDir, logins);
  return {
    env: {
      HOME: home,
      GLOBUS_CONFIG_DIR: configDir,
      GLOBUS_TOKEN_STORE: 'file',
      GLOBUS_CLIENT_ID: clientId,
      GLOBUS_SDK_VERIFY_SSL: ca,
      HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
      NODE_OPTIONS: `--import=${preload}`,
      GLOBUS_PAGER: '',
    },
    /** Before each line: how often something was asked is forgotten. */
    begin: () => {
      network = api();
    },
    close: () => {
      proxy.close();
      proxy.closeAllConnections();
      services.closeAllConnections();
      removeTemporary(home);
    },
  };
}
