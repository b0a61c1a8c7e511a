import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Exchange, fakeApi } from '../support/fake-api.js';
import { globus, temporaryFolder } from '../support/globus.js';
import { cells } from '../support/table.js';
import { destinationId as dst, sourceId as src, submissionId, taskId } from '../support/tasks.js';
import { refusal, transferUrl } from '../support/transfer.js';

const item = (source: string, destination: string, over: object = {}) => ({
  DATA_TYPE: 'transfer_item',
  source_path: source,
  destination_path: destination,
  ...over,
});
const body = (over: object = {}) => ({
  DATA_TYPE: 'transfer',
  source_endpoint: src,
  destination_endpoint: dst,
  DATA: [item('/a', '/b')],
  verify_checksum: true,
  preserve_timestamp: false,
  encrypt_data: false,
  skip_source_errors: false,
  fail_on_quota_errors: false,
  delete_destination_extra: false,
  ...over,
});
const submission: Exchange = { method: 'GET', url: `${transferUrl}/submission_id`, response: { value: submissionId } };
const accepted = {
  DATA_TYPE: 'transfer_result',
  code: 'Accepted',
  message: 'The transfer has been accepted and a task has been created and queued for execution',
  task_id: taskId,
  submission_id: submissionId,
};
const post = (over: object = {}): Exchange => ({
  method: 'POST',
  url: `${transferUrl}/transfer`,
  body: body({ submission_id: submissionId, ...over }),
  response: accepted,
});
const ends = [`${src}:/a`, `${dst}:/b`] as const;
const planned = async (argv: readonly string[], stdin?: string) => {
  const { code, stdout, stderr } = await globus(
    ['transfer', ...argv, '--dry-run', '-F', 'json'],
    stdin === undefined ? {} : { stdin },
  );
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as { DATA: object[]; filter_rules?: { method: string; name: string }[] };
};

