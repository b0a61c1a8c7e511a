import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { metadata } from '../../src/cli/metadata.js';
import { parseLine } from '../../src/cli/parse.js';
import { type Ask, readInput } from '../../src/cli/values.js';
import { command, jsonObject, oneOf, param } from '../../src/command/index.js';
import { message } from '../../src/output/view.js';
import { globus, temporaryFolder } from '../support/globus.js';

const knock = command({
  summary: 'Knock.',
  examples: [],
  args: { door: param.text({ summary: 'The door' }), word: param.secret({ summary: 'The word' }) },
  flags: {
    pass: param.secret({ summary: 'A pass', required: true }),
    spare: param.secret({ summary: 'Another', names: ['--spare-pass', '-s'] }),
    ring: jsonObject({ summary: 'A ring of keys', secret: true }),
  },
  rules: [oneOf('spare', 'ring')],
  output: message(() => ''),
  run: () => ({}),
});
const meta = metadata('knock', knock);
const files: Readonly<Record<string, string>> = {
  'a.txt': 'from a file\r\n',
  'b.txt': 'b\n',
  '-': 'piped\n',
  none: '\n',
};

async function read(line: string, ask?: Ask) {
  const warned: string[] = [];
  const { args, flags, given } = await readInput({
    command: knock,
    meta,
    typed: parseLine(meta, line.split(' ')),
    verbose: false,
    context: { readText: (path) => Promise.resolve(files[path] ?? ''), now: () => new Date(0) },
    ask,
    lookUpName: () => Promise.reject(new TypeError('no name is looked up here')),
    warn: (text) => warned.push(text),
  });
  return { values: { ...args, ...flags }, given, warned };
}
const all = 'front --word-file a.txt --pass-file - --spare-pass-file b.txt';

describe('a secret', () => {
  test('comes from a file or standard input, without its line end, and counts as given', async () => {
    const { values, given, warned } = await read(all);
    expect(values).toEqual({ door: 'front', word: 'from a file', pass: 'piped', spare: 'b', ring: undefined });
    expect(given('spare')).toBe(true);
    expect(warned).toEqual([]);
  });
  test('on the line still works, and is told to whoever sits there', async () => {
    const { values, warned } = await read('front sesame --pass=p1 -s p2 --ring {"k":1}');
    expect(values).toEqual({ door: 'front', word: 'sesame', pass: 'p1', spare: 'p2', ring: { k: 1 } });
    expect(warned).toEqual([
      'Others can read --pass in the list of processes (ps): --pass-file takes a file, or - to be asked.',
      'Others can read --spare-pass in the list of processes (ps): --spare-pass-file takes a file, or - to be asked.',
      'Others can read --ring in the list of processes (ps): give the path of a file instead.',
      'Others can read WORD in the list of processes (ps): --word-file takes a file, or - to be asked.',
    ]);
  });
  test('is asked for where it is missing, or is to come from the standard input of a terminal', async () => {
    const asked: string[] = [];
    const ask: Ask = async ({ key }) => (asked.push(key), `typed ${key}`);
    const { values } = await read('front --word-file - --spare-pass-file b.txt', ask);
    expect(asked).toEqual(['word', 'pass']);
    expect(values).toMatchObject({ word: 'typed word', pass: 'typed pass', spare: 'b' });
  });
  test.each([
    [`${all} --pass x`, '--pass and --pass-file are mutually exclusive.'],
    [`${all} sesame`, "Unexpected argument: 'sesame'."],
    ['front sesame -s x', "Missing option '--pass', or '--pass-file'."],
    ['front sesame --pass-file none -s x', "There is no secret in 'none' for --pass-file."],
    ['front sesame --pass-file= -s x', "Option '--pass-file' takes a file, or - for standard input."],
    ['front sesame --pass x', 'Give one of --spare-pass or --ring.'],
  ])('%s: %s', async (line, complaint) => {
    await expect(read(line)).rejects.toMatchObject({ exitCode: 2, message: complaint });
  });
});

describe('of a real command', () => {
  const id = '11111111-2222-4333-8444-555555555555';
  const update = ['gcs', 'user-credential', 'update', 's3', id, id, '--s3-key-id', 'K'];
  const warning = /^Others can read --s3-secret-key in the list of processes/m;
  test('is warned of on a terminal alone, and is never repeated', async () => {
    const line = [...update, '--s3-secret-key', 'hunter22'];
    const [seen, script] = [await globus(line, { terminal: { columns: 80 } }), await globus(line)];
    expect(seen.stderr).toMatch(warning);
    expect(script.stderr).not.toMatch(warning);
    for (const { stdout, stderr } of [seen, script]) expect(stdout + stderr).not.toContain('hunter22');
  });
  test('from a file it is not warned of', async () => {
    const path = join(temporaryFolder(), 'key');
    writeFileSync(path, 'hunter23\n');
    const { stderr } = await globus([...update, '--s3-secret-key-file', path], { terminal: { columns: 80 } });
    expect(stderr).not.toMatch(warning);
    expect(stderr).not.toContain('hunter23');
    const twice = await globus([...update, '--s3-secret-key', 'x', '--s3-secret-key-file', path]);
    expect(twice).toMatchObject({ code: 2, stderr: expect.stringContaining('are mutually exclusive') });
  });
});
