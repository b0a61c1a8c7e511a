import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/errors.js';
import {
  formatOf,
  type ManifestFormat,
  type ManifestKind,
  type ManifestRow,
  readManifest,
} from '../../../src/globus/transfer/manifest.js';
import { partsOf, textOf } from '../../../src/globus/transfer/parts.js';

const filesOf = (text: string, block = 3) => ({
  readText: () => Promise.resolve(text),
  async *lineBlocks() {
    const lines = text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    for (let i = 0; i < lines.length; i += block) yield await Promise.resolve(lines.slice(i, i + block));
  },
});
async function rows(text: string, format: ManifestFormat, kind: ManifestKind = 'transfer'): Promise<ManifestRow[]> {
  const found: ManifestRow[] = [];
  await readManifest('list', format, kind, filesOf(text), (row) => found.push(row));
  return found;
}
const pair = { source: '/a b', destination: '/c' };

describe('a manifest', () => {
  test.each<[ManifestFormat, string, ManifestRow[]]>([
    ['batch', '"/a b" /c\n# said\n\n/d /e --recursive\n', [pair, { source: '/d', destination: '/e', recursive: true }]],
    ['csv', '/a b,/c\n', [pair]],
    ['csv', 'source,destination\n/a b,/c\n', [pair]],
    ['csv', 'Dest Path,Source Path,recursive\n/c,/a b,yes\n', [{ ...pair, recursive: true }]],
    [
      'csv',
      'source_path,destination_path,checksum\n"/a,""b""\nc",/c,ff\n',
      [{ source: '/a,"b"\nc', destination: '/c', externalChecksum: 'ff' }],
    ],
    ['csv', '/a b,/c,false\n', [{ ...pair, recursive: false }]],
    // a pair that only looks like a heading in part is a pair
    ['csv', 'source,/c\n', [{ source: 'source', destination: '/c' }]],
    ['tsv', 'from\tto\n/a b\t/c\n', [pair]],
    [
      'jsonl',
      '["/a b","/c"]\n\n{"source_path":"/a b","destination_path":"/c","recursive":true,"DATA_TYPE":"transfer_item"}\n',
      [pair, { ...pair, recursive: true }],
    ],
    ['jsonl', '{"from":"/a b","to":"/c"}', [pair]],
    ['nul', '/a\nb\0/c\r\0', [{ source: '/a\nb' }, { source: '/c\r' }]],
    ['nul', './~/a\0./~\0', [{ source: './~/a' }, { source: './~' }]],
  ])('%s: %j', async (format, text, expected) => expect(await rows(text, format)).toEqual(expected));
  test.each<[ManifestFormat, string, ManifestRow[]]>([
    ['batch', '"/a b"\n', [{ source: '/a b' }]],
    ['csv', 'path\n/a\n', [{ source: '/a' }]],
    ['csv', '/a\n/b\n', [{ source: '/a' }, { source: '/b' }]],
    ['jsonl', '"/a"\n{"path":"/b","size":3}\n', [{ source: '/a' }, { source: '/b' }]],
    ['nul', '/a\0', [{ source: '/a' }]],
  ])('of what is deleted, %s: %j', async (format, text, expected) =>
    expect(await rows(text, format, 'delete')).toEqual(expected),
  );
  test.each<[ManifestFormat, string, string]>([
    ['batch', '/a /b\n/c\n', 'list, line 2: expected SOURCE and DEST, found 1 path.'],
    ['csv', 'source,destination\n/a,/b\n/c\n', 'list, line 3: expected 2 columns, found 1.'],
    ['csv', '/a,/b\n/c,/d,maybe\n', "list, line 2: recursive is 'maybe', and not true or false."],
    ['csv', '/a,\n', 'list, line 1: a path is empty.'],
    ['csv', '/a,/b\n"/c,/d\n', 'list, line 2: a quote is left open.'],
    ['tsv', '/a\t/b\t1\tff\n', 'list, line 1: a checksum belongs to one file, and cannot go with recursive.'],
    ['jsonl', '["/a","/b"]\n{"source":\n', 'list, line 2: it is not JSON'],
    ['jsonl', '{"source":"/a"}\n', 'list, line 1: destination is missing.'],
    ['jsonl', '{"source":["/a"],"destination":"/b"}\n', 'list, line 1: source is not a text.'],
    ['jsonl', '3\n', 'list, line 1: source is missing.'],
    ['nul', '/a/b\0/a', 'list, line 2: the path does not end in a NUL, so the list may be cut off.'],
    ['nul', '/a\0\0', 'list, line 2: a path is empty.'],
    ['nul', 'a\0~\0', "list, line 2: '~' stands for a home folder; for a name, write './~'."],
    ['nul', '~/in/x\0', "'~/in/x' stands for a home folder"],
    ['nul', '~ada/\0', "'~ada/' stands for a home folder"],
  ])('%s: what cannot be used is named by its line: %j', async (format, text, words) => {
    const error = await rows(text, format).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).message).toContain(words);
  });
  test.each<ManifestFormat>(['batch', 'csv', 'tsv', 'jsonl', 'nul'])('%s: nothing named is an error', async (format) =>
    expect(rows('', format)).rejects.toThrow('list names no paths: nothing to transfer.'),
  );
  test('the name of a file tells its format', () => {
    expect(['a.csv', 'b.TSV', 'c.jsonl', 'd.ndjson', 'e.txt', '-'].map(formatOf)).toEqual([
      ...['csv', 'tsv', 'jsonl', 'jsonl', 'batch', 'batch'],
    ]);
  });

  const path = fc
    .string({ unit: 'grapheme' })
    .filter((text) => !/[\r\n\0]/.test(text))
    .map((text) => `/${text}`);
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const writers: Readonly<Record<Exclude<ManifestFormat, 'nul'>, (source: string, destination: string) => string>> = {
    batch: (...pair) => pair.map((text) => `"${text.replace(/["\\]/g, String.raw`\$&`)}"`).join(' '),
    csv: (...pair) => pair.map(quoted).join(','),
    tsv: (...pair) => pair.map(quoted).join('\t'),
    jsonl: (...pair) => JSON.stringify(pair),
  };
  test.each(Object.keys(writers) as (keyof typeof writers)[])(
    '%s: any paths come through as they were',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(path, path), { minLength: 1, maxLength: 8 }),
          fc.integer({ min: 1, max: 4 }),
          async (pairs, block) => {
            const text = pairs.map((each) => writers[format](...each)).join('\n');
            const found: unknown[] = [];
            await readManifest('list', format, 'transfer', filesOf(`${text}\n`, block), ({ source, destination }) =>
              found.push([source, destination]),
            );
            expect(found).toEqual(pairs);
          },
        ),
        { numRuns: 200 },
      );
    },
  );
});

