import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { type ExecHost, execLine, runForEach } from '../../../src/globus/data/exec-line.js';

const folder = mkdtempSync(join(tmpdir(), 'globus-exec-'));
afterAll(() => rmSync(folder, { recursive: true }));
const log = join(folder, 'log');
beforeEach(() => writeFileSync(log, ''));
/** Writes down its arguments, and what it sees of the environment; ends with the number that one of them has behind `fail`. */
const program = join(folder, 'note.cjs');
writeFileSync(
  program,
  `const words = process.argv.slice(2);
require('node:fs').appendFileSync(${JSON.stringify(log)}, JSON.stringify({ words, secret: process.env.GLOBUS_CLI_CLIENT_SECRET, profile: process.env.GLOBUS_PROFILE }) + '\\n');
process.exit(Number(/fail(\\d)/.exec(words.join())?.[1] ?? 0));`,
);
const host: ExecHost = {
  cwd: folder,
  env: { PATH: process.env['PATH'], GLOBUS_CLI_CLIENT_SECRET: 'secret' },
  platform: process.platform,
  executable: program,
  login: () => ({ GLOBUS_PROFILE: 'work' }),
  interrupted: () => new Promise(() => undefined),
};
const each = async function* (places: Iterable<string>): AsyncGenerator<string> {
  for (const place of places) yield await Promise.resolve(place);
};
const run = (line: string, places: Iterable<string>, more: Partial<ExecHost> = {}) =>
  runForEach(execLine(line, '--exec'), each(places), { ...host, ...more });
const noted = () =>
  readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { words: string[]; secret?: string; profile?: string });

describe('a line', () => {
  test.each([
    ["node a.js {} 'b c' x{}y", ['node', 'a.js', '{}', 'b c', 'x{}y'], false],
    ['globus rm {} ;', ['globus', 'rm', '{}'], false],
    ['globus cp {} ./h5/ +', ['globus', 'cp', '{}', './h5/'], true],
    ['echo #1 {}', ['echo', '#1', '{}'], false],
  ])('%s', (text, words, isForMany) => expect(execLine(text, '--exec')).toEqual({ words, isForMany }));
  test.each([
    ['', 'names no program'],
    ['+', 'names no program'],
    ['echo', 'does not say where the places go'],
    ['{} x', 'has {} in the place of the program'],
    ["echo '{}", "cannot be read: a ' is left open"],
    ['echo {} {} +', 'has to stand once'],
    ['echo x{} +', 'has to stand once'],
  ])('%s is refused', (text, why) => expect(() => execLine(text, '--exec')).toThrow(why));
});

describe('what is found', () => {
  test('is a name to rm, and no pattern that takes others along', async () => {
    await run('globus --quiet rm -f {}', ['ID:/*']);
    await run('globus rm --enable-globs {}', ['ID:/*']);
    await run('globus cp {} there', ['ID:/*']);
    expect(noted().map(({ words }) => words)).toEqual([
      ['--quiet', 'rm', '--no-enable-globs', '-f', 'ID:/*'],
      ['rm', '--enable-globs', 'ID:/*'],
      ['cp', 'ID:/*', 'there'],
    ]);
  });
  const odd = 'ID:/a b/$(touch x)\n;"\'*';
  test('is an argument of its own, whatever is in it', async () => {
    await run(`node ${program} {} --to={}`, [odd, 'ID:/two']);
    expect(noted().map(({ words }) => words)).toEqual([
      [odd, `--to=${odd}`],
      ['ID:/two', '--to=ID:/two'],
    ]);
  });
  test('goes to as few programs as it fits in, in order', async () => {
    const places = Array.from({ length: 3000 }, (_, i) => `ID:/${'x'.repeat(60)}/${i}`);
    await run(`node ${program} first {} last +`, places);
    const runs = noted().map(({ words }) => words);
    expect(runs).toHaveLength(3);
    for (const words of runs) expect([words[0], words.at(-1)]).toEqual(['first', 'last']);
    expect(runs.flatMap((words) => words.slice(1, -1))).toEqual(places);
  });
  test('is nothing: nothing is run', async () => {
    await run(`node ${program} {} +`, []);
    expect(readFileSync(log, 'utf8')).toBe('');
  });
  test('is for this program where the line begins with globus; that and any other gets the login', async () => {
    await run('globus rm {}', ['ID:/one']);
    await run(`node ${program} {}`, ['ID:/one'], { login: () => ({ GLOBUS_PROFILE: 'default' }) });
    expect(noted()).toEqual([
      { words: ['rm', 'ID:/one'], secret: 'secret', profile: 'work' },
      { words: ['ID:/one'], secret: 'secret', profile: 'default' },
    ]);
  });
});

describe('a program', () => {
  test('that fails keeps no other from running, and is told at the end', async () => {
    const failing = run(`node ${program} {}`, ['a', 'fail3', 'b', 'fail4']);
    await expect(failing).rejects.toThrow(/^2 of 4 commands failed; the first: 'node \S+ fail3' ended with 3\.$/);
    expect(noted()).toHaveLength(4);
  });
  test('that there is not ends it', async () => {
    await expect(run('no-such-program-anywhere {}', ['a', 'b'])).rejects.toThrow(
      "There is no program 'no-such-program-anywhere'.",
    );
  });
  test('that runs is told of a signal, which ends it all', async () => {
    const slow = join(folder, 'slow.cjs');
    writeFileSync(slow, `require('node:fs').writeFileSync(${JSON.stringify(log)}, 'up'); setInterval(() => 0, 1000);`);
    const interrupted = async () => {
      while (readFileSync(log, 'utf8') !== 'up') await new Promise((done) => setTimeout(done, 20));
      return 'SIGTERM' as const;
    };
    await expect(run(`node ${slow} {}`, ['a', 'b'], { interrupted })).rejects.toThrow('Interrupted.');
  });
});
