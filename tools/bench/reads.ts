import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type Comparison, comparison, scratchFile, sideBySide } from './measure.js';
import { sandboxServer } from './sandbox-server.js';

const connections = 8;

/** Small documents read from the sandbox, against a Hono server with the same adapter that has one route and nothing to say. */
export async function reads(rounds: number, requests = 8000): Promise<Comparison[]> {
  const server = await sandboxServer();
  const empty = await emptyHono();
  try {
    const id = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc';
    const task = await server.transfer(id, '31ce9ba0-176d-45a5-add3-f37d233ba47d', { from: '/share/godata/', to: '/copied/', recursive: true });
    const paths = { 'an endpoint': `/transfer/v0.10/endpoint/${id}`, 'a task': `/transfer/v0.10/task/${String(task['task_id'])}` };
    const compared: Comparison[] = [];
    for (const [what, path] of Object.entries(paths)) {
      const times = await sideBySide(() => load(server.url, path, server.authorization, requests), () => load(empty.url, '/', server.authorization, requests), rounds);
      compared.push(comparison(`${requests.toLocaleString('en')} reads of ${what} of the sandbox`, 'an empty Hono server', times, 2));
    }
    return compared;
  } finally {
    empty.close();
    await server.close();
  }
}

/** A process with an app of one route that answers `{}`. */
async function emptyHono(): Promise<{ url: string; close: () => void }> {
  const root = join(import.meta.dirname, '../../node_modules');
  const script = scratchFile(
    'empty-hono.mjs',
    `import { Hono } from ${JSON.stringify(join(root, 'hono/dist/index.js'))};
     import { serve } from ${JSON.stringify(join(root, '@hono/node-server/dist/index.mjs'))};
     const app = new Hono().get('/', (c) => c.json({}));
     serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log(port));`,
  );
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<string>((done, fail) => {
    child.stdout.once('data', (chunk: Buffer) => done(chunk.toString().trim()));
    child.once('exit', (code) => fail(new Error(`the empty server ended with ${code}`)));
  });
  return { url: `http://127.0.0.1:${port}`, close: () => child.kill() };
}

/** Asks so often over a few connections, one question after the other on each, with as little work as can be on this side. */
async function load(url: string, path: string, authorization: string, requests: number): Promise<void> {
  const { hostname, port, host } = new URL(url);
  const question = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: ${authorization}\r\n\r\n`;
  const talk = (count: number) =>
    new Promise<void>((done, fail) => {
      const socket = connect(Number(port), hostname);
      let [left, text] = [count, ''];
      socket.on('error', fail);
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
        const head = text.indexOf('\r\n\r\n');
        if (head < 0) return;
        const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
        if (text.length < head + 4 + length) return;
        if (!text.startsWith('HTTP/1.1 200')) return socket.destroy(new Error(text));
        if (Number.isNaN(length)) return socket.destroy(new Error(`no length: ${text}`));
        text = '';
        left -= 1;
        if (left > 0) socket.write(question);
        else {
          socket.end();
          done();
        }
      });
      socket.write(question);
    });
  await Promise.all(Array.from({ length: connections }, () => talk(requests / connections)));
}