describe('globus transfer', () => {
  test('submits and prints the task', async () => {
    const { code, stdout, stderr } = await globus(['transfer', ...ends], { api: fakeApi([submission, post()]) });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(`Message: ${accepted.message}\nTask ID: ${taskId}\n`);
  });
  test('and globus transfer submit are the same', async () => {
    const submit = await globus(['transfer', 'submit', ...ends, '-r', '--label', 'x'], {
      api: fakeApi([submission, post({ DATA: [item('/a', '/b', { recursive: true })], label: 'x' })]),
    });
    const bare = await globus(['transfer', ...ends, '-r', '--label', 'x'], {
      api: fakeApi([submission, post({ DATA: [item('/a', '/b', { recursive: true })], label: 'x' })]),
    });
    expect(submit).toEqual(bare);
    expect(submit.code).toBe(0);
    const help = (await globus(['transfer', '--help'])).stdout;
    expect((await globus(['transfer', 'submit', '--help'])).stdout).toBe(help);
    expect(help).toContain('globus transfer submit');
    expect(await globus(['transfer', 'submit', src, dst])).toEqual(await globus(['transfer', src, dst]));
  });
  test("JSON is the service's answer; JMESPath takes the id out of it", async () => {
    expect(
      JSON.parse((await globus(['transfer', ...ends, '--json'], { api: fakeApi([submission, post()]) })).stdout),
    ).toEqual(accepted);
    expect(
      (await globus(['transfer', ...ends, '--jq', 'task_id', '-F', 'unix'], { api: fakeApi([submission, post()]) }))
        .stdout,
    ).toBe(`${taskId}\n`);
  });
  test('is refused as the service refuses it', async () => {
    const { code, stdout, stderr } = await globus(['transfer', ...ends], {
      api: fakeApi([submission, { ...post(), ...refusal }]),
    });
    expect([code, stdout, stderr]).toEqual([
      1,
      '',
      'Globus Transfer: You may not do this. [PermissionDenied]\nRequest id: r2\n',
    ]);
  });
  test('every flag has its place in the document', async () => {
    const argv = [
      '-r',
      '--sync-level',
      'mtime',
      '--preserve-mtime',
      '--no-verify-checksum',
      '--encrypt',
      '--skip-source-errors',
      '--fail-on-quota-errors',
      '--delete',
      '--recursive-symlinks',
      'keep',
      '--source-local-user',
      'ada',
      '--destination-local-user',
      'bob',
      '--deadline',
      '2027-01-31 10:00:00',
      '--notify',
      'off',
      '--label',
      'nightly',
    ];
    expect(await planned([...ends, ...argv])).toEqual(
      body({
        DATA: [item('/a', '/b', { recursive: true })],
        sync_level: 2,
        preserve_timestamp: true,
        verify_checksum: false,
        encrypt_data: true,
        skip_source_errors: true,
        fail_on_quota_errors: true,
        delete_destination_extra: true,
        recursive_symlinks: 'keep',
        source_local_user: 'ada',
        destination_local_user: 'bob',
        deadline: '2027-01-31T10:00:00',
        notify_on_succeeded: false,
        notify_on_failed: false,
        notify_on_inactive: false,
        label: 'nightly',
      }),
    );
  });
  test.each([
    ['exists', 0],
    ['size', 1],
    ['mtime', 2],
    ['CHECKSUM', 3],
  ])('--sync-level %s is level %i', async (word, level) => {
    expect(await planned([...ends, '-s', word])).toMatchObject({ sync_level: level });
  });
  test('whether a path is a folder is only said when it was said', async () => {
    expect((await planned([...ends])).DATA).toEqual([item('/a', '/b')]);
    expect((await planned([...ends, '--no-recursive'])).DATA).toEqual([item('/a', '/b', { recursive: false })]);
    expect((await planned([...ends, '--no-recursive', '-r'])).DATA).toEqual([item('/a', '/b', { recursive: true })]);
  });
  test('a checksum comes along with its algorithm', async () => {
    expect((await planned([...ends, '--external-checksum', 'abc', '--checksum-algorithm', 'SHA256'])).DATA).toEqual([
      item('/a', '/b', { external_checksum: 'abc', checksum_algorithm: 'SHA256' }),
    ]);
  });
  test('includes and excludes keep the order they were given in', async () => {
    const { filter_rules } = await planned([
      ...ends,
      '-r',
      '--exclude',
      '*.tmp',
      '--include',
      'keep*',
      '--exclude=*',
      '--include',
      '*.h5',
    ]);
    expect(filter_rules?.map(({ method, name }) => `${method} ${name}`)).toEqual([
      'exclude *.tmp',
      'include keep*',
      'exclude *',
      'include *.h5',
    ]);
  });
  test('--dry-run shows a table, and asks no service', async () => {
    const { stdout } = await globus(['transfer', ...ends, '-r', '--dry-run']);
    expect(cells(stdout)).toEqual([
      ['Source Path', 'Dest Path', 'Recursive', 'External Checksum'],
      ['/a', '/b', 'True', 'None'],
    ]);
  });
  test.each([
    [[src, dst], 'Give a path on both sides (ID:PATH), or name pairs of paths with --batch.'],
    [[`${src}:/a`, dst], 'Give a path on both sides'],
    [[`${src}:/a`], "Missing argument 'DEST_ENDPOINT_ID[:DEST_PATH]'."],
    [[...ends, '/c'], "Unexpected argument: '/c'."],
    [
      ['6c54cade-1:/a', `${dst}:/b`],
      "Invalid value for SOURCE_ENDPOINT_ID[:SOURCE_PATH]: '6c54cade-1:/a' looks like an id but is not one: an id has 32 digits.",
    ],
    [[...ends, '--batch', '-', '-r'], '--batch and --recursive are mutually exclusive.'],
    [[...ends, '--batch', '-', '--external-checksum', 'x'], '--batch and --external-checksum are mutually exclusive.'],
    [
      [...ends, '-r', '--external-checksum', 'x'],
      '--external-checksum is for one file; it cannot go with --recursive.',
    ],
    [[...ends, '--checksum-algorithm', 'MD5'], '--checksum-algorithm needs --external-checksum.'],
    [[...ends, '--no-recursive', '--delete'], '--delete-destination-extra needs a recursive transfer.'],
    [[...ends, '--exclude', '*.tmp'], '--include and --exclude need --recursive'],
    [[...ends, '--sync-level', 'date'], "'date' is not one of 'exists', 'size', 'mtime', 'checksum'"],
    [[...ends, '--json', '--format', 'csv'], '--json and --format csv contradict each other.'],
  ])('refuses %j', async (argv, words) => {
    const { code, stdout, stderr } = await globus(['transfer', ...argv], { stdin: 'a b\n' });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  });
});

