import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { RunningSandbox, SandboxOptions } from '../src/index.js';
import { clientOf, logIn, openSandbox, temporaryFolder, type Answer, type Client, withKey } from './signed-in.js';

export const transferScope = 'urn:globus:auth:scope:transfer.api.globus.org:all';

/** Asks the sandbox's own API. */
export function adminOf(sandbox: RunningSandbox): Client {
  return async (method, path, body) => {
    const answer = await fetch(`${sandbox.url}/_sandbox${path}`, {
      method,
      headers: { ...withKey(sandbox), 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, json: await answer.json() };
  };
}

/** Somebody who speaks to Transfer, v0.10. */
export async function transferClient(sandbox: RunningSandbox, user: string, scope = transferScope): Promise<Client> {
  const call = clientOf(sandbox, 'transfer', (await logIn(sandbox, user, scope))['transfer.api.globus.org']);
  return (method, path, body) => call(method, path.startsWith('/v2') ? path : `/v0.10${path}`, body);
}

/** Two collections over real folders, and Ada, who may use both. */
export async function twoCollections(options: Partial<SandboxOptions> = {}) {
  const sandbox = await openSandbox({ retryMilliseconds: 20, ...options });
  const admin = adminOf(sandbox);
  const [from, to] = [temporaryFolder(), temporaryFolder()];
  const add = async (display_name: string, path: string): Promise<string> =>
    (await admin('POST', '/collections', { display_name, path })).json.id;
  const [source, destination] = [await add('From', from), await add('To', to)];
  const ada = await transferClient(sandbox, 'ada@globusid.org');

  const submit = async (items: object[], more: object = {}, user = ada): Promise<Answer> =>
    user('POST', '/transfer', {
      DATA_TYPE: 'transfer',
      submission_id: randomUUID(),
      source_endpoint: source,
      destination_endpoint: destination,
      DATA: items.map((item) => ({ DATA_TYPE: 'transfer_item', ...item })),
      ...more,
    });
  const remove = async (paths: string[], more: object = {}, endpoint = destination): Promise<Answer> =>
    ada('POST', '/delete', {
      DATA_TYPE: 'delete',
      submission_id: randomUUID(),
      endpoint,
      DATA: paths.map((path) => ({ DATA_TYPE: 'delete_item', path })),
      ...more,
    });
  const task = async (id: string): Promise<any> => (await ada('GET', `/task/${id}`)).json;
  const events = async (id: string): Promise<any[]> =>
    (await ada('GET', `/task/${id}/event_list?limit=1000`)).json.DATA;
  const ended = (id: string): Promise<any> =>
    until(async () => {
      const document = await task(id);
      return document.status === 'SUCCEEDED' || document.status === 'FAILED' ? document : undefined;
    });
  /** Submits and waits for the end. */
  const transfer = async (items: object[], more: object = {}): Promise<any> => {
    const { json } = await submit(items, more);
    if (json.task_id === undefined) throw new Error(JSON.stringify(json));
    return ended(json.task_id);
  };
  return { sandbox, admin, ada, from, to, source, destination, submit, remove, task, events, ended, transfer };
}
export type TwoCollections = Awaited<ReturnType<typeof twoCollections>>;

/** Asks again until there is an answer. */
export async function until<T>(ask: () => Promise<T | undefined>, seconds = 20): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error('it did not happen in time');
    await new Promise((done) => setTimeout(done, 10));
  }
}

/** Writes files below a folder; a name that ends in a slash is an empty folder. */
export function plant(folder: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(name.endsWith('/') ? path : dirname(path), { recursive: true });
    if (!name.endsWith('/')) writeFileSync(path, text);
  }
}

/** The files below a folder, as `plant` takes them. */
export function harvest(folder: string, below = ''): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(join(folder, below), { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const name = below + entry.name;
    if (entry.isDirectory()) {
      const inside = harvest(folder, `${name}/`);
      Object.assign(files, Object.keys(inside).length === 0 ? { [`${name}/`]: '' } : inside);
    } else
      files[name] = entry.isSymbolicLink()
        ? `-> ${readdirLink(join(folder, name))}`
        : readFileSync(join(folder, name), 'utf8');
  }
  return files;
}

function readdirLink(path: string): string {
  return statSync(path, { throwIfNoEntry: false }) ? 'something' : 'nothing';
}
