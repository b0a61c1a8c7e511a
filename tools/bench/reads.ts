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
    const task = await server.transfer(id, '31ce9ba0-176d-45a5-add3-f37d233ba47d', {
      from: '/share/godata/',
      to: '/copied/',
      recursive: true,
    });
    const paths = {
      'an endpoint': `/transfer/v0.10/endpoint/${id}`,
      'a task': `/transfer/v0.10/task/${String(task['task_id'])}`,
    };
    const compared: Comparison[] = [];
    for (const [what, path] of Object.entries(paths)) {
      const times = await sideBySide(
        () => load(server.url, path, server.authorization, requests),
        () => load(empty.url, '/', server.authorization, requests),
        rounds,
      );
      compared.push(
        comparison(
          `${requests.toLocaleString('en')} reads of ${what} of the sandbox`,
          'an empty Hono server',
          times,
          2,
        ),
      );
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

/**
 * Asks so often over a few connections, one question after the other on each. All answers to one question are of one length,
 * so that only bytes are counted here: what is measured is the server.
 */
async function load(url: string, path: string, authorization: string, requests: number): Promise<void> {
  const { hostname, port, host } = new URL(url);
  const question = Buffer.from(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: ${authorization}\r\n\r\n`);
  const talk = (count: number) =>
    new Promise<void>((done, fail) => {
      const socket = connect(Number(port), hostname).setNoDelay();
      let [left, received, whole] = [count, 0, 0];
      socket.on('error', fail);
      socket.on('data', (chunk) => {
        if (whole === 0) whole = lengthOf(chunk);
        // every answer begins `HTTP/1.1 200`
        if (received === 0 && chunk[9] !== 50) return socket.destroy(new Error(chunk.toString()));
        received += chunk.length;
        if (received < whole) return;
        if (received > whole)
          return socket.destroy(new Error(`an answer of another length: ${received}, not ${whole}`));
        [left, received] = [left - 1, 0];
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

/** The length of the answer that begins with this chunk, head and body. */
function lengthOf(chunk: Buffer): number {
  const head = chunk.indexOf('\r\n\r\n');
  const body = /content-length: (\d+)/i.exec(chunk.toString('latin1'))?.[1];
  if (head < 0 || body === undefined) throw new Error(`no length: ${chunk.toString()}`);
  return head + 4 + Number(body);
}
