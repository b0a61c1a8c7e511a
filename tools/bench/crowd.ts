import { lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Comparison, comparison, sideBySide } from './measure.js';
import { sandboxServer, type SandboxServer } from './sandbox-server.js';

const clients = 200;
const files = 100_000;

/** A sandbox with a folder of very many files, and one that very many clients ask. */
export async function crowd(rounds: number): Promise<Comparison[]> {
  const server = await sandboxServer();
  try {
    return [await largeFolder(server, Math.min(rounds, 5)), await manyClients(server, rounds)];
  } finally {
    await server.close();
  }
}

async function largeFolder(server: SandboxServer, rounds: number): Promise<Comparison> {
  const folder = join(server.dir, 'much');
  mkdirSync(folder);
  for (let i = 0; i < files; i += 1) writeFileSync(join(folder, `file-${i}`), '');
  const id = await server.collection('Much', folder);
  const times = await sideBySide(
    () => server.ask('GET', `/transfer/v0.10/operation/endpoint/${id}/ls?path=/`),
    async () => JSON.stringify(readdirSync(folder).map((name) => [name, lstatSync(join(folder, name))])),
    rounds,
  );
  return comparison(
    `a list of a folder of ${files} files`,
    'Node reading, looking at and writing out the same',
    times,
    4,
    `${times.ours.toFixed(0)} ms`,
  );
}

/** Clients that each ask once a second, against one that does; in the note, what comes of all asking at the same moment. */
async function manyClients(server: SandboxServer, rounds: number): Promise<Comparison> {
  const paths = ['/transfer/v0.10/task_list', '/search/v1/index_list', '/transfer/v0.10/bookmark_list'];
  const one = async (turn: number): Promise<number> => {
    const start = performance.now();
    await server.ask('GET', paths[turn % paths.length] as string);
    return performance.now() - start;
  };
  const asking = async (count: number): Promise<number> => {
    const times = await Promise.all(
      Array.from({ length: count }, async (_, client) => {
        await delay((1000 * client) / count);
        return one(client);
      }),
    );
    return middle(times);
  };
  for (let turn = 0; turn < 100; turn += 1) await one(turn); // both are measured warm
  const alone: number[] = [];
  const among: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    alone.push(middle([await one(0), await one(1), await one(2)]));
    among.push(await asking(clients));
  }
  const burst = await Promise.all(Array.from({ length: clients }, (_, client) => one(client)));
  const times = { ours: middle(among), theirs: middle(alone), processor: NaN };
  return comparison(
    `a request among those of ${clients} clients that each ask once a second`,
    'the same of one client',
    times,
    5,
    `${times.ours.toFixed(1)} ms; all ${clients} at one moment: median ${middle(burst).toFixed(0)} ms, longest ${Math.max(...burst).toFixed(0)} ms, no error`,
  );
}

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
