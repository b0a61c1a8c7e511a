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