describe('patterns in a source', () => {
  const ls = (path: string, names: Readonly<Record<string, 'file' | 'dir'>>): Exchange => ({
    method: 'GET',
    url: `${transferUrl}/operation/endpoint/${src}/ls?${new URLSearchParams({ path, show_hidden: '1' }).toString()}`,
    response: { DATA: Object.entries(names).map(([name, type]) => ({ name, type })) },
  });
  const data = ls('/data/', { 'a.h5': 'file', 'b.h5': 'file', 'c.h5': 'dir' });
  const line = ['transfer', `${src}:/data/*.h5`, `${dst}:/to/`];
  const found = [item('/data/a.h5', '/to/a.h5'), item('/data/b.h5', '/to/b.h5')];
  test('are looked up, and what they match is sent; transfer submit does the same', async () => {
    for (const submit of [[], ['submit']]) {
      const argv = ['transfer', ...submit, ...line.slice(1)];
      const { code, stderr } = await globus(argv, { api: fakeApi([data, submission, post({ DATA: found })]) });
      expect([code, stderr]).toEqual([0, "'/data/*.h5' also matches 1 folder: left out, without --recursive.\n"]);
    }
  });
  test('--recursive takes folders, too; --dry-run shows what would be sent', async () => {
    const { stdout } = await globus([...line, '-r', '--dry-run', '-F', 'json'], { api: fakeApi([data]) });
    expect((JSON.parse(stdout) as { DATA: unknown }).DATA).toEqual([
      ...found.map((each) => ({ ...each, recursive: false })),
      item('/data/c.h5', '/to/c.h5', { recursive: true }),
    ]);
  });
  test('that nothing fits send nothing, and exit 1 with the folder that was looked in', async () => {
    const { code, stdout, stderr } = await globus(['transfer', `${src}:/data/*.csv`, `${dst}:/to`], {
      api: fakeApi([data]),
    });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      "No file or folder in /data/ matches '/data/*.csv'.\n\nIf it is a name, not a pattern: --no-glob takes paths as they are written.\n",
    );
  });
  test('are names with --no-glob: nothing is looked up', async () => {
    const api = fakeApi([submission, post({ DATA: [item('/data/*.h5', '/to/')] })]);
    expect((await globus([...line, '--no-glob'], { api })).code).toBe(0);
  });
  test('of a batch list each folder once', async () => {
    const argv = ['transfer', `${src}:/data`, dst, '--batch', '-', '--dry-run', '-F', 'json'];
    const { stdout } = await globus(argv, { api: fakeApi([data]), stdin: 'a* /x\nb* /y\nplain /z\n' });
    expect((JSON.parse(stdout) as { DATA: unknown }).DATA).toEqual([
      item('/data/a.h5', '/x/a.h5'),
      item('/data/b.h5', '/y/b.h5'),
      item('/data/plain', '/z'),
    ]);
  });
});

describe('two sources for one destination', () => {
  const argv = ['transfer', src, dst, '--batch', '-'];
  const stdin = '/a /x\n# a comment\n/b /x/\n';
  const told = 'standard input, lines 1 and 3: /a and /b both go to /x/.';
  test('are warned of', async () => {
    const DATA = [item('/a', '/x'), item('/b', '/x/')];
    const { code, stderr } = await globus(argv, { api: fakeApi([submission, post({ DATA })]), stdin });
    expect([code, stderr]).toEqual([0, `${told}\n`]);
  });
  test('and refused with --strict, before anything is sent', async () => {
    expect(await globus([...argv, '--strict'], { stdin })).toEqual({
      code: 2,
      stdout: '',
      stderr: `${told}\n\nWithout --strict this is a warning.\n`,
    });
  });
});

