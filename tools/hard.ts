/**
 * `npm run hard`: everything under test/hard and sandbox/test/hard, large. `--seed N` repeats a run, `--milliseconds N` sets how long
 * one test may try, `--write` puts the figures into docs/reliability.md, and words name the files to run alone.
 * Ends with 1 where a test fails or the whole takes more than an hour.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type Figure, figureIn, section, withRun } from './figures.js';
import { globSync } from './glob.js';

const page = 'docs/reliability.md';
/** Of the whole, in milliseconds; the tests share it, two at a time. */
const [longest, share] = [60 * 60_000, 2 * 55 * 60_000];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, milliseconds: { type: 'string' }, write: { type: 'boolean' } },
});
const files = ['test/hard', 'sandbox/test/hard']
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => globSync(folder))
  .filter((file) => file.endsWith('.test.ts'))
  .filter((file) => !positionals.length || positionals.some((word) => file.includes(word)));
if (!files.length) throw new Error(`there is no hard test of that name: ${positionals.join(' ')}`);
const seed = values.seed ?? String(Date.now() % 1_000_000_000);
const milliseconds = values.milliseconds ?? String(Math.min(600_000, Math.floor(share / files.length)));

console.log(`npm run hard -- --seed ${seed}: ${files.length} files, ${Number(milliseconds) / 1000} s for each test`);
const start = Date.now();
const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--retry=0', ...files], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: {
    ...process.env,
    GLOBUS_HARD_SEED: seed,
    GLOBUS_HARD_ROUNDS: '20000',
    GLOBUS_HARD_MILLISECONDS: milliseconds,
  },
});
const ended = new Promise<number>((done) => child.on('close', (code) => done(code ?? 1)));
const figures: Figure[] = [];
for await (const line of createInterface({ input: child.stdout })) {
  console.log(line);
  const found = figureIn(line);
  if (found) figures.push(found);
}
const code = await ended;
const took = Date.now() - start;
const run = section(
  {
    seed,
    files: positionals,
    milliseconds: Number(milliseconds),
    date: new Date(start),
    took,
    failed: code !== 0,
    node: process.version,
  },
  figures,
);
console.log(`\n${run}`);
if (values.write) {
  const { format, resolveConfig } = await import('prettier');
  const text = withRun(readFileSync(page, 'utf8'), run);
  writeFileSync(page, await format(text, { ...(await resolveConfig(page)), filepath: page }));
}
if (took > longest) console.error(`It took ${Math.round(took / 60_000)} minutes, and may take 60.`);
process.exitCode = code !== 0 || took > longest ? 1 : 0;
