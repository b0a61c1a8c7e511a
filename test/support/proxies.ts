/** Proxies for tests: small ones of our own, and those that people run, where they are installed. */
import { spawn, spawnSync } from 'node:child_process';
import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TestProxy {
  readonly port: number;
  /** What it was asked for: `CONNECT 127.0.0.1:443`, `GET http://...`, `SOCKS 127.0.0.1:80`. */
  readonly asked: readonly string[];
  readonly close: () => void;
}

async function listening(server: Server | ReturnType<typeof createTcpServer>, asked: readonly string[]) {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, asked, close };
}

const joined = (one: Socket, other: Socket) => {
  one.on('error', () => other.destroy()).pipe(other);
  other.on('error', () => one.destroy()).pipe(one);
};

/** An HTTP proxy that forwards and tunnels, for whoever has the login, where it wants one. */
export async function httpProxy(login?: string): Promise<TestProxy> {
  const asked: string[] = [];
  const wanted = login && `Basic ${Buffer.from(login).toString('base64')}`;
  const server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    if (wanted && incoming.headers['proxy-authorization'] !== wanted) return void outgoing.writeHead(407).end();
    const { 'proxy-authorization': _, ...headers } = incoming.headers;
    const onward = request(incoming.url ?? '', { method: incoming.method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  server.on('connect', ({ url = '', headers }, socket: Socket, head) => {
    asked.push(`CONNECT ${url}`);
    if (wanted && headers['proxy-authorization'] !== wanted)
      return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
    const [host, port] = url.split(':');
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.write(head);
      joined(socket, onward);
    });
    return undefined;
  });
  return listening(server, asked);
}

/** A SOCKS 5 proxy for IPv4 addresses, with user and password. */
export async function socksProxy(user: string, password: string): Promise<TestProxy> {
  const asked: string[] = [];
  const server = createTcpServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => {
      socket.write(Buffer.from([5, 2]));
      socket.once('data', (given) => {
        const fine =
          given.toString('latin1') ===
          `\x01${String.fromCharCode(user.length)}${user}${String.fromCharCode(password.length)}${password}`;
        socket.write(Buffer.from([1, fine ? 0 : 1]));
        if (!fine) return socket.end();
        return socket.once('data', (wanted) => {
          const host = wanted.subarray(4, 8).join('.');
          const port = wanted.readUInt16BE(8);
          asked.push(`SOCKS ${host}:${port}`);
          const onward = connect(port, host, () => {
            socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
            joined(socket, onward);
          });
        });
      });
    });
  });
  return listening(server, asked);
}

export const isInstalled = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** squid, letting in whoever has this login. Resolves when it listens. */
export async function squid(folder: string, user: string, password: string): Promise<TestProxy> {
  const port = await freePort();
  const [config, users, log] = [join(folder, 'squid.conf'), join(folder, 'users'), join(folder, 'access.log')];
  const { stdout } = spawnSync('openssl', ['passwd', '-apr1', password], { encoding: 'utf8' });
  writeFileSync(users, `${user}:${stdout.trim()}\n`);
  writeFileSync(log, '');
  writeFileSync(
    config,
    `http_port 127.0.0.1:${port}
pid_filename ${folder}/squid.pid
access_log stdio:${log}
cache_log ${folder}/cache.log
cache deny all
shutdown_lifetime 0
auth_param basic program /usr/lib/squid/basic_ncsa_auth ${users}
acl known proxy_auth REQUIRED
http_access allow known
http_access deny all
`,
  );
  // squid leaves root behind, and has to read and write here even so
  spawnSync('chmod', ['-R', 'a+rwX', folder]);
  const child = spawn('squid', ['-N', '-f', config], { stdio: 'ignore' });
  await answering(port);
  return { port, asked: [], close: () => child.kill('SIGKILL') };
}

/** mitmproxy, which reads what goes through it: its authority is in the folder, as mitmproxy-ca-cert.pem. */
export async function mitmproxy(folder: string): Promise<TestProxy> {
  const port = await freePort();
  const set = [`confdir=${folder}`, 'ssl_insecure=true'].flatMap((each) => ['--set', each]);
  const child = spawn('mitmdump', ['-q', '--listen-host', '127.0.0.1', '-p', String(port), ...set], {
    stdio: 'ignore',
  });
  await answering(port);
  return { port, asked: [], close: () => child.kill('SIGKILL') };
}

async function freePort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function answering(port: number): Promise<void> {
  for (let i = 0; i < 300; i++) {
    const isOpen = await new Promise<boolean>((done) => {
      const socket = connect(port, '127.0.0.1', () => done(true)).on('error', () => done(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isOpen) return;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error('the proxy does not listen');
}
