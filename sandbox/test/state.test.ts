import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox, type RunningSandbox } from '../src/index.js';
import { ExactNumber } from '../src/exact-json.js';
import { Store } from '../src/state/store.js';
import { dist, ensureBuilt } from '../../test/support/built.js';
import { clientOf, logIn, temporaryFolder, type Client } from './signed-in.js';
import { adminOf, harvest, plant, transferScope, until } from './transferring.js';

const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

/** A sandbox in another process, and what kills it without warning. */
async function served(dir: string, ...more: string[]): Promise<{ sandbox: RunningSandbox; kill: () => Promise<void> }> {
  const script = fileURLToPath(new URL('serve-child.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, dir, ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()));
    child.once('exit', (code) => reject(new Error(`it ended with ${code}`)));
  });
  const kill = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    });
  const env: Record<string, string> = { GLOBUS_SANDBOX_KEY: readFileSync(join(dir, 'key'), 'utf8') };
  return { sandbox: { url, dir, env } as RunningSandbox, kill };
}
const signedIn = async (sandbox: RunningSandbox): Promise<Client> => {
  const call = clientOf(
    sandbox,
    'transfer',
    (await logIn(sandbox, 'ada@globusid.org', transferScope))['transfer.api.globus.org'],
  );
  return (method, path, body) => call(method, `/v0.10${path}`, body);
};

describe('killed at any moment', () => {
  test('no request that was answered is lost, and nothing is half there', async () => {
    const dir = temporaryFolder();
    const answered: string[] = [];
    let asked = 0;
    for (let round = 0; round < 3; round += 1) {
      const { sandbox, kill } = await served(dir);
      const ada = await signedIn(sandbox);
      const endpoint_id = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc';
      const present = (await ada('GET', '/bookmark_list')).json.DATA.map((bookmark: any) => bookmark.name);
      expect(present).toEqual(expect.arrayContaining(answered));
      const writers = Array.from({ length: 8 }, async () => {
        for (;;) {
          const name = `bookmark ${(asked += 1)}`;
          try {
            if ((await ada('POST', '/bookmark', { name, endpoint_id, path: '/' })).status === 201) answered.push(name);
          } catch {
            return; // killed
          }
        }
      });
      await new Promise((done) => setTimeout(done, 200 + round * 150));
      await kill();
      await Promise.all(writers);
    }
    const { sandbox, kill } = await served(dir);
    const { DATA } = (await (await signedIn(sandbox))('GET', '/bookmark_list')).json;
    const names = DATA.map((bookmark: any) => bookmark.name);
    await kill();
    expect(answered.length).toBeGreaterThan(20);
    expect(names).toEqual(expect.arrayContaining(answered));
    expect(new Set(names).size).toBe(names.length);
    for (const bookmark of DATA)
      expect(Object.keys(bookmark).sort()).toEqual(['DATA_TYPE', 'endpoint_id', 'id', 'name', 'path', 'pinned']);
  }, 60_000);

  test('a task goes on where it was, again and again, and every file is whole', async () => {
    const [dir, from, to] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
    for (let i = 0; i < 120; i += 1) plant(from, { [`d/${i % 7}/${i}`]: `${i} `.repeat(1000) });
    writeFileSync(join(from, 'd/big'), Buffer.alloc(3_000_000, 'big'));
    let { sandbox, kill } = await served(dir, '2000000');
    const add = async (display_name: string, path: string): Promise<string> =>
      (await adminOf(sandbox)('POST', '/collections', { display_name, path })).json.id;
    const body = {
      DATA_TYPE: 'transfer',
      submission_id: randomUUID(),
      source_endpoint: await add('From', from),
      destination_endpoint: await add('To', to),
      verify_checksum: true,
      sync_level: 0,
      DATA: [{ DATA_TYPE: 'transfer_item', source_path: '/d', destination_path: '/d' }],
    };
    const { task_id } = (await (await signedIn(sandbox))('POST', '/transfer', body)).json;
    for (let round = 0; round < 3; round += 1) {
      await new Promise((done) => setTimeout(done, 300));
      await kill();
      ({ sandbox, kill } = await served(dir, round === 2 ? '100000000' : '2000000'));
    }
    const ada = await signedIn(sandbox);
    expect((await ada('POST', '/transfer', body)).json).toMatchObject({ code: 'Duplicate', task_id });
    const task = await until(
      async () =>
        ((document) => (document.status === 'ACTIVE' ? undefined : document))(
          (await ada('GET', `/task/${task_id}`)).json,
        ),
      40,
    );
    const done = (await ada('GET', `/task/${task_id}/successful_transfers`)).json.DATA.map(
      (row: any) => row.destination_path,
    );
    await kill();
    expect(task).toMatchObject({ status: 'SUCCEEDED', files: 121, faults: 0 });
    expect(Number(task.files_transferred) + Number(task.files_skipped)).toBe(121);
    expect(new Set(done).size).toBe(done.length);
    expect(harvest(to)).toEqual(harvest(from));
  }, 90_000);

  test('nor do threads that copy leave anything half there', async () => {
    ensureBuilt();
    const copier = pathToFileURL(join(dist, 'sandbox/transfer/tasks/copier.js')).href;
    const [dir, from, to] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
    for (let i = 0; i < 6000; i += 1) plant(from, { [`d/${i % 30}/${i}`]: `${i} `.repeat(1000) });
    let { sandbox, kill } = await served(dir, copier);
    const add = async (display_name: string, path: string): Promise<string> =>
      (await adminOf(sandbox)('POST', '/collections', { display_name, path })).json.id;
    const { task_id } = (
      await (
        await signedIn(sandbox)
      )('POST', '/transfer', {
        DATA_TYPE: 'transfer',
        submission_id: randomUUID(),
        source_endpoint: await add('From', from),
        destination_endpoint: await add('To', to),
        verify_checksum: true,
        DATA: [{ DATA_TYPE: 'transfer_item', source_path: '/d', destination_path: '/d' }],
      })
    ).json;
    const arrived = () => readdirSync(to, { recursive: true }).length;
    for (let round = 0; round < 3; round += 1) {
      const before = arrived();
      await until(async () => (arrived() >= before + 300 || arrived() > 5500 ? true : undefined));
      await kill();
      ({ sandbox, kill } = await served(dir, copier));
    }
    const ada = await signedIn(sandbox);
    const task = await until(
      async () =>
        ((document) => (document.status === 'ACTIVE' ? undefined : document))(
          (await ada('GET', `/task/${task_id}`)).json,
        ),
      40,
    );
    await kill();
    expect(task).toMatchObject({ status: 'SUCCEEDED', files: 6000, files_transferred: 6000, faults: 0 });
    expect(harvest(to)).toEqual(harvest(from));
  }, 90_000);
});

