import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { Copiers } from '../src/transfer/tasks/copiers.js';
import { dist, ensureBuilt } from '../../test/support/built.js';
import { temporaryFolder } from './signed-in.js';
import { harvest, twoCollections, until } from './transferring.js';

const copier = pathToFileURL(join(dist, 'sandbox/transfer/tasks/copier.js'));
beforeAll(ensureBuilt, 120_000);
afterEach(() => void vi.restoreAllMocks());

/** `files` small ones in `folders`, and what threads leave alone. */
function plantTree(folder: string, files: number, folders: number): void {
  for (let i = 0; i < folders; i += 1) mkdirSync(join(folder, `tree/${i}/below`), { recursive: true });
  for (let i = 0; i < files; i += 1)
    writeFileSync(join(folder, `tree/${i % folders}`, i % 3 ? `ü ${i}` : `below/${i}`), `${i} `.repeat(i % 1500));
  writeFileSync(join(folder, 'tree/0/large'), Buffer.alloc(2_500_000, 'large'));
  writeFileSync(join(folder, 'tree/1/limit'), Buffer.alloc(1024 * 1024, 'limit'));
  writeFileSync(join(folder, 'tree/1/over'), Buffer.alloc(1024 * 1024 + 1, 'over'));
}
const program = (text: string): URL => {
  const path = join(temporaryFolder(), 'copier.mjs');
  writeFileSync(path, `import { parentPort } from 'node:worker_threads';\n${text}`);
  return pathToFileURL(path);
};
/** The directories of a world's collections that this process has open. */
const open = ({ from, to }: { from: string; to: string }): string[] =>
  process.platform !== 'linux'
    ? []
    : readdirSync('/proc/self/fd').flatMap((fd) => {
        try {
          const path = readlinkSync(`/proc/self/fd/${fd}`);
          return path.startsWith(from) || path.startsWith(to) ? [path] : [];
        } catch {
          return []; // closed meanwhile
        }
      });
const handed = () => vi.spyOn(Copiers.prototype, 'hand');
const rowsOf = async (world: Awaited<ReturnType<typeof twoCollections>>, id: string): Promise<any[]> => {
  const rows: any[] = [];
  for (let marker = ''; ;) {
    const { json } = await world.ada('GET', `/task/${id}/successful_transfers${marker}`);
    rows.push(...json.DATA);
    if (json.next_marker === null) return rows;
    marker = `?marker=${json.next_marker}`;
  }
};

test.each([
  [4000, 40],
  [3000, 2],
  [3000, 900],
])(
  '%i files in %i folders arrive whole and are told of as always',
  async (files, folders) => {
    const hand = handed();
    const world = await twoCollections({ copier });
    plantTree(world.from, files, folders);
    symlinkSync('large', join(world.from, 'tree/0/link'));
    const task = await world.transfer([{ source_path: '/tree', destination_path: '/tree', recursive: true }], {
      recursive_symlinks: 'keep',
      preserve_timestamp: true,
      verify_checksum: true,
    });
    expect(hand.mock.calls.length).toBeGreaterThan(20);
    expect(task).toMatchObject({
      status: 'SUCCEEDED',
      files: files + 3,
      files_transferred: files + 3,
      files_skipped: 0,
      symlinks: 1,
      directories: 1 + 2 * folders,
      faults: 0,
    });
    expect(task.subtasks_succeeded).toBe(task.subtasks_total);
    expect(open(world)).toEqual([]);
    const expected = harvest(world.from);
    expect(harvest(world.to)).toEqual(expected);
    expect(task.bytes_transferred).toBe(
      Object.values(expected).reduce((sum, text) => sum + (text.startsWith('->') ? 0 : Buffer.byteLength(text)), 0),
    );
    expect(task.bytes_checksummed).toBe(task.bytes_transferred);

    // The same tree, copied without threads, has the same rows.
    const plain = await twoCollections();
    plantTree(plain.from, files, folders);
    symlinkSync('large', join(plain.from, 'tree/0/link'));
    const other = await plain.transfer([{ source_path: '/tree', destination_path: '/tree', recursive: true }], {
      recursive_symlinks: 'keep',
      verify_checksum: true,
    });
    const sorted = (rows: any[]) => rows.sort((a, b) => (a.source_path < b.source_path ? -1 : 1));
    expect(sorted(await rowsOf(world, task.task_id))).toEqual(sorted(await rowsOf(plain, other.task_id)));
  },
  60_000,
);

