import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { csvRecords } from '../../src/globus/csv.js';

async function* linesOf(text: string): AsyncGenerator<string> {
  yield* text.split('\n');
}
const read = async (text: string, delimiter?: string) => {
  const found: (readonly unknown[])[] = [];
  for await (const { line, cells } of csvRecords(linesOf(text), 'people.csv', delimiter)) found.push([line, ...cells]);
  return found;
};

describe('records of a CSV file', () => {
  test('come with the line that each begins on; empty lines are no records', async () => {
    expect(await read('user,role\n\n  \nada,"a ""quoted"" word"\nbob,"one\ntwo\n\nthree",x\nzoe\n')).toEqual([
      [1, 'user', 'role'],
      [4, 'ada', 'a "quoted" word'],
      [5, 'bob', 'one\ntwo\n\nthree', 'x'],
      [9, 'zoe'],
    ]);
  });
  test('have empty cells, and as many as were written', async () => {
    expect(await read(',,\na,\n" a "," b"\n')).toEqual([
      [1, '', '', ''],
      [2, 'a', ''],
      [3, ' a ', ' b'],
    ]);
  });
  test('a quote within a cell is a character', async () => {
    expect(await read('5" disk\tx\n', '\t')).toEqual([[1, '5" disk', 'x']]);
  });
  test('a file without lines has none', async () => {
    expect(await read('')).toEqual([]);
  });
  test('an open quote is told with the line where its record begins', async () => {
    const error = await read('a,b\n\nc,"d\ne\nf\n').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).toBe('people.csv, line 3: a quote is left open.');
  });
  test('standard input is called so', async () => {
    const reading = csvRecords(linesOf('"'), '-').next();
    await expect(reading).rejects.toThrow('standard input, line 1: a quote is left open.');
  });
  test('a file that cannot be read to its end is an error as it is', async () => {
    const broken = new UsageError('Cannot read it.');
    async function* lines() {
      yield 'a,b';
      throw broken;
    }
    const reading = (async () => {
      for await (const each of csvRecords(lines(), 'x')) expect(each.line).toBe(1);
    })();
    await expect(reading).rejects.toBe(broken);
  });
  test('nobody reads on where no more is wanted', async () => {
    const word = 'word '.repeat(100);
    let given = 0;
    let hasEnded = false;
    async function* lines() {
      try {
        for (; given < 400_000; given++) yield `name${given},"${word}"`;
      } finally {
        hasEnded = true;
      }
    }
    for await (const { cells } of csvRecords(lines(), 'x')) {
      expect(cells).toEqual(['name0', word]);
      break;
    }
    expect(given).toBeLessThan(20_000);
    await expect.poll(() => hasEnded).toBe(true);
  });
});
