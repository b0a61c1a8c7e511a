import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { harvest, plant, transferClient, twoCollections, until, type TwoCollections } from './transferring.js';

let world: TwoCollections;
let number = 0;
let dir: string, from: string, to: string;
beforeAll(async () => {
  world = await twoCollections();
});
beforeEach(() => {
  dir = `t${(number += 1)}`;
  [from, to] = [join(world.from, dir), join(world.to, dir)];
  mkdirSync(from);
  mkdirSync(to);
});
const item = (source: string, destination = source, more: object = {}) => ({
  source_path: `/${dir}/${source}`,
  destination_path: `/${dir}/${destination}`,
  ...more,
});

describe('submissions', () => {
  test('an accepted transfer names its task; the same submission again is a duplicate of it', async () => {
    plant(from, { 'a.txt': 'hello' });
    const { value } = (await world.ada('GET', '/submission_id')).json;
    const body = { submission_id: value };
    const { status, json } = await world.submit([item('a.txt')], body);
    expect(status).toBe(202);
    expect(json).toMatchObject({
      DATA_TYPE: 'transfer_result',
      code: 'Accepted',
      submission_id: value,
      resource: '/v0.10/transfer',
    });
    expect(json.task_link).toEqual({
      DATA_TYPE: 'link',
      href: `/v0.10/task/${json.task_id}?format=json`,
      rel: 'related',
      resource: 'task',
      title: 'related task',
    });
    expect(json.request_id).toMatch(/^[A-Za-z0-9]{9}$/);
    const again = await world.submit([item('a.txt')], body);
    expect([again.status, again.json.code, again.json.task_id]).toEqual([200, 'Duplicate', json.task_id]);
    await world.ended(json.task_id);
  });

  test('one with the paths of another that is under way is refused; other paths, directions and people are not', async () => {
    plant(from, { 'twin/a': '1', 'twin/b': '2' });
    const { json: rule } = await world.admin('POST', '/faults', {
      effect: { type: 'task_hold' },
      path: `*/${dir}/twin*`,
    });
    const twin = [item('twin', 'twin', { recursive: true })];
    const { task_id } = (await world.submit(twin, { label: 'First' })).json;
    const refusal = {
      status: 409,
      json: {
        code: 'Conflict',
        message: 'A transfer with identical paths has not yet completed',
        resource: '/v0.10/transfer',
      },
    };
    expect(await world.submit(twin, { label: 'Second' })).toMatchObject(refusal);
    const others = [
      await world.submit([item('twin/a', 'twin/a')]),
      await world.submit(twin, { source_endpoint: world.destination, destination_endpoint: world.source }),
      await world.submit(twin, {}, await transferClient(world.sandbox, 'grace@globusid.org')),
    ];
    expect(others.map(({ status }) => status)).toEqual([202, 202, 202]);
    for (const { json } of others) await world.ada('POST', `/task/${json.task_id}/cancel`);
    expect(await world.submit(twin)).toMatchObject(refusal);
    await world.admin('DELETE', `/faults/${rule.id}`);
    expect(await world.ended(task_id)).toMatchObject({ status: 'SUCCEEDED' });
    expect((await world.transfer(twin)).status).toBe('SUCCEEDED');
  });

  test.each<[string, (body: Record<string, unknown>) => void, number, string]>([
    ['no items', (body) => (body['DATA'] = []), 400, 'ClientError.BadRequest.NoTransferItems'],
    ['no submission id', (body) => delete body['submission_id'], 400, 'BadRequest'],
    ['a malformed submission id', (body) => (body['submission_id'] = '12'), 400, 'BadRequest'],
    ['an unknown endpoint', (body) => (body['source_endpoint'] = randomUUID()), 404, 'EndpointNotFound'],
    ['a sync level of 4', (body) => (body['sync_level'] = 4), 400, 'BadRequest'],
    ['a sync level in words', (body) => (body['sync_level'] = 'size'), 400, 'BadRequest'],
    ['a label of two lines', (body) => (body['label'] = 'a\nb'), 400, 'BadRequest'],
    ['a label too long', (body) => (body['label'] = 'x'.repeat(129)), 400, 'BadRequest'],
    ['a text for a boolean', (body) => (body['verify_checksum'] = 'yes'), 400, 'BadRequest'],
    ['a deadline that has passed', (body) => (body['deadline'] = '2001-01-01T00:00:00'), 400, 'BadRequest'],
    [
      'a path with a line break',
      (body) => (body['DATA'] = [{ source_path: '/a\nb', destination_path: '/a' }]),
      400,
      'InvalidPath',
    ],
  ])('%s is refused', async (_name, spoil, status, code) => {
    const body: Record<string, unknown> = {
      submission_id: randomUUID(),
      source_endpoint: world.source,
      destination_endpoint: world.destination,
      DATA: [item('a.txt')],
    };
    spoil(body);
    const answer = await world.ada('POST', '/transfer', body);
    expect([answer.status, answer.json.code]).toEqual([status, code]);
  });

  test('a GCS endpoint holds no data; a mapped collection demands the data_access consent when it is submitted', async () => {
    const [gcs, mapped] = [
      world.sandbox.env['GLOBUS_SANDBOX_ENDPOINT'],
      world.sandbox.env['GLOBUS_SANDBOX_MAPPED_COLLECTION'],
    ];
    expect((await world.submit([item('a')], { source_endpoint: gcs })).json.code).toBe('NotSupported');
    const refused = await world.submit([item('a')], { destination_endpoint: mapped });
    expect(refused).toMatchObject({
      status: 403,
      json: {
        code: 'ConsentRequired',
        required_scopes: [
          `urn:globus:auth:scope:transfer.api.globus.org:all[*https://auth.globus.org/scopes/${mapped}/data_access]`,
        ],
      },
    });
  });
});

