import { expect, test } from 'vitest';
import { figureIn, section, withRun } from '../tools/figures.js';

const run = (seed: string, failed = false, files: readonly string[] = []) =>
  section(
    {
      seed,
      files,
      milliseconds: 180_000,
      date: new Date('2030-01-02T03:04:05Z'),
      took: 61_000,
      failed,
      node: 'v20.18.1',
    },
    [
      { what: 'b', outcome: '2' },
      { what: 'a', outcome: '1' },
    ],
  );

test('a figure is found in a line, also where the reporter wrote before it', () => {
  expect(figureIn('figure: kills in a refresh | 1000 kills, 0 lost')).toEqual({
    what: 'kills in a refresh',
    outcome: '1000 kills, 0 lost',
  });
  expect(figureIn('stdout figure: a | b')).toEqual({ what: 'a', outcome: 'b' });
  for (const line of ['', 'figure: a', 'a configure: b | c', '| a | b |']) expect(figureIn(line)).toBeUndefined();
});

test('a run says how it is repeated, how it ended, and its figures in order', () => {
  expect(run('7')).toBe(
    '### Seed 7, 2030-01-02\n\n`npm run hard -- --seed 7 --milliseconds 180000` with Node 20.18.1 took 2 minutes and passed.\n\n' +
      '| what was tried | outcome |\n| --- | --- |\n| a | 1 |\n| b | 2 |',
  );
  expect(run('7', true)).toContain('and FAILED.');
  expect(run('7', false, ['soak', 'kills'])).toContain('`npm run hard -- soak kills --seed 7 --milliseconds 180000`');
});

test('the page keeps the newest three runs', () => {
  const empty = '# Reliability\n\nWords.\n\n<!-- runs, newest first; written by npm run hard -- --write -->\n';
  const one = withRun(empty, run('1'));
  const four = ['2', '3', '4'].reduce((page, seed) => withRun(page, run(seed)), one);
  expect(one).toBe(`${empty}\n${run('1')}\n`);
  expect(four).toBe(`${empty}\n${run('4')}\n\n${run('3')}\n\n${run('2')}\n`);
  expect(() => withRun('# Reliability\n', run('1'))).toThrow('lacks the line');
});
