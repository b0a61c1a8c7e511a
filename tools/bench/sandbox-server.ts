import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { bin, scratchFolder } from './measure.js';

type Answer = Record<string, unknown>;

/** How a user starts a sandbox in a folder, as arguments of Node. */
const asUsersDo = (dir: string) => [bin, 'sandbox', 'start', '--foreground', '--quiet', '--dir', dir, '--port', '0'];

/** A sandbox in a process of its own, and somebody who is logged in to it. */
export async function sandboxServer(folder?: string, program = asUsersDo) {
  const dir = folder ?? join(scratchFolder, `sandbox-${Math.random().toString(36).slice(2)}`);
  mkdirSync(dir, { recursive: true });
  const child = spawn(process.execPath, program(dir), {
    stdio: 'inherit',
    env: {
      PATH: process.env['PATH'],
      HOME: scratchFolder,
      GLOBUS_CONFIG_DIR: join(scratchFolder, 'config'),
      NO_PROXY: '*',
    },
  });
  const since = Date.now();
  const info = await until(() => {
    if (child.exitCode !== null) throw new Error(`the sandbox ended with ${child.exitCode}`);
    try {
      if (statSync(join(dir, 'running.json')).mtimeMs < since - 1000) return undefined;
      return JSON.parse(readFileSync(join(dir, 'running.json'), 'utf8')) as {
        url: string;
        env: Record<string, string>;
      };
    } catch {
      return undefined; // not there yet
    }
  });
  const basic = Buffer.from(
    `${info.env['GLOBUS_SANDBOX_CLIENT_ID']}:${info.env['GLOBUS_SANDBOX_CLIENT_SECRET']}`,
  ).toString('base64');
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: ['transfer', 'search'].map((name) => `urn:globus:auth:scope:${name}.api.globus.org:all`).join(' '),
  });
  const token = await json(
    await fetch(`${info.url}/auth/v2/oauth2/token`, {
      method: 'POST',
      body: form,
      headers: { authorization: `Basic ${basic}` },
    }),
  );
  const tokens = [token, ...(token['other_tokens'] as Answer[])];
  const bearer = (server: string) =>
    `Bearer ${String(tokens.find((each) => each['resource_server'] === server)?.['access_token'])}`;
  const authorization = bearer('transfer.api.globus.org');

  const ask = async (method: string, path: string, body?: unknown) =>
    json(
      await fetch(`${info.url}${path}`, {
        method,
        headers: {
          authorization: path.startsWith('/search') ? bearer('search.api.globus.org') : authorization,
          'content-type': 'application/json',
          'x-globus-sandbox': info.env['GLOBUS_SANDBOX_KEY'] ?? '',
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
  const collection = async (name: string, path: string) =>
    String((await ask('POST', '/_sandbox/collections', { display_name: name, path }))['id']);
  /** Submits a transfer and waits for its end; the task's document. */
  const transfer = async (
    source: string,
    destination: string,
    item: { from: string; to: string; recursive: boolean },
    more: Answer = {},
  ): Promise<Answer> => {
    const document = {
      DATA_TYPE: 'transfer',
      submission_id: crypto.randomUUID(),
      source_endpoint: source,
      destination_endpoint: destination,
      ...more,
      DATA: [
        { DATA_TYPE: 'transfer_item', source_path: item.from, destination_path: item.to, recursive: item.recursive },
      ],
    };
    const { task_id: id } = await ask('POST', '/transfer/v0.10/transfer', document);
    return until(async () => {
      const task = await ask('GET', `/transfer/v0.10/task/${String(id)}`);
      if (task['status'] === 'FAILED') throw new Error(JSON.stringify(task));
      return task['status'] === 'SUCCEEDED' ? task : undefined;
    });
  };
  const close = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill();
    await ended;
  };
  return {
    url: info.url,
    env: info.env,
    dir,
    pid: child.pid as number,
    authorization,
    ask,
    collection,
    transfer,
    close,
  };
}
export type SandboxServer = Awaited<ReturnType<typeof sandboxServer>>;

async function json(answer: Response): Promise<Answer> {
  const document = (await answer.json()) as Answer;
  if (!answer.ok) throw new Error(JSON.stringify(document));
  return document;
}

async function until<T>(ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await delay(25);
  }
}