describe('the folder of a sandbox', () => {
  test('belongs to one process; that of a killed one is taken over', async () => {
    const dir = temporaryFolder();
    const { kill } = await served(dir);
    await expect(startSandbox({ dir })).rejects.toThrow(/in use by process \d+/);
    await kill();
    const sandbox = await startSandbox({ dir });
    await sandbox.close();
  });

  test('a line torn by a kill is dropped whole, and what follows is kept', () => {
    const folder = temporaryFolder();
    const first = new Store(folder);
    first.table<{ n: number }>('t').put('a', { n: 1 });
    first.flush();
    const journal = join(
      folder,
      readdirSync(folder).find((name) => name.startsWith('journal'))!,
    );
    // As if the process had died while it wrote the next line.
    appendFileSync(journal, '[["put","t","b",{"n":2}],["put","t"');
    const copy = temporaryFolder();
    for (const name of readdirSync(folder))
      if (name !== 'lock') writeFileSync(join(copy, name), readFileSync(join(folder, name)));
    const second = new Store(copy);
    expect([...second.table('t').entries()]).toEqual([['a', { n: 1 }]]);
    second.table<{ n: number }>('t').put('c', { n: 3 });
    second.flush();
    second.close();
    const third = new Store(copy);
    expect([...third.table('t').entries()]).toEqual([
      ['a', { n: 1 }],
      ['c', { n: 3 }],
    ]);
    third.close();
    first.close();
  });

  test('a change that the disk has no room for is refused before it is made', () => {
    const folder = temporaryFolder();
    const { bavail, bsize } = statfsSync(folder);
    const store = new Store(folder);
    store.requireRoom(1000);
    expect(statSync(join(folder, 'reserve')).size).toBe(256 * 1024);
    expect(() => store.requireRoom(bavail * bsize)).toThrow('ENOSPC: no space left on device');
    store.close();
  });

  test('a journal that grew is folded into a snapshot without losing a row', () => {
    const folder = temporaryFolder();
    const store = new Store(folder);
    for (let i = 0; i < 3000; i += 1) {
      store.table<string>('t').put(String(i % 500), `${'x'.repeat(4000)}${i}`);
      if (i % 100 === 0) store.flush();
    }
    store.flush();
    store.table<string>('t').delete('0');
    store.close();
    const again = new Store(folder);
    expect(again.table('t').size).toBe(499);
    expect(again.table<string>('t').get('499')).toBe(`${'x'.repeat(4000)}2999`);
    expect(readdirSync(folder).filter((name) => name.startsWith('journal'))).toHaveLength(1);
    again.close();
  });
});

