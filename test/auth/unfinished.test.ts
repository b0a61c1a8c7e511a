import { buildSync } from 'esbuild';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeAtomically } from '../../src/host/atomic.js';
import { temporaryFolder } from '../support/globus.js';

const random = '0123456789ab';

/** Starts a process that writes a large file again and again, kills it in the middle, and says what it left. */
async function killedWriter(folder: string): Promise<readonly string[]> {
  const program = join(temporaryFolder(), 'writer.mjs');
  const atomic = join(import.meta.dirname, '../../src/host/atomic.ts');
  buildSync({
    stdin: {
      contents: `import { writeAtomically } from ${JSON.stringify(atomic)};
        for (;;) writeAtomically(process.argv[2], 'x'.repeat(1 << 24));`,
      resolveDir: import.meta.dirname,
    },
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
  const left = () => readdirSync(folder).filter((name) => name.endsWith('.tmp'));
  for (let i = 0; i < 40 && !left().length; i += 1) {
    const child = spawn(process.execPath, [program, join(folder, 'file')], { stdio: 'inherit' });
    const ended = new Promise((done) => child.once('close', done));
    while (!left().length && !existsSync(join(folder, 'file'))) await new Promise((done) => setTimeout(done, 1));
    await new Promise((done) => setTimeout(done, Math.random() * 10));
    child.kill('SIGKILL');
    await ended;
  }
  return left();
}

test('what a killed writer left is taken away by the next, and nothing of one that writes', async () => {
  const folder = temporaryFolder();
  const [dead = ''] = await killedWriter(folder);
  expect(dead).toMatch(/^file\.[0-9a-f]{8}-\d+\.[0-9a-f]{12}\.tmp$/);
  const alive = dead.replace(/-\d+\./, `-${process.ppid}.`);
  const foreign = `file.c0ffee00-1.${random}.tmp`;
  const old = `file.c0ffee00-2.${random}.tmp`;
  const others = `file.json.c0ffee00-1.${random}.tmp`;
  for (const name of [alive, foreign, old, others]) writeFileSync(join(folder, name), 'secret');
  for (const name of [old, others]) utimesSync(join(folder, name), 1, 1);
  writeAtomically(join(folder, 'file'), 'new');
  expect(readdirSync(folder).sort()).toEqual(['file', alive, foreign, others].sort());
}, 60_000);

test.skipIf(process.platform === 'win32')(
  'what is behind links is written where they lead, also one that lies behind another',
  () => {
    const home = temporaryFolder();
    for (const folder of ['dot/config', 'dot/private', 'private']) mkdirSync(join(home, folder), { recursive: true });
    symlinkSync('dot/config', join(home, '.config'));
    symlinkSync('../private/tokens.json', join(home, 'dot/config/tokens.json'));
    writeAtomically(join(home, '.config/tokens.json'), 'secret');
    expect(readFileSync(join(home, 'dot/private/tokens.json'), 'utf8')).toBe('secret');
    expect(readFileSync(join(home, '.config/tokens.json'), 'utf8')).toBe('secret');
    expect(readdirSync(join(home, 'private'))).toEqual([]);
  },
);