describe('copying', () => {
  test('one file: content, counters, the file list and the events', async () => {
    plant(from, { 'a.txt': 'hello' });
    const task = await world.transfer([item('a.txt', 'deep/er/b.txt')], { verify_checksum: true, label: 'One file' });
    expect(harvest(to)).toEqual({ 'deep/er/b.txt': 'hello' });
    expect(task).toMatchObject({
      DATA_TYPE: 'task',
      type: 'TRANSFER',
      status: 'SUCCEEDED',
      label: 'One file',
      is_ok: null,
      nice_status: null,
      is_paused: false,
      fatal_error: null,
      command: 'API 0.10',
      files: 1,
      directories: 0,
      files_transferred: 1,
      files_skipped: 0,
      subtasks_total: 2,
      subtasks_succeeded: 2,
      subtasks_pending: 0,
      bytes_transferred: 5,
      bytes_checksummed: 5,
      faults: 0,
      source_endpoint_id: world.source,
      source_endpoint_display_name: 'From',
      destination_endpoint_id: world.destination,
      recursive_symlinks: 'ignore',
      sync_level: null,
    });
    for (const time of ['request_time', 'completion_time', 'deadline'])
      expect(task[time]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
    const { json } = await world.ada('GET', `/task/${task.task_id}/successful_transfers`);
    expect(json).toEqual({
      DATA_TYPE: 'successful_transfers',
      marker: 0,
      next_marker: null,
      DATA: [
        {
          DATA_TYPE: 'successful_transfer',
          source_path: `/${dir}/a.txt`,
          destination_path: `/${dir}/deep/er/b.txt`,
          size: 5,
          checksum: '5d41402abc4b2a76b9719d911017c592',
          checksum_algorithm: 'MD5',
          dynamic: false,
        },
      ],
    });
    expect((await world.events(task.task_id)).map(({ code, is_error }) => [code, is_error])).toEqual([
      ['SUCCEEDED', false],
      ['STARTED', false],
    ]);
  });

  test('a directory is merged into its destination, also without the recursive flag; a file of many pieces stays whole', async () => {
    plant(from, { 'tree/a': '1', 'tree/b/c': '2', 'tree/b/empty/': '', 'tree/.hidden': '3' });
    const big = Buffer.alloc(3_500_001, 'big file ');
    writeFileSync(join(from, 'tree/big'), big);
    plant(to, { 'copy/kept': 'kept', 'copy/a': 'older and longer' });
    const task = await world.transfer([item('tree/', 'copy/')], { verify_checksum: true });
    expect(task).toMatchObject({
      status: 'SUCCEEDED',
      files: 4,
      directories: 3,
      files_transferred: 4,
      subtasks_total: 8,
      subtasks_succeeded: 8,
      bytes_transferred: 3 + big.length,
    });
    expect(harvest(to)).toEqual({
      'copy/.hidden': '3',
      'copy/a': '1',
      'copy/b/c': '2',
      'copy/b/empty/': '',
      'copy/big': big.toString(),
      'copy/kept': 'kept',
    });
  });

  test('the recursive flag must be true of the item', async () => {
    plant(from, { 'd/a': '1', f: '2' });
    expect(await world.transfer([item('d', 'd', { recursive: false })])).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'IS_A_DIRECTORY' },
      faults: 1,
    });
    expect(await world.transfer([item('f', 'f', { recursive: true })])).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'NOT_A_DIRECTORY' },
    });
    expect(harvest(to)).toEqual({});
  });

  test('modes of replaced files and, where asked for, times are kept', async () => {
    plant(from, { a: 'new', big: 'x'.repeat(2_000_000) });
    for (const name of ['a', 'big']) utimesSync(join(from, name), 1_000_000_000, 1_000_000_000);
    plant(to, { a: 'old' });
    chmodSync(join(to, 'a'), 0o640);
    await world.transfer([item('a'), item('big')], { preserve_timestamp: true });
    expect([
      statSync(join(to, 'a')).mode & 0o777,
      statSync(join(to, 'a')).mtimeMs,
      statSync(join(to, 'big')).mtimeMs,
    ]).toEqual([0o640, 1e12, 1e12]);
    await world.transfer([item('a')]);
    expect(statSync(join(to, 'a')).mtimeMs).toBeGreaterThan(1e12);
  });

  test.each<[number | null, string[]]>([
    [null, ['checksum', 'missing', 'newer', 'same', 'size']],
    [0, ['missing']],
    [1, ['missing', 'size']],
    [2, ['missing', 'newer', 'size']],
    [3, ['checksum', 'missing', 'size']],
  ])('sync level %s copies %j', async (sync_level, copied) => {
    plant(from, { 'd/missing': '1', 'd/size': '22', 'd/newer': '333', 'd/checksum': '4444', 'd/same': '5' });
    plant(to, { 'd/size': '-', 'd/newer': '333', 'd/checksum': '----', 'd/same': '5' });
    const [old, young] = [1_000_000_000, 1_000_000_100];
    for (const name of ['size', 'newer', 'checksum', 'same']) {
      utimesSync(join(from, 'd', name), name === 'newer' ? young : old, name === 'newer' ? young : old);
      utimesSync(join(to, 'd', name), old, old);
    }
    const task = await world.transfer([item('d')], { sync_level });
    const { DATA } = (await world.ada('GET', `/task/${task.task_id}/successful_transfers`)).json;
    expect(DATA.map((row: any) => row.destination_path.split('/').pop()).sort()).toEqual(copied);
    expect([task.files, task.files_transferred, task.files_skipped]).toEqual([5, copied.length, 5 - copied.length]);
  });

  test('the first filter rule that fits decides, and an excluded directory is not entered', async () => {
    plant(from, {
      'd/a.txt': '1',
      'd/b.log': '2',
      'd/keep.log': '3',
      'd/tmp/x.txt': '4',
      'd/sub/c.log': '5',
      'd/sub/d.txt': '6',
    });
    const filter_rules = [
      { DATA_TYPE: 'filter_rule', method: 'include', type: 'file', name: 'keep.*' },
      { DATA_TYPE: 'filter_rule', method: 'exclude', type: 'file', name: '*.log' },
      { DATA_TYPE: 'filter_rule', method: 'exclude', type: 'dir', name: 't?p' },
    ];
    const task = await world.transfer([item('d')], { filter_rules });
    expect(harvest(to)).toEqual({ 'd/a.txt': '1', 'd/keep.log': '3', 'd/sub/d.txt': '6' });
    expect(task).toMatchObject({ files: 3, filter_rules });
  });

  test('delete_destination_extra removes what the source has not, but nothing the filter leaves out', async () => {
    plant(from, { 'd/a': '1', 'd/s/b': '2' });
    plant(to, { 'd/a': 'old', 'd/extra': 'x', 'd/old/deep/er': 'x', 'd/s/extra': 'x', 'd/safe.bak': 'x' });
    await world.transfer([item('d')], {
      delete_destination_extra: true,
      filter_rules: [{ method: 'exclude', name: '*.bak' }],
    });
    expect(harvest(to)).toEqual({ 'd/a': '1', 'd/s/b': '2', 'd/safe.bak': 'x' });
  });

  test('symlinks are ignored, kept or followed; a link item copies the link, and a plain item what it leads to', async () => {
    plant(from, { 'd/real': 'text', 'd/sub/x': 'y', elsewhere: 'z' });
    symlinkSync('real', join(from, 'd/link'));
    symlinkSync('..', join(from, 'd/sub/circle'));
    symlinkSync('../elsewhere', join(from, 'd/out'));
    symlinkSync('/etc/passwd', join(from, 'd/escape'));
    symlinkSync('nowhere', join(from, 'd/broken'));
    await world.transfer([item('d', 'ignored')]);
    await world.transfer([item('d', 'kept')], { recursive_symlinks: 'keep' });
    const copied = await world.transfer([item('d', 'followed')], { recursive_symlinks: 'copy' });
    await world.transfer([item('d/link', 'plain')]);
    await world.transfer([item('d/broken', 'link', { DATA_TYPE: 'transfer_symlink_item' })]);
    const all = harvest(to);
    expect(Object.keys(all).filter((name) => name.startsWith('ignored'))).toEqual(['ignored/real', 'ignored/sub/x']);
    expect(Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith('kept')))).toEqual({
      'kept/broken': '-> nothing',
      'kept/escape': '-> something',
      'kept/link': '-> something',
      'kept/out': '-> nothing',
      'kept/real': 'text',
      'kept/sub/circle': '-> something',
      'kept/sub/x': 'y',
    });
    expect(Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith('followed')))).toEqual({
      'followed/link': 'text',
      'followed/out': 'z',
      'followed/real': 'text',
      'followed/sub/x': 'y',
    });
    expect(copied.status).toBe('SUCCEEDED');
    expect([all['plain'], all['link']]).toEqual(['text', '-> nothing']);
  });

  test('a destination inside its own source ends', async () => {
    plant(from, { 'd/a': '1', 'd/s/b': '2' });
    const task = await world.transfer([item('d', 'd/copy')], { destination_endpoint: world.source });
    expect(task.status).toBe('SUCCEEDED');
    expect(harvest(from)).toEqual({ 'd/a': '1', 'd/s/b': '2', 'd/copy/a': '1', 'd/copy/s/b': '2' });
  });

  test('a checksum of the submission is verified; one that differs ends the task', async () => {
    plant(from, { a: 'hello' });
    const sha256 = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
    expect(
      (await world.transfer([item('a', 'a', { external_checksum: sha256, checksum_algorithm: 'SHA256' })])).status,
    ).toBe('SUCCEEDED');
    const failed = await world.transfer([item('a', 'b', { external_checksum: '0'.repeat(32) })]);
    expect(failed).toMatchObject({ status: 'FAILED', fatal_error: { code: 'VERIFY_CHECKSUM' } });
    expect(harvest(to)).toEqual({ a: 'hello' });
  });

  test('a checksum is for files only: a directory with one is refused, or ends the task where it turns out to be one', async () => {
    plant(from, { 'd/a': 'hello' });
    const external_checksum = '5d41402abc4b2a76b9719d911017c592';
    expect(await world.submit([item('d', 'd', { recursive: true, external_checksum })])).toMatchObject({
      status: 400,
      json: { code: 'BadRequest' },
    });
    expect(await world.transfer([item('d', 'd', { external_checksum })])).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'IS_A_DIRECTORY' },
    });
    expect(harvest(to)).toEqual({});
  });

  test('a file of 1 GiB does not grow memory by more than 64 MiB', async () => {
    writeFileSync(join(from, 'huge'), '');
    truncateSync(join(from, 'huge'), 1024 ** 3);
    global.gc?.();
    const before = process.memoryUsage().rss;
    let most = 0;
    const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
    const { task_id } = (await world.submit([item('huge')], { verify_checksum: true })).json;
    const task = await until(
      async () => ((await world.task(task_id)).status === 'ACTIVE' ? undefined : world.task(task_id)),
      100,
    );
    clearInterval(timer);
    expect([task.status, statSync(join(to, 'huge')).size]).toEqual(['SUCCEEDED', 1024 ** 3]);
    expect((most - before) / 1024 ** 2).toBeLessThan(64);
  }, 120_000);
});

