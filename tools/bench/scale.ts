import { readFileSync } from 'node:fs';
import { type Comparison, comparison, node, scratchFile, sideBySide } from './measure.js';
import { sandboxServer, type SandboxServer } from './sandbox-server.js';

const documents = 200_000;
const tasks = 10_000;
const perIngest = 4000;

/** A sandbox with very much in it, against the same one with little; in the notes, milliseconds with their aims, and memory. */
export async function scale(rounds: number): Promise<Comparison[]> {
  const small = await sandboxServer();
  let large = await sandboxServer();
  try {
    const few = await filled(small, 100, 20);
    const many = await filled(large, documents, tasks);
    const compared: Comparison[] = [];
    const compare = async (
      what: string,
      aim: number,
      aimMilliseconds: number,
      ask: (server: SandboxServer, index: string) => Promise<unknown>,
    ) => {
      const times = await sideBySide(
        () => ask(large, many),
        () => ask(small, few),
        rounds,
      );
      compared.push(
        comparison(
          what,
          'the same of 100 documents and 20 tasks',
          times,
          aim,
          `${against(times.ours, aimMilliseconds)}, ${memoryOf(large)} MB`,
        ),
      );
    };
    await compare(`a page of the list of ${tasks} tasks`, 5, 20, (server) =>
      server.ask('GET', '/transfer/v0.10/task_list'),
    );
    for (const [what, q] of [
      ['all', 'common'],
      ['one', 'record777'],
    ] as const)
      await compare(`a search that matches ${what} of ${documents} documents`, 100, 100, (server, index) =>
        server.ask('GET', `/search/v1/index/${index}/search?q=${q}`),
      );
    await large.close();
    const state = `${large.dir}/state/state.json`;
    const parse = scratchFile(
      'parse.cjs',
      "const rows = require('fs').readFileSync(process.argv[2], 'utf8').split('\\n').filter(Boolean).map((line) => JSON.parse(line));",
    );
    const starts: number[] = [];
    const times = await sideBySide(
      async () => {
        const before = performance.now();
        large = await sandboxServer(large.dir);
        starts.push(performance.now() - before);
        await large.close();
      },
      () => node(parse, [state]),
      Math.min(rounds, 3),
    );
    compared.push(
      comparison(
        `a start and a stop of a sandbox with ${documents} documents`,
        'Node reading and parsing its state',
        times,
        2,
        `${times.ours.toFixed(0)} ms, of which until it answered at best ${against(Math.min(...starts), 3000)}`,
      ),
    );
    return compared;
  } finally {
    await Promise.all([small.close(), large.close()]);
  }
}

/** A figure, and what it shall be on a machine that has nothing else to do. */
const against = (milliseconds: number, aim: number): string => `${milliseconds.toFixed(0)} ms (aim: under ${aim} ms)`;

async function filled(server: SandboxServer, entries: number, deletions: number): Promise<string> {
  const index = String(
    (await server.ask('POST', '/search/v1/index', { display_name: 'Much', description: 'x' }))['id'],
  );
  for (let start = 0; start < entries; start += perIngest) {
    const gmeta = Array.from({ length: Math.min(perIngest, entries - start) }, (_, i) => ({
      subject: `https://data.example/${start + i}`,
      visible_to: ['public'],
      content: {
        title: `Observation record${start + i}`,
        text: Array.from({ length: 15 }, (_each, j) => `word${((start + i) * (j + 7)) % 20_011}`).join(' '),
        year: 1990 + (i % 35),
        tags: ['common', `tag${i % 50}`],
      },
    }));
    await server.ask('POST', `/search/v1/index/${index}/ingest`, {
      ingest_type: 'GMetaList',
      ingest_data: { gmeta },
    });
  }
  while (Number((await server.ask('GET', `/search/v1/index/${index}`))['num_entries']) < entries)
    await new Promise((resolve) => setTimeout(resolve, 100));
  const endpoint = '31ce9ba0-176d-45a5-add3-f37d233ba47d';
  let left = deletions;
  const submit = async () => {
    while (left-- > 0)
      await server.ask('POST', '/transfer/v0.10/delete', {
        DATA_TYPE: 'delete',
        submission_id: crypto.randomUUID(),
        endpoint,
        ignore_missing: true,
        DATA: [{ DATA_TYPE: 'delete_item', path: `/none-${left}` }],
      });
  };
  await Promise.all(Array.from({ length: 8 }, submit));
  return index;
}

/** The resident memory of a sandbox in MB, where the system tells it. */
function memoryOf({ pid }: SandboxServer): string {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return (Number(kilobytes) / 1000).toFixed(0);
  } catch {
    return '?';
  }
}
