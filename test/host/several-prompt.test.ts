/** Marking some of many, on a terminal that a test types on. */
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { InterruptedError } from '../../src/errors.js';
import { createPrompt } from '../../src/host/prompt.js';

import type { Runtime } from '../../src/runtime.js';
import type { Several } from '../../src/tools.js';
import { hostile, obeyed } from '../support/hostile.js';

const [enter, tab, escape, down, up, interrupt] = ['\r', '\t', '\u001b', '\u001b[B', '\u001b[A', '\u0003'];
/** A terminal, which is not ended by what is written to it. */
const terminal = (columns: number) =>
  Object.assign(new PassThrough(), { columns, rows: 24, isTTY: true, end: () => undefined });
const choice = (name: string) => ({ line: name, short: name, value: `#${name}`, words: `--flag-of-${name}` });

function asking(names: readonly string[], hasColor = false, former?: Several) {
  const stdin = new PassThrough();
  let shown = '';
  const stderr = terminal(60);
  stderr.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  const runtime = { stdin, stderr } as unknown as Runtime;
  const prompt = createPrompt(runtime, true, new AbortController().signal, hasColor);
  const answer = prompt.several(
    'Which?',
    names.map((name) => choice(name)),
    { former },
  );
  return {
    answer,
    /** Types one key after the other, as a person does. */
    type: async (...keys: readonly string[]) => {
      await new Promise((done) => setTimeout(done, 50));
      for (const key of keys) {
        stdin.write(key);
        await new Promise((done) => setTimeout(done, 15));
      }
    },
    shown: () => shown,
  };
}
const many = Array.from({ length: 5000 }, (_, i) => `task ${i}`);

test.each([
  ['Enter takes the one that the cursor is at', many, [down, down, up, enter], ['#task 1']],
  ['what is typed is looked for among thousands', many, ['4711', enter], ['#task 4711']],
  [
    'marks stay while one looks for others, and come in the order of the list',
    many,
    ['4711', tab, '\u007f', '\u007f', '\u007f', '\u007f', tab, enter],
    ['#task 0', '#task 4711'],
  ],
  ['what is not shown finds it, too', ['a', 'b'], ['f-b', enter], ['#b']],
  ['a mark is taken away again', ['a', 'b'], [tab, down, tab, up, tab, enter], ['#b']],
  ['the cursor stays within what is there', ['a', 'b'], [up, down, down, down, enter], ['#b']],
  ['nothing that is not there is taken', ['a', 'b'], ['x', tab, enter, '\u007f', 'b', enter], ['#b']],
] as const)('%s', async (_what, names, keys, chosen) => {
  const { answer, type } = asking(names);
  await type(...keys);
  expect((await answer)?.values).toEqual(chosen);
});

test('what was only pointed at is no mark later, and what was marked is one', async () => {
  for (const [keys, isPointedAt] of [
    [[down, enter], true],
    [[down, tab, enter], false],
  ] as const) {
    const once = asking(['a', 'b', 'c']);
    await once.type(...keys);
    const former = await once.answer;
    expect(former).toEqual({ values: ['#b'], isPointedAt });
    const again = asking(['a', 'b', 'c'], false, former);
    await again.type();
    expect(again.shown().includes('❯ [ ] b')).toBe(isPointedAt);
    expect(again.shown().includes('[x] b')).toBe(!isPointedAt);
    // another one is looked for, and is the one that is meant
    await again.type('c', enter);
    expect((await again.answer)?.values).toEqual(isPointedAt ? ['#c'] : ['#b']);
  }
});

test('Esc goes back, and Ctrl-C is an interruption', async () => {
  const left = asking(['a']);
  await left.type(escape);
  expect(await left.answer).toBeUndefined();
  const ended = asking(['a']);
  const failed = expect(ended.answer).rejects.toThrow(InterruptedError);
  await ended.type(interrupt);
  await failed;
});

test('thousands take no more lines than there are, and without colour nothing is coloured', async () => {
  const grey = '\u001b[2mgrey\u001b[22m';
  for (const hasColor of [false, true]) {
    const { answer, type, shown } = asking([...many, grey], hasColor);
    await type(tab, 'grey', enter);
    await answer;
    expect(shown()).toContain('[x] task 0');
    expect(shown().includes(grey)).toBe(hasColor);
    if (!hasColor) expect(shown()).not.toMatch(/\u001b\[[0-9;]*m/);
    for (const screen of stripVTControlCharacters(shown()).split('Which?'))
      expect(screen.split('\n').length).toBeLessThan(22);
  }
});

test('what stands for a choice in the end is shown and not obeyed', async () => {
  const { answer, type, shown } = asking([]);
  void answer;
  await type();
  expect(shown()).toContain('Nothing in the list matches.');
  const stdin = new PassThrough();
  let said = '';
  const stderr = terminal(4000);
  stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const runtime = { stdin, stderr } as unknown as Runtime;
  const prompt = createPrompt(runtime, true, new AbortController().signal, false);
  const asked = prompt.several(hostile, [{ line: 'safe', short: hostile, value: 'a' }]);
  await new Promise((done) => setTimeout(done, 50));
  stdin.write(enter);
  expect((await asked)?.values).toEqual(['a']);
  // what inquirer itself does with the cursor is its own
  expect(obeyed(stripVTControlCharacters(said), true)).toEqual([]);
});
