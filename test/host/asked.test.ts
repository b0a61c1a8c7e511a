/** Questions keep their lines whole: what is typed behind one goes below it where there is no room left. */
import { expect, test } from 'vitest';
import { asked } from '../../src/host/asked.js';
import { width } from '../../src/output/cut.js';

const terminal = { stderr: { columns: 60 } } as never;
const room = ' '.repeat(12);

test('a question is not broken early for what is typed behind it, and (y/N) never stands alone', () => {
  const path = 'The folder to copy from, a path on this machine:';
  expect(asked(terminal, path, room)).toBe(`${path}\n `);
  expect(asked(terminal, 'A path:', room)).toBe('A path:');
  const kept = '(Enter keeps “everyone”)';
  expect(asked(terminal, `Who may start it, and ${'who else '.repeat(3)}here:`, kept)).toMatch(/here:\n $/);
  const question = `Copy ${'a '.repeat(24)}to there?`;
  expect(asked(terminal, question, '(y/N)').split('\n').at(-1)).toBe('  there?');
});

test('the widest line leaves room for its mark, a space and the cursor', () => {
  for (let words = 1; words < 80; words++)
    for (const line of asked(terminal, `x${'y'.repeat(words % 9)} `.repeat(words).trim()).split('\n'))
      expect(width(`? ${line.trimStart()} `)).toBeLessThan(60);
});