describe('deleting', () => {
  test('files, and directories when recursive', async () => {
    plant(to, { a: '1', 'd/b': '2', 'd/e/f': '3' });
    const first = await world.ended((await world.remove([`/${dir}/a`])).json.task_id);
    expect(first).toMatchObject({
      type: 'DELETE',
      status: 'SUCCEEDED',
      subtasks_total: 1,
      files: 1,
      destination_endpoint_id: null,
      destination_endpoint: null,
      verify_checksum: false,
      recursive_symlinks: null,
      source_endpoint_id: world.destination,
    });
    expect(await world.ended((await world.remove([`/${dir}/d`])).json.task_id)).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'IS_A_DIRECTORY' },
    });
    expect(await world.ended((await world.remove([`/${dir}/d`], { recursive: true })).json.task_id)).toMatchObject({
      status: 'SUCCEEDED',
      files: 2,
      directories: 2,
    });
    expect(harvest(to)).toEqual({});
  });

  test('a missing path fails the task unless it may be missing', async () => {
    expect(await world.ended((await world.remove([`/${dir}/no/where`])).json.task_id)).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'FILE_NOT_FOUND' },
    });
    expect(
      await world.ended((await world.remove([`/${dir}/no/where`], { ignore_missing: true })).json.task_id),
    ).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('globs are for the last name only, and only when asked for', async () => {
    plant(to, { a1: '', a2: '', b: '', '*': '', '.a3': '' });
    await world.ended((await world.remove([`/${dir}/*`])).json.task_id);
    expect(Object.keys(harvest(to))).toEqual(['.a3', 'a1', 'a2', 'b']);
    await world.ended((await world.remove([`/${dir}/a*`], { interpret_globs: true })).json.task_id);
    expect(Object.keys(harvest(to))).toEqual(['.a3', 'b']);
  });

  test('symlinks are removed, never followed', async () => {
    plant(to, { 'd/x': '1', 'safe/y': '2' });
    symlinkSync('../safe', join(to, 'd/link'));
    await world.ended((await world.remove([`/${dir}/d`], { recursive: true })).json.task_id);
    expect(harvest(to)).toEqual({ 'safe/y': '2' });
  });
});
