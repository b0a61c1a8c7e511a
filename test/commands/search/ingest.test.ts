import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/errors.js';
import { recordWriter } from '../../../src/globus/search/ingest-record.js';
import { type Exchange, fakeApi } from '../../support/fake-api.js';
import { globus, temporaryFolder } from '../../support/globus.js';
import { sandboxUser } from '../../support/sandbox-user.js';

const index = '60d1160b-f016-40b0-8545-99619865873d';
const task = (n: number) => `f81ae280-e76d-11f1-9ff5-${String(n).padStart(12, '0')}`;
const base = 'https://search.api.globus.org/v1';
const accepted = (n: number, gmeta: readonly object[]): Exchange => ({
  method: 'POST',
  url: `${base}/index/${index}/ingest`,
  body: { ingest_type: 'GMetaList', ingest_data: { gmeta } },
  response: { acknowledged: true, task_id: task(n) },
});
const entry = (subject: string, content: object = { n: subject }) => ({ subject, visible_to: ['public'], content });
/** A folder with these files; the path of the first one named, or of the folder. */
function folderOf(files: Readonly<Record<string, string>>): (name?: string) => string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return (name = '') => join(folder, name);
}
const ingest = (from: string, ...more: string[]) => ['search', 'ingest', index, '--from', from, ...more];
const jsonLines = (...rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

describe('search ingest --from', () => {
  test('JSON lines go out in batches, and a table says which task has which', async () => {
    const at = folderOf({ 'a.jsonl': `${jsonLines(entry('a'), entry('b'))}\n${jsonLines(entry('c'))}` });
    const api = fakeApi([accepted(1, [entry('a'), entry('b')]), accepted(2, [entry('c')])]);
    const { code, stdout } = await globus(ingest(at('a.jsonl'), '--batch-size', '2'), { api });
    expect(code).toBe(0);
    expect(
      stdout
        .split('\n')
        .filter((_, i) => i !== 1)
        .map((line) => line.split('|').map((cell) => cell.trim())),
    ).toEqual([
      ['Batch', 'First', 'Last', 'State', 'Task ID', 'Detail'],
      ['1', '1', '2', 'accepted', task(1), 'None'],
      ['2', '3', '3', 'accepted', task(2), 'None'],
      [''],
    ]);
  });

  test('a CSV file is records: subject from a column, numbers where said, empty cells left out', async () => {
    const at = folderOf({
      'a.csv': 'url,name,size,note\nhttps://x/1,"Soup, hot",12.5,\nhttps://x/2,007,3,"two\nlines"\n',
    });
    const first = entry('https://x/1', { url: 'https://x/1', name: 'Soup, hot', size: 12.5 });
    const second = entry('https://x/2', { url: 'https://x/2', name: '007', size: 3, note: 'two\nlines' });
    const argv = ingest(
      at('a.csv'),
      '--subject-field',
      'url',
      '--visible-to',
      'public',
      '--number',
      'size',
      '--jmespath',
      'batches[].task_id',
    );
    expect((await globus(argv, { api: fakeApi([accepted(1, [first, second])]) })).stdout).toBe(
      `[\n  "${task(1)}"\n]\n`,
    );
  });

  test('a folder is all of its files, in alphabetical order, whatever form they have', async () => {
    const list = { '@datatype': 'GMetaList', gmeta: [entry('b'), entry('c')] };
    const at = folderOf({
      'a.json': JSON.stringify(entry('a')),
      'b/list.json': JSON.stringify({ ingest_type: 'GMetaList', ingest_data: list }),
      'c.ndjson': jsonLines({ subject: 'd', colour: 'é🎉' }),
      'd.tsv': 'subject\tcolour\ne\tred\n',
      'README.md': 'not data',
    });
    const wanted = [
      entry('a'),
      entry('b'),
      entry('c'),
      entry('d', { subject: 'd', colour: 'é🎉' }),
      entry('e', { subject: 'e', colour: 'red' }),
    ];
    expect((await globus(ingest(at(), '--visible-to', 'public'), { api: fakeApi([accepted(1, wanted)]) })).code).toBe(
      0,
    );
  });

  test('standard input is JSON lines', async () => {
    expect(
      (await globus(ingest('-'), { api: fakeApi([accepted(1, [entry('a')])]), stdin: jsonLines(entry('a')) })).code,
    ).toBe(0);
    expect(await globus(ingest('-'), { stdin: '\n' })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no entry in standard input.'),
    });
  });

  test('no request is larger than the service takes', async () => {
    const large = (subject: string) => entry(subject, { text: 'x'.repeat(6_000_000) });
    const at = folderOf({
      'a.jsonl': jsonLines(large('a'), large('b')),
      'huge.jsonl': jsonLines(entry('a'), entry('b', { text: 'x'.repeat(11_000_000) })),
    });
    expect(
      (await globus(ingest(at('a.jsonl')), { api: fakeApi([accepted(1, [large('a')]), accepted(2, [large('b')])]) }))
        .code,
    ).toBe(0);
    expect(await globus(ingest(at('huge.jsonl')))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('line 2: the entry is 11.0 MB, and the service takes 10 MB'),
    });
  });

  test('a dry run reads everything and sends nothing', async () => {
    const at = folderOf({ 'a.jsonl': jsonLines(entry('a'), entry('b'), entry('c')) });
    const { stdout } = await globus(
      ingest(at('a.jsonl'), '--batch-size', '2', '--dry-run', '--record', at('record'), '-F', 'json'),
    );
    expect(JSON.parse(stdout)).toEqual({
      index_id: index,
      entries: 3,
      batches: [
        { batch: 1, first: 1, last: 2, task_id: null, state: 'planned', detail: null },
        { batch: 2, first: 3, last: 3, task_id: null, state: 'planned', detail: null },
      ],
    });
    expect(() => readFileSync(at('record'))).toThrow('ENOENT');
  });

  test.each([
    ['a.jsonl', `${jsonLines(entry('a'))}{"subject":`, 'a.jsonl, line 2: not JSON'],
    ['a.jsonl', '[1]', 'a.jsonl, line 1: not a JSON object.'],
    [
      'a.jsonl',
      jsonLines(entry('a'), { content: {} }),
      "a.jsonl, line 2: it has no 'subject'; name the field to use as its subject with --subject-field.",
    ],
    ['a.jsonl', jsonLines({ subject: 'a', content: {} }), 'line 1: it does not say who may see it'],
    [
      'a.json',
      '{"gmeta": [{"subject": "a", "content": {}, "visible_to": ["public"]}, 7]}',
      'a.json, entry 2: not a JSON object.',
    ],
    ['a.csv', 'subject,size\na,1\nb,large\n', "a.csv, line 3: 'large' in the column 'size' is not a number."],
    ['a.csv', 'subject\na\n', "a.csv, line 1: there is no column 'size'."],
    ['a.csv', 'subject,size\na,1,2\n', 'a.csv, line 2: 3 cells under 2 headings.'],
    ['a.csv', 'subject,size\na,"1\n', 'a.csv, line 2: a quote is left open.'],
    ['a.md', '', 'There is no entry in'],
  ])('%s: %j is refused before anything is sent', async (name, text, message) => {
    const at = folderOf({ [name]: text });
    const visible = name === 'a.csv' ? ['--visible-to', 'public', '--number', 'size'] : [];
    expect(await globus(ingest(at(name), ...visible, '--batch-size', '1'))).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(message),
    });
  });

  test.each([
    [['--from', 'x', '{}'], 'DOCUMENT'],
    [[], '--from'],
    [['{}', '--record', 'r'], '--dry-run, --record, --visible-to and --number go with --from.'],
    [['--from', '-', '--record', 'r'], '--record needs a source that can be read again'],
    [['--from', 'nowhere'], "Cannot read 'nowhere': there is no such file."],
  ])('%j is a usage error', async (more, message) => {
    expect(await globus(['search', 'ingest', index, ...more])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(message),
    });
  });
});