describe('parts of a manifest', () => {
  const bases = { source: { endpoint: 'S', path: '/in' }, destination: { endpoint: 'D', path: '/out/' } };
  test.each([1, 2, 3, 1999, 2000, 2001, 5000])('%i items a task: all are there once, in order', async (most) => {
    const count = 4001;
    const text = Array.from({ length: count }, (_, i) => `f${i},g${i}`).join('\n');
    const manifest = { file: 'list.csv', format: 'csv' as const };
    const { parts, items } = await partsOf(manifest, 'transfer', bases, most, filesOf(text, 1000));
    expect([items, parts.length]).toEqual([count, Math.ceil(count / most)]);
    const all = parts.flatMap((part) => {
      const list = JSON.parse(textOf(part).toString()) as { source_path: string; destination_path: string }[];
      expect(list).toHaveLength(part.items);
      return list;
    });
    expect(all.map((each) => [each.source_path, each.destination_path])).toEqual(
      Array.from({ length: count }, (_, i) => [`/in/f${i}`, `/out/g${i}`]),
    );
  });
  test('what a list names alone keeps its path below the folder', async () => {
    const { parts } = await partsOf(
      { file: '-', format: 'nul' },
      'transfer',
      bases,
      10,
      filesOf('/in/a/b\0c\0/else/d\0'),
    );
    expect(JSON.parse(textOf(parts[0]!).toString())).toMatchObject([
      { source_path: '/in/a/b', destination_path: '/out/a/b' },
      { source_path: '/in/c', destination_path: '/out/c' },
      { source_path: '/else/d', destination_path: '/out/else/d' },
    ]);
  });
  test('the digest tells other items, and another number in a task', async () => {
    const digest = async (text: string, most: number) =>
      (await partsOf({ file: '-', format: 'csv' }, 'transfer', bases, most, filesOf(text))).digest;
    const same = await digest('a,b\n', 5);
    expect(await digest('a,b', 5)).toBe(same);
    expect(await digest('a,c\n', 5)).not.toBe(same);
    expect(await digest('a,b\n', 6)).not.toBe(same);
  });
});

test.each<[ManifestFormat, string, number]>([
  ['csv', 'source,destination\n/a,/b\n', 1],
  ['tsv', 'to\tfrom\n/a\t/b\n', 1],
  ['jsonl', '"/a"\n{"source_path":"/a","destination_path":"/b"}\n', 2],
])('%s: a deletion takes no list of copies: %j', async (format, text, line) => {
  await expect(rows(text, format, 'delete')).rejects.toThrow(
    `list, line ${line}: it names a source and a destination, and a deletion takes one path: leave only that.`,
  );
});

test.each<ManifestFormat>(['batch', 'csv', 'jsonl'])('%s: no deletion takes all of the home folder', async (format) => {
  const line = format === 'jsonl' ? '{"source":"~/"}' : '~/';
  await expect(rows(line, format, 'delete')).rejects.toThrow("'~/' stands for a home folder, with all that is in it");
  await expect(rows(line.replace('~/', '~/old'), format, 'delete')).resolves.toHaveLength(1);
});