describe('a snapshot', () => {
  test('is read row by row as rows are asked for, and what was not read stays as it was', () => {
    const folder = temporaryFolder();
    const odd = 'a "quoted"\\ name\n with é🎉';
    const row = (n: number) => ({ n, group: `g${n % 3}`, digits: new ExactNumber('1.50') });
    const fill = new Store(folder);
    for (let n = 0; n < 30; n += 1) fill.table('t').put(String(n), row(n));
    fill.table('t').put(odd, row(100));
    fill.close();
    const before = readFileSync(join(folder, 'state.json'), 'utf8').split('\n').slice(1);

    const changing = new Store(folder);
    const t = changing.table<ReturnType<typeof row>>('t');
    expect([t.size, t.has(odd), t.has('30')]).toEqual([31, true, false]);
    t.delete('1');
    t.put('2', row(200));
    changing.close();
    const after = readFileSync(join(folder, 'state.json'), 'utf8').split('\n').slice(1);
    expect(after).toEqual(
      before
        .filter((line) => !line.startsWith('["put","t","1",'))
        .map((line) => (line.startsWith('["put","t","2",') ? line.replace('"n":2,', '"n":200,') : line)),
    );

    const asking = new Store(folder);
    const read = asking.table<ReturnType<typeof row>>('t');
    expect(read.get(odd)).toEqual(row(100));
    expect(read.get(odd)).toBe(read.get(odd));
    expect([...read.values()].map(({ n }) => n)).toEqual([0, 200, ...Array.from({ length: 27 }, (_, n) => n + 3), 100]);
    const byGroup = read.index(({ group }) => group);
    expect(byGroup.all('g0').map(({ n }) => n)).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
    expect(read.filter(({ n }) => n > 27).map(({ n }) => n)).toEqual([200, 28, 29, 100]);
    asking.close();

    const indexing = new Store(folder);
    const first = indexing.table<ReturnType<typeof row>>('t').index(({ group }) => group);
    expect(first.first('g1')).toEqual(row(4));
    indexing.close();
  });

  test('of a large world is not written anew for a little change', () => {
    const folder = temporaryFolder();
    const large = new Store(folder);
    large.table('t').put('large', 'x'.repeat(9_000_000));
    large.close();
    const head = () => readFileSync(join(folder, 'state.json'), 'utf8').split('\n')[0];
    expect(head()).toBe('{"format":2,"generation":1}');
    const again = new Store(folder);
    again.table('t').put('small', 1);
    again.close();
    expect(head()).toBe('{"format":2,"generation":1}');
    const third = new Store(folder);
    expect(third.table('t').get('small')).toBe(1);
    third.table('t').put('more', 'y'.repeat(2_000_000));
    third.close();
    expect(head()).toBe('{"format":2,"generation":2}');
  });

  test('is a line a row, keeps digits, and one of another version is refused in words', () => {
    const folder = temporaryFolder();
    const store = new Store(folder);
    store.table('t').put('a', { n: new ExactNumber('1.0'), text: 'two\nlines' });
    store.table('t').put('b', { n: 2 });
    store.close();
    expect(readFileSync(join(folder, 'state.json'), 'utf8').split('\n')).toEqual([
      '{"format":2,"generation":1}',
      '["put","t","a",{"n":1.0,"text":"two\\nlines"}]',
      '["put","t","b",{"n":2}]',
      '',
    ]);
    const again = new Store(folder);
    expect(String((again.table<{ n: ExactNumber }>('t').get('a') as { n: ExactNumber }).n)).toBe('1.0');
    again.close();
    for (const other of [
      '{"format":1,"generation":1,"tables":{}}',
      '{"format":1,"generation":1,"tables":{}}\n',
      'x\n',
    ]) {
      writeFileSync(join(folder, 'state.json'), other);
      expect(() => new Store(folder)).toThrow(/another version/);
    }
  });
});
