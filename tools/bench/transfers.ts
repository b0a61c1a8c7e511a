import { execFile } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Comparison, comparison, scratchFolder, sideBySide } from './measure.js';
import { sandboxServer } from './sandbox-server.js';

const run = promisify(execFile);
const MiB = 1024 * 1024;

/** A tree of many small files through a task of the sandbox, against `cp -r` of the same tree. */
export async function transfers(rounds: number, files = 10_000): Promise<Comparison[]> {
  const [from, to] = [join(scratchFolder, 'from'), join(scratchFolder, 'to')];
  for (let i = 0; i < files; i++) {
    const folder = join(from, 'tree', String(i % 100));
    if (i < 100) mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `file-${i}`), Buffer.alloc(4096, i));
  }
  mkdirSync(to, { recursive: true });
  const server = await sandboxServer();
  try {
    const [source, destination] = [await server.collection('From', from), await server.collection('To', to)];
    const compared: Comparison[] = [];
    for (const verify_checksum of [true, false]) {
      const made: string[] = [];
      const fresh = () => {
        const name = `copy-${made.length}`;
        made.push(name);
        return name;
      };
      const times = await sideBySide(
        () =>
          server.transfer(
            source,
            destination,
            { from: '/tree/', to: `/${fresh()}/`, recursive: true },
            { verify_checksum },
          ),
        () => run('cp', ['-r', join(from, 'tree'), join(to, fresh())]),
        rounds,
      );
      for (const name of made) {
        const copied = readdirSync(join(to, name), { recursive: true }).length;
        if (copied !== files + 100) throw new Error(`${name} holds ${copied} entries`);
        rmSync(join(to, name), { recursive: true });
      }
      compared.push(
        comparison(
          `a transfer of ${files.toLocaleString('en')} files in the sandbox, ${verify_checksum ? 'verified' : 'not verified'}`,
          'cp -r',
          times,
          2,
        ),
      );
    }
    return compared;
  } finally {
    await server.close();
  }
}

/** How much the sandbox grows while it moves a file of 1 GiB. */
export async function memory(): Promise<Comparison[]> {
  const [from, to] = [join(scratchFolder, 'large-from'), join(scratchFolder, 'large-to')];
  for (const folder of [from, to]) mkdirSync(folder, { recursive: true });
  const file = openSync(join(from, 'large'), 'w');
  const piece = Buffer.alloc(MiB, 'a piece of a large file ');
  for (let i = 0; i < 1024; i++) writeSync(file, piece);
  ftruncateSync(file, 1024 * MiB);
  closeSync(file);
  const server = await sandboxServer();
  try {
    const [source, destination] = [await server.collection('From', from), await server.collection('To', to)];
    const resident = async () => Number((await run('ps', ['-o', 'rss=', '-p', String(server.pid)])).stdout) / 1024;
    const compared: Comparison[] = [];
    for (const verify_checksum of [true, false]) {
      const before = await resident();
      let peak = before;
      const moving = new AbortController();
      const watching = (async () => {
        while (!moving.signal.aborted) peak = Math.max(peak, await resident());
      })();
      const task = await server.transfer(
        source,
        destination,
        { from: '/large', to: `/large-${String(verify_checksum)}`, recursive: false },
        { verify_checksum },
      );
      moving.abort();
      await watching;
      if (task['bytes_transferred'] !== 1024 * MiB) throw new Error(JSON.stringify(task));
      compared.push({
        what: `growth in MiB while 1 GiB is moved, ${verify_checksum ? 'verified' : 'not verified'}`,
        against: '64 MiB',
        ours: peak - before,
        theirs: 64,
        ratio: (peak - before) / 64,
        aim: 1,
      });
    }
    return compared;
  } finally {
    await server.close();
    for (const folder of [from, to]) rmSync(folder, { recursive: true });
  }
}