describe('the record of what was accepted', () => {
  const down = {
    ...accepted(2, [entry('b')]),
    status: 400,
    response: { code: 'BadRequest.Generic', message: 'no room', request_id: 'r' },
  };
  const rows = [entry('a'), entry('b'), entry('c')];
  const begun = async () => {
    const at = folderOf({ 'a.jsonl': jsonLines(...rows) });
    const argv = ingest(at('a.jsonl'), '--batch-size', '1', '--record', at('record'), '-F', 'json');
    return { at, argv, first: await globus(argv, { api: fakeApi([accepted(1, [entry('a')]), down]) }) };
  };
  const states = (stdout: string) =>
    (JSON.parse(stdout) as { batches: { state: string; task_id: string }[] }).batches.map(({ state, task_id: id }) => [
      state,
      id,
    ]);

  test('a refusal in the middle says what was accepted, and the same command goes on from there', async () => {
    const { argv, first } = await begun();
    expect([first.code, states(first.stdout)]).toEqual([
      1,
      [
        ['accepted', task(1)],
        ['not accepted', null],
      ],
    ]);
    expect(first.stderr).toContain('no room');
    expect(first.stdout).toContain('Run the same command again to continue from here.');
    const second = await globus(argv, { api: fakeApi([accepted(2, [entry('b')]), accepted(3, [entry('c')])]) });
    expect([second.code, states(second.stdout)]).toEqual([
      0,
      [
        ['accepted before', task(1)],
        ['accepted', task(2)],
        ['accepted', task(3)],
      ],
    ]);
    const third = await globus(argv);
    expect([third.code, states(third.stdout).map(([state]) => state)]).toEqual([
      0,
      ['accepted before', 'accepted before', 'accepted before'],
    ]);
  });

  test('a refusal of the first batch is an error and nothing else', async () => {
    const at = folderOf({ 'a.jsonl': jsonLines(entry('b')) });
    expect(await globus(ingest(at('a.jsonl')), { api: fakeApi([down]) })).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('no room'),
    });
  });

  test('that cannot be written stops the line before anything is sent', async () => {
    const at = folderOf({ 'a.jsonl': jsonLines(entry('a')) });
    expect(await globus(ingest(at('a.jsonl'), '--record', at('no-folder/record')))).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('Cannot write'),
    });
  });

  test('that can no longer be written is told with the task that is not in it', async () => {
    const full = {
      append: () => Promise.reject(new UsageError("Cannot write 'r': there is no space left on the disk.")),
    };
    const { note } = recordWriter('r', { batches: [], before: '' }, full);
    await expect(note({ entries: 1, sha256: '', task_id: task(1) })).rejects.toMatchObject({
      exitCode: 1,
      message: `Cannot write 'r': there is no space left on the disk. The last batch was accepted as task ${task(1)}, and is not in it.`,
    });
  });

  test('a source that has changed since is noticed', async () => {
    const { at, argv } = await begun();
    writeFileSync(at('a.jsonl'), jsonLines(entry('other'), ...rows.slice(1)));
    expect(await globus(argv)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('batch 1 is no longer what was accepted'),
    });
  });

  test('a record of other work, and a file that is none, are refused', async () => {
    const { at, argv } = await begun();
    const other = argv.map((word) => (word === index ? task(9) : word));
    expect(await globus(other)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`ingested into the index ${index}`),
    });
    for (const text of ['no json\n', '{"a": 1}\n']) {
      writeFileSync(at('record'), text);
      expect(await globus(argv)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('is not a record of an ingest'),
      });
    }
  });

  test('a line that was cut short counts as not written', async () => {
    const { at, argv } = await begun();
    writeFileSync(at('record'), `${readFileSync(at('record'), 'utf8')}{"entries": 1, "sha`);
    const api = fakeApi([accepted(2, [entry('b')]), accepted(3, [entry('c')])]);
    expect((await globus(argv, { api })).code).toBe(0);
    expect(states((await globus(argv)).stdout).length).toBe(3);
  });
});

