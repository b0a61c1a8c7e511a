import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bin } from './built.js';

/** Where a request is held for ever: before it went on to the service, or before its answer comes back. */
export interface Hold {
  readonly method: string;
  readonly path: RegExp;
  readonly at: 'request' | 'answer';
  readonly held: () => void;
}

/** A way to a service, on which one kind of request can be held. */
export async function gate(service: string) {
  let hold: Hold | undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = 'GET', url = '/' } = request;
      const here = hold && hold.method === method && hold.path.test(url) ? hold : undefined;
      if (here?.at === 'request') return here.held();
      const headers = Object.entries(request.headersDistinct).flatMap(([name, values = []]) =>
        ['host', 'connection', 'content-length'].includes(name)
          ? []
          : values.map((value) => [name, value] as [string, string]),
      );
      const body = chunks.length ? Buffer.concat(chunks) : undefined;
      fetch(`${service}${url}`, { method, headers, redirect: 'manual', ...(body && { body }) }).then(
        async (answer) => {
          const text = Buffer.from(await answer.arrayBuffer());
          if (here) return here.held();
          response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(text);
        },
        () => response.destroy(),
      );
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold: (next: Hold | undefined) => void (hold = next),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
export type Gate = Awaited<ReturnType<typeof gate>>;

/** Runs a line of the built program and ends it with a signal where a request is held. */
export function endedAt(
  way: Gate,
  env: Readonly<Record<string, string>>,
  argv: readonly string[],
  signal: NodeJS.Signals,
  hold: Omit<Hold, 'held'>,
) {
  const child: ChildProcess = spawn(process.execPath, [bin, ...argv], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  way.hold({ ...hold, held: () => void child.kill(signal) });
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((done) => {
    child.on('close', (code) => {
      way.hold(undefined);
      done({ code, stdout, stderr });
    });
  });
}
