import { expect, test } from 'vitest';
import { print, type Printing } from '../../src/cli/print.js';
import { listing } from '../../src/output/listing.js';
import type { View } from '../../src/output/view.js';

const view = { type: 'lines', line: (row: unknown) => String(row) } as unknown as View<unknown>;

/** Prints rows as ndjson and gives back each write. */
async function writesOf(rows: AsyncIterable<unknown> | Iterable<unknown>): Promise<string[]> {
  const writes: string[] = [];
  const out = {
    write: (text: string) => {
      writes.push(text);
      return Promise.resolve();
    },
    end: () => Promise.resolve(),
  };
  const printing = { options: { format: 'ndjson' }, plain: out, paged: () => out } as unknown as Printing;
  await print(listing(rows), view, printing);
  return writes;
}

test('rows that are there at once are written together, in pieces of a bounded size', async () => {
  const writes = await writesOf(Array.from({ length: 20_000 }, (_, i) => `row ${i}`));
  expect(writes.join('')).toBe(Array.from({ length: 20_000 }, (_, i) => `"row ${i}"\n`).join(''));
  expect(writes.length).toBeLessThan(10);
  expect(Math.max(...writes.map((each) => each.length))).toBeLessThan(70_000);
});

test('a row is written before the next one is waited for', async () => {
  const written: string[] = [];
  let go = (): void => undefined;
  async function* rows() {
    yield 'first';
    await new Promise<void>((done) => (go = done));
    yield 'second';
  }
  const out = {
    write: (text: string) => {
      written.push(text);
      go();
      return Promise.resolve();
    },
    end: () => Promise.resolve(),
  };
  await print(listing(rows()), view, { options: { format: 'ndjson' }, plain: out, paged: () => out } as never);
  expect(written).toEqual(['"first"\n', '"second"\n']);
});

test('what was known before rows ended in an error is written', async () => {
  const written: string[] = [];
  async function* rows() {
    yield 'first';
    await Promise.resolve();
    throw new Error('cut');
  }
  const out = {
    write: (text: string) => {
      written.push(text);
      return Promise.resolve();
    },
    end: () => Promise.resolve(),
  };
  const printing = { options: { format: 'ndjson' }, plain: out, paged: () => out } as never;
  await expect(print(listing(rows()), view, printing)).rejects.toThrow('cut');
  expect(written).toEqual(['"first"\n']);
});

test('a reader who has gone ends the reading of more', async () => {
  let fetched = 0;
  async function* rows() {
    for (; fetched < 50; fetched++) {
      yield `row ${fetched}`;
      await new Promise((done) => setTimeout(done, 1));
    }
  }
  const gone = { write: () => Promise.reject(new Error('EPIPE')), end: () => Promise.resolve() };
  const printing = { options: { format: 'ndjson' }, plain: gone, paged: () => gone } as never;
  await expect(print(listing(rows()), view, printing)).rejects.toThrow('EPIPE');
  expect(fetched).toBeLessThan(5);
});

test.each([
  ['ends well', undefined, 'EPIPE'],
  ['has a verdict', 'They differ.', 'They differ.'],
])('work is done to its end though its reader has gone, and its end counts: it %s', async (_, verdict, thrown) => {
  let done = 0;
  async function* rows() {
    for (; done < 50; done++) yield await Promise.resolve(done);
  }
  const after = () => {
    if (verdict !== undefined) throw new Error(verdict);
  };
  const gone = { write: () => Promise.reject(new Error('EPIPE')), end: () => Promise.resolve() };
  for (const terminal of [undefined, { columns: 80 }]) {
    done = 0;
    const printing = {
      ...{ options: { format: 'ndjson', terminal }, plain: gone, paged: () => gone },
      unshown: (error: unknown) => error,
    } as never;
    await expect(print({ ...listing(rows(), undefined, after), isWork: true }, view, printing)).rejects.toThrow(thrown);
    expect(done).toBe(50);
  }
});

test('no more is read while the reader takes its time than is written in one go', async () => {
  let fetched = 0;
  let take = (): void => undefined;
  async function* rows() {
    for (; fetched < 100; fetched++) yield await Promise.resolve('x'.repeat(10_000));
  }
  const slow = { write: () => new Promise<void>((done) => (take = done)), end: () => Promise.resolve() };
  const printing = { options: { format: 'ndjson' }, plain: slow, paged: () => slow } as never;
  const printed = print(listing(rows()), view, printing);
  await new Promise((done) => setTimeout(done, 50));
  expect(fetched).toBeLessThan(20);
  const taking = setInterval(() => take(), 1);
  await printed;
  clearInterval(taking);
  expect(fetched).toBe(100);
});
