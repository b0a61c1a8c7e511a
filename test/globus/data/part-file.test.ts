import fc from 'fast-check';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { merged, missing, PartFile, partPath } from '../../../src/globus/data/part-file.js';

/** When a process started, as the record has it; null where the system does not tell. */
const startOf = (pid: number): string => {
  const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
};

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'globus-part-'))));
afterAll(() => rmSync(folder, { recursive: true }));
const version = { url: 'https://x/y', etag: '"1"', length: 10 };
const bytes = (text: string) => Buffer.from(text);

test('what is missing and what is done make the whole, once', () => {
  const range = fc.tuple(fc.nat(99), fc.nat(99)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  fc.assert(
    fc.property(fc.array(range, { maxLength: 8 }), fc.integer({ min: 1, max: 40 }), (done, size) => {
      const count = Array<number>(100).fill(0);
      const mark = (ranges: readonly (readonly [number, number])[]) => {
        for (const [first, last] of ranges) for (let i = first; i <= last; i++) count[i]! += 1;
      };
      const gaps = missing(done, 100, size);
      mark(merged(done));
      mark(gaps);
      expect(count).toEqual(Array(100).fill(1));
      expect(gaps.every(([first, last]) => last - first < size)).toBe(true);
    }),
  );
});

test('goes on with what is on the disk, and gets its name once it is whole', async () => {
  const path = join(folder, 'file');
  const first = await PartFile.open(path, version);
  await first.write(bytes('01234'), 0);
  await first.leave();
  expect(first.bytes()).toBe(5);
  expect(existsSync(`${partPath(path)}.json`)).toBe(true);
  const second = await PartFile.open(path, version);
  expect(second.done).toEqual([[0, 4]]);
  await second.write(bytes('56789'), 5);
  await second.finish(new Date(1_600_000_000_000));
  expect(readFileSync(path, 'utf8')).toBe('0123456789');
  expect(readdirSync(folder)).toEqual(['file']);
});

test.each([{ etag: '"2"' }, { length: 9 }, { url: 'https://x/z' }])(
  'begins anew for another version: %j',
  async (other) => {
    const path = join(folder, 'changed');
    const first = await PartFile.open(path, version);
    await first.write(bytes('01234'), 0);
    await first.leave();
    const second = await PartFile.open(path, { ...version, ...other });
    expect(second.done).toEqual([]);
    await second.leave();
  },
);

test('a line that was cut short is not believed, those before it are', async () => {
  const path = join(folder, 'cut');
  const first = await PartFile.open(path, version);
  await first.write(bytes('01234'), 0);
  await first.leave();
  const record = `${partPath(path)}.json`;
  writeFileSync(record, `${readFileSync(record, 'utf8')}[7,8]\n[9`);
  expect((await PartFile.open(path, version)).done).toEqual([
    [0, 4],
    [7, 8],
  ]);
});

test('is not taken from a process that is at work', async () => {
  const path = join(folder, 'busy');
  await (await PartFile.open(path, version)).leave();
  const record = `${partPath(path)}.json`;
  writeFileSync(
    record,
    readFileSync(record, 'utf8')
      .replace(`"pid":${process.pid}`, `"pid":${process.ppid}`)
      .replace(/"started":"[^"]*"/, `"started":"${startOf(process.ppid)}"`),
  );
  await expect(PartFile.open(path, version)).rejects.toThrow(`process ${process.ppid}`);
  writeFileSync(record, readFileSync(record, 'utf8').replace(`"pid":${process.ppid}`, '"pid":4194303'));
  await (await PartFile.open(path, version)).leave();
});

test('the longest names have part files, too', () => {
  expect(Buffer.byteLength(partPath(`/x/${'n'.repeat(255)}`).slice(3))).toBeLessThan(200);
});