describe('a batch', () => {
  const batch = async (text: string, argv: readonly string[] = []) =>
    (await planned([`${src}:/from`, `${dst}:/to/`, '--batch', '-', ...argv], text)).DATA;
  test('names pairs, relative to the paths on the line', async () => {
    expect(await batch('a b\n"with space" c\n/abs ~/home\n../x ./y\n')).toEqual([
      item('/from/a', '/to/b'),
      item('/from/with space', '/to/c'),
      item('/abs', '~/home'),
      item('/x', '/to/y'),
    ]);
  });
  test('has flags of its own, comments, blank lines, any line ends and a byte order mark', async () => {
    expect(
      await batch(
        '\uFEFF# list\r\n\r\n-r dir/ dir/ # all of it\r\n--no-recursive f f\r\n--external-checksum=abc --checksum-algorithm SHA1 g g',
      ),
    ).toEqual([
      item('/from/dir/', '/to/dir/', { recursive: true }),
      item('/from/f', '/to/f', { recursive: false }),
      item('/from/g', '/to/g', { external_checksum: 'abc', checksum_algorithm: 'SHA1' }),
    ]);
  });
  test('keeps names that a careless reader would break', async () => {
    expect(await batch(`a#b c\n'it''s' "say \\"hi\\""\nback\\ slash d\nüñí 文件\n`)).toEqual([
      item('/from/a#b', '/to/c'),
      item('/from/its', '/to/say "hi"'),
      item('/from/back slash', '/to/d'),
      item('/from/üñí', '/to/文件'),
    ]);
  });
  test('comes from a file, too; filters need every line to be a folder', async () => {
    const file = join(temporaryFolder(), 'pairs.txt');
    writeFileSync(file, '-r a b\n');
    expect((await planned([src, dst, '--batch', file, '--exclude', 'x'])).DATA).toEqual([
      item('a', 'b', { recursive: true }),
    ]);
    writeFileSync(file, '-r a b\nc d\n');
    expect(await globus(['transfer', src, dst, '--batch', file, '--exclude', 'x'])).toMatchObject({
      code: 2,
      stdout: '',
    });
  });
  test.each([
    ['a b\nc\n', 2, 'expected SOURCE and DEST, found 1 path'],
    ['a b c\n', 1, 'expected SOURCE and DEST, found 3 paths'],
    ['# one\n\na b\n-r\n', 4, 'expected SOURCE and DEST, found 0 paths'],
    ['--frobnicate a b\n', 1, "unknown option '--frobnicate'"],
    ['a b --external-checksum\n', 1, '--external-checksum needs a value'],
    ['-r --external-checksum x a b\n', 1, '--external-checksum cannot go with --recursive'],
  ])('%j is refused with its line, and nothing is sent', async (text, line, words) => {
    expect(await globus(['transfer', src, dst, '--batch', '-'], { stdin: text })).toEqual({
      code: 2,
      stdout: '',
      stderr: `standard input, line ${line}: ${words}.\n`,
    });
  });
  test.each(['a "" -r\n', '"" b -r\n'])('%j is refused where what is not in the source is deleted', async (text) => {
    const argv = ['transfer', src, dst, '--batch', '-', '--delete-destination-extra'];
    expect(await globus(argv, { stdin: text })).toEqual({
      code: 2,
      stdout: '',
      stderr: "standard input, line 1: a path is empty; the folder itself is '.'.\n",
    });
  });
  test.each([
    [['--batch', '-'], 'sub .. -r\n'],
    [['--manifest', '-', '--manifest-format', 'csv'], 'source,destination\nsub,..\n'],
  ])('`..` as a destination in %j is refused where what is not in the source is deleted', async (list, text) => {
    const argv = ['transfer', src, dst, ...list, '--delete-destination-extra', '--dry-run'];
    const { code, stdout, stderr } = await globus(argv, { stdin: text });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain("'..' is a folder above the one that the list begins in");
    expect(
      (
        await globus(
          argv.filter((word) => !word.includes('extra')),
          { stdin: text },
        )
      ).code,
    ).toBe(0);
  });
  // the file is cut off: what is wrong is not the command line
  test.each([
    ['a b\n"open c\n', 2, 'a " is left open'],
    ["'open\n", 1, "a ' is left open"],
    ['a b\\\n', 1, 'nothing follows the last backslash'],
  ])('%j is a failure with its line, and nothing is sent', async (text, line, words) => {
    expect(await globus(['transfer', src, dst, '--batch', '-'], { stdin: text })).toEqual({
      code: 1,
      stdout: '',
      stderr: `standard input, line ${line}: ${words}.\n`,
    });
  });
  test('a bad line deep in a long file is named by its number', async () => {
    const file = join(temporaryFolder(), 'pairs.txt');
    writeFileSync(file, `${'a b\n'.repeat(300_000)}only-one\n`);
    expect(await globus(['transfer', src, dst, '--batch', file])).toEqual({
      code: 2,
      stdout: '',
      stderr: `${file}, line 300001: expected SOURCE and DEST, found 1 path.\n`,
    });
  });
  test.each(['', '\n', '# nothing here\n'])('%j names nothing to transfer', async (stdin) => {
    expect(await globus(['transfer', src, dst, '--batch', '-'], { stdin })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Standard input names no paths: nothing to transfer.\n',
    });
  });
  test('a file that cannot be read is named with the reason', async () => {
    const folder = temporaryFolder();
    const read = async (file: string) => globus(['transfer', src, dst, '--batch', file]);
    expect(await read(join(folder, 'none'))).toEqual({
      code: 2,
      stdout: '',
      stderr: `Cannot read '${join(folder, 'none')}': there is no such file.\n`,
    });
    mkdirSync(join(folder, 'dir'));
    expect(await read(join(folder, 'dir'))).toEqual({
      code: 2,
      stdout: '',
      stderr: `Cannot read '${join(folder, 'dir')}': it is a directory.\n`,
    });
  });
  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'a file that may not be read is named with the reason (skipped for root, who may read all)',
    async () => {
      const file = join(temporaryFolder(), 'secret');
      writeFileSync(file, 'a b\n');
      chmodSync(file, 0);
      expect(await globus(['transfer', src, dst, '--batch', file])).toEqual({
        code: 2,
        stdout: '',
        stderr: `Cannot read '${file}': permission denied.\n`,
      });
    },
  );
});