test('what is there is replaced or passed over, and what is unusual is copied by the task itself', async () => {
  const hand = handed();
  const world = await twoCollections({ copier });
  plantTree(world.from, 600, 3);
  plantTree(world.to, 600, 3);
  writeFileSync(join(world.to, 'tree/2/ü 200'), 'older');
  const tree = { source_path: '/tree', destination_path: '/tree', recursive: true };
  expect(await world.transfer([tree], { sync_level: 3 })).toMatchObject({
    files: 603,
    files_transferred: 1,
    files_skipped: 602,
  });
  writeFileSync(join(world.to, 'tree/2/ü 200'), 'older');
  expect(await world.transfer([tree])).toMatchObject({ files: 603, files_transferred: 603, files_skipped: 0 });
  expect(hand).not.toHaveBeenCalled();
  // Into a new folder threads may copy, whatever the level: none of their files is half there under its own name.
  expect(await world.transfer([{ ...tree, destination_path: '/new' }], { sync_level: 0 })).toMatchObject({
    files_transferred: 603,
  });
  expect(harvest(join(world.to, 'tree'))).toEqual(harvest(join(world.from, 'tree')));
  expect(harvest(join(world.to, 'new'))).toEqual(harvest(join(world.from, 'tree')));
});

test('fault rules act on every file', async () => {
  const world = await twoCollections({ copier });
  plantTree(world.from, 600, 3);
  await world.admin('POST', '/faults', {
    service: 'transfer',
    method: 'TASK',
    path: '/*/tree/2/*',
    count: 2,
    effect: { type: 'task_fault', code: 'ENDPOINT_ERROR' },
  });
  expect(await world.transfer([{ source_path: '/tree', destination_path: '/tree', recursive: true }])).toMatchObject({
    status: 'SUCCEEDED',
    faults: 2,
    files_transferred: 603,
  });
});

test.each([
  ['that end at their first work', `parentPort.postMessage([]); parentPort.on('message', () => process.exit(1));`],
  [
    'that fail at their third',
    `parentPort.postMessage([]); let n = 0; parentPort.on('message', (b) => { if (++n > 2) throw new Error('broken'); parentPort.postMessage(b.groups.map(() => [])); });`,
  ],
  [
    'that leave everything alone',
    `parentPort.postMessage([]); parentPort.on('message', (b) => parentPort.postMessage(b.groups.map(() => [])));`,
  ],
  ['that never get ready', `parentPort.on('message', () => undefined);`],
  ['that cannot be loaded', `import './not-there.mjs';`],
])('threads %s are done without', async (_what, text) => {
  const world = await twoCollections({ copier: program(text) });
  plantTree(world.from, 1500, 10);
  expect(await world.transfer([{ source_path: '/tree', destination_path: '/tree', recursive: true }])).toMatchObject({
    status: 'SUCCEEDED',
    files: 1503,
    files_transferred: 1503,
    faults: 0,
  });
  expect(harvest(world.to)).toEqual(harvest(world.from));
  expect((await world.admin('GET', '/state')).json.breakdowns).toEqual([]);
});

test('a canceled task leaves nothing that goes on, and closing waits for what is under way', async () => {
  const slow = program(
    `parentPort.postMessage([]); parentPort.on('message', (b) => setTimeout(() => parentPort.postMessage(b.groups.map((g) => g.names.map(() => ({ size: 0, checksum: null })))), 100));`,
  );
  const hand = handed();
  const world = await twoCollections({ copier: slow });
  plantTree(world.from, 5000, 50);
  const { json } = await world.submit([{ source_path: '/tree', destination_path: '/tree', recursive: true }]);
  await until(async () => (hand.mock.calls.length > 4 ? true : undefined));
  await world.ada('POST', `/task/${json.task_id}/cancel`);
  await Promise.all(hand.mock.results.map(({ value }) => value));
  const asked = hand.mock.calls.length;
  const files = readdirSync(world.to, { recursive: true }).length;
  await new Promise((done) => setTimeout(done, 300));
  expect(hand.mock.calls.length).toBe(asked);
  expect(readdirSync(world.to, { recursive: true }).length).toBe(files);
  expect(await world.task(json.task_id)).toMatchObject({ status: 'FAILED' });
  expect(open(world)).toEqual([]);

  const again = await world.submit([{ source_path: '/tree', destination_path: '/again', recursive: true }], {
    submission_id: randomUUID(),
  });
  expect(again.status).toBe(202);
  await until(async () => (hand.mock.calls.length > asked + 2 ? true : undefined));
  await world.sandbox.close();
  const ends = await Promise.all(
    hand.mock.results.map(({ value }) =>
      Promise.race([value.then(() => 'done'), new Promise((done) => setTimeout(done, 20, 'under way'))]),
    ),
  );
  expect(new Set(ends)).toEqual(new Set(['done']));
});
