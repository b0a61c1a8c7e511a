import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellLine, shellWord } from '../src/shell.js';

test('a name with an apostrophe reads as it is written', () => {
  expect(shellLine(['ls', "Ada's Results:/run 7/"])).toBe(`globus ls "Ada's Results:/run 7/"`);
  expect(shellWord('plain/path-1.txt')).toBe('plain/path-1.txt');
  expect(shellWord('two words')).toBe("'two words'");
});

const signs = [
  "'",
  '"',
  '$',
  '`',
  '\\',
  '!',
  ' ',
  '*',
  '~',
  '=',
  '#',
  '&',
  'a',
  '$HOME',
  "it's",
  '$(id)',
  '\\n',
  'é',
  '%',
];
const words = [
  ...signs,
  ...signs.flatMap((one) => signs.map((other) => one + other)),
  ...signs.map((one) => `it's ${one}`),
];
// fish reads a backslash between single quotes, and no word means the same to it and to the others then
const forAll = words.filter((word) => !word.includes('\\'));
for (const [shell, tried] of [
  ['sh', words],
  ['bash', words],
  ['zsh', words],
  ['fish', forAll],
] as const) {
  const isThere = spawnSync(shell, ['-c', 'true']).status === 0;
  if (!isThere) console.info(`skipped: ${shell} is not here`);
  test.runIf(isThere)(`${shell} takes every word for what it was`, () => {
    const line = `printf '%s\\0' ${tried.map(shellWord).join(' ')}`;
    const { stdout } = spawnSync(shell, ['-c', line], { encoding: 'utf8' });
    expect(stdout.split('\0').slice(0, -1)).toEqual(tried);
  });
}