describe('waiting', () => {
  const state = (n: number, word: string, message: string | null = null): Exchange => ({
    method: 'GET',
    url: `${base}/task/${task(n)}`,
    response: {
      task_id: task(n),
      index_id: index,
      state: word,
      state_description: word.toLowerCase(),
      creation_date: 'c',
      completion_date: null,
      message,
    },
  });
  test('says how each batch ended, and fails where one did', async () => {
    const at = folderOf({ 'a.jsonl': jsonLines(entry('a'), entry('b')) });
    const sent = [accepted(1, [entry('a')]), accepted(2, [entry('b')])];
    const argv = ingest(at('a.jsonl'), '--batch-size', '1', '--wait', '--jmespath', 'batches[].[state, detail]');
    const good = await globus(argv, {
      api: fakeApi([...sent, state(1, 'PENDING'), state(1, 'SUCCESS'), state(2, 'SUCCESS')]),
    });
    expect([good.code, JSON.parse(good.stdout)]).toEqual([
      0,
      [
        ['SUCCESS', null],
        ['SUCCESS', null],
      ],
    ]);
    const bad = await globus(argv, {
      api: fakeApi([...sent, state(1, 'FAILED', 'wrong type of n'), state(2, 'SUCCESS')]),
    });
    expect([bad.code, JSON.parse(bad.stdout)]).toEqual([
      1,
      [
        ['FAILED', expect.stringContaining('wrong type of n')],
        ['SUCCESS', null],
      ],
    ]);
    expect(bad.stderr).toContain('1 of 2 batches failed');
  });
  test('a document can be waited for, too', async () => {
    const api = fakeApi([
      {
        method: 'POST',
        url: `${base}/index/${index}/ingest`,
        body: { '@datatype': 'GIngest', ingest_type: 'GMetaEntry', ingest_data: entry('a') },
        response: { task_id: task(1) },
      },
      state(1, 'SUCCESS'),
    ]);
    expect((await globus(['search', 'ingest', index, JSON.stringify(entry('a')), '--wait'], { api })).stdout).toContain(
      'SUCCESS (success)',
    );
  });
});

