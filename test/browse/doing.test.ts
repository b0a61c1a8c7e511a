/** Things that one line has no room for go by several: nothing twice, nothing lost, and what was done is told. */
import { expect, test } from 'vitest';
import type { OverFront } from '../../src/browse/browse-state.js';
import type { LineEnd, LineTools } from '../../src/browse/contract.js';
import { createDoing } from '../../src/browse/doing.js';
import type { Deed } from '../../src/globus/deed.js';

const deed: Deed = {
  line: 'globus mv a … (5 more) B:/',
  work: {
    by: 'lines',
    lines: ['a b', 'c d', 'e f'].map((names) => ({ words: ['mv', ...names.split(' '), 'B:/'], count: 2 })),
  },
};
const well: LineEnd = { code: 0, stdout: '', stderr: '' };
/** Does it, with what lines end with; `then` is told of each. */
function doingWith(endOf: (words: string) => LineEnd, then: (stop: () => void) => void = () => undefined) {
  const ran: string[] = [];
  const fronts: OverFront[] = [];
  const terminal: string[] = [];
  const background: Promise<unknown>[] = [];
  const run: LineTools['run'] = (words) => {
    ran.push(words.join(' '));
    then(() => doing.stopAll());
    return Promise.resolve(endOf(words.join(' ')));
  };
  const runOnTerminal: LineTools['runOnTerminal'] = (words) => {
    terminal.push(words.join(' '));
    return Promise.resolve(0);
  };
  const doing = createDoing(
    {
      stage: {
        aside: (work) => work(),
        waitForEnter: () => Promise.resolve(),
        size: () => ({ columns: 80, rows: 24 }),
      },
      tools: { run, runOnTerminal, lineEnd: [] } as unknown as LineTools,
      say: () => undefined,
      toFront: (front) => void fronts.push(front),
      onJob: () => undefined,
      onJobOver: () => undefined,
      background: (work) => void background.push(work),
    },
    () => undefined,
  );
  const told = () => fronts.map((front) => ('lines' in front ? front.lines.join(' ') : front.text)).join('|');
  return { doing, ran, told, terminal, background };
}

test('one line after the other', async () => {
  const { doing, ran } = doingWith(() => well);
  expect(await doing.perform(deed)).toBe(`All 6 are done: ${deed.line}`);
  expect(ran).toEqual(['mv a b B:/', 'mv c d B:/', 'mv e f B:/']);
});

test('after one that fails no other is begun, and it is told what is done', async () => {
  const { doing, ran, told } = doingWith((words) =>
    words.includes('c') ? { code: 1, stdout: '', stderr: 'Error: The disk is full.\nmore\n' } : well,
  );
  expect(await doing.perform(deed)).toBeUndefined();
  expect(ran).toHaveLength(2);
  expect(told()).toBe('The disk is full. 2 of 6 are done, of the next 2 some may be, 2 were not begun.');
});

test('what is stopped between two begins no other', async () => {
  const { doing, ran, told } = doingWith(
    () => well,
    (stop) => stop(),
  );
  expect(await doing.perform(deed)).toBeUndefined();
  expect(ran).toEqual(['mv a b B:/']);
  expect(told()).toBe('It was stopped. 2 of 6 are done, 4 were not begun.');
});

test('with a login that was missing it goes on where it was', async () => {
  const { doing, ran, terminal, background, told } = doingWith((words) =>
    words.includes('c') ? { code: 4, stdout: '', stderr: 'Error: You are not logged in.\n' } : well,
  );
  await doing.perform(deed);
  expect(told()).toMatch(/^It needs a login\. /);
  doing.agreed();
  await background[0];
  expect(terminal).toEqual(['mv c d B:/']);
  expect(ran).toEqual(['mv a b B:/', 'mv c d B:/', 'mv e f B:/']);
});
