import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './support/globus.js';

const root = join(import.meta.dirname, '..');
/** What `npm test` runs, on a folder with these test files. */
function tests(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join(root, 'tools/test.ts'), `--root=${folder}`, '--globals'],
    { cwd: root, encoding: 'utf8', env: { PATH: process.env['PATH'] } },
  );
  return { status, out: stdout + stderr };
}
const good = `test('is good', () => expect(1).toBe(1));`;
const fallsOnce = `
  import { existsSync, writeFileSync } from 'node:fs';
  test('falls once', () => {
    const been = import.meta.filename + '.been';
    const isFirst = !existsSync(been);
    writeFileSync(been, '');
    expect(isFirst).toBe(false);
  });`;
const falls = `test('always falls', () => expect(1).toBe(2));`;

const endsOnce = `
  import { existsSync, writeFileSync } from 'node:fs';
  test('ends its process once', () => {
    const been = import.meta.filename + '.been';
    if (existsSync(been)) return;
    writeFileSync(been, '');
    process.kill(process.pid, 'SIGKILL');
  });`;
const ends = `test('ends its process', () => process.kill(process.pid, 'SIGKILL'));`;

describe('a run of the tests', () => {
  test('runs a file again whose process ended, which vitest does not tell of', () => {
    const { status, out } = tests({ 'a.test.js': good, 'b.test.js': endsOnce, 'c.test.js': fallsOnce });
    expect(out).toMatch(/Unsteady: [^]*b\.test\.js\n {2}its process ended before it was done/);
    expect(status).toBe(0);
    expect(tests({ 'a.test.js': good, 'b.test.js': ends, 'c.test.js': fallsOnce }).status).toBe(1);
  });

  test('in which a file falls runs it once more, and tells what passes then', () => {
    const { status, out } = tests({ 'a.test.js': good, 'b.test.js': fallsOnce });
    expect(out).toMatch(/Unsteady: these fell once and passed alone\.\n.*b\.test\.js\n {2}falls once/);
    expect(status).toBe(0);
  });

  test('fails where a file falls again', () => {
    const { status, out } = tests({ 'a.test.js': fallsOnce, 'b.test.js': falls });
    expect(out).toContain('always falls');
    expect(out).not.toContain('Unsteady');
    expect(status).toBe(1);
  });

  test('runs nothing again where many files fall', () => {
    const { status, out } = tests(Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`${n}.test.js`, fallsOnce])));
    expect(out).not.toContain('once more');
    expect(status).toBe(1);
  });
});