test('in the sandbox, a folder becomes an index that is read back whole, and shrinks again', async () => {
  const user = await sandboxUser();
  await user.logIn();
  const made = await user.run([
    'search',
    'index',
    'create',
    'samples',
    'what we have',
    '--jmespath',
    'id',
    '-F',
    'unix',
  ]);
  const id = made.stdout.trim();
  const rows = Array.from({ length: 1_203 }, (_, n) =>
    entry(`https://x/${String(n).padStart(4, '0')}`, { n, name: 'é🎉' }),
  );
  const at = folderOf({
    'a.jsonl': jsonLines(...rows.slice(0, 700)),
    'b.jsonl': jsonLines(...rows.slice(700)),
    'gone.txt': 'https://x/0000\n\nhttps://x/0001\n',
  });
  const done = await user.run([
    'search',
    'ingest',
    id,
    '--from',
    at(),
    '--batch-size',
    '500',
    '--wait',
    '--record',
    at('record'),
    '-F',
    'json',
  ]);
  expect([done.code, JSON.parse(done.stdout).entries]).toEqual([0, 1_203]);
  const all = await user.run(['search', 'query', id, '--all', '-q', '*', '-F', 'ndjson']);
  expect(
    all.stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { entries: { content: object }[] }).entries[0]?.content),
  ).toEqual(rows.map(({ content }) => content));
  expect(
    (await user.run(['search', 'subject', 'batch-delete', id, '--from', at('gone.txt'), '--yes', '--wait'])).code,
  ).toBe(0);
  expect((await user.run(['search', 'entry', 'delete', id, 'https://x/0002', '--yes', '--wait'])).code).toBe(0);
  expect((await user.run(['search', 'entry', 'show', id, 'https://x/0002'])).code).toBe(1);
  expect(JSON.parse((await user.run(['search', 'entry', 'show', id, 'https://x/0003'])).stdout)).toMatchObject({
    content: { n: 3 },
  });
  expect((await user.run(['search', 'scroll', id])).stdout.trimEnd().split('\n').length).toBe(1_200);
});
