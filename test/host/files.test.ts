import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { letGo } from '../../src/globus/transfer/let-go.js';
import { files } from '../../src/host/files.js';
import type { Runtime } from '../../src/runtime.js';

const folder = mkdtempSync(join(tmpdir(), 'globus-files-'));
afterAll(() => rmSync(folder, { recursive: true }));
const tools = (stdin: readonly (string | Buffer)[] = []) =>
  files({ cwd: folder, stdin: Readable.from(stdin) } as unknown as Runtime, new AbortController().signal);
async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
}
const linesOf = (chunks: readonly (string | Buffer)[]) => all(tools(chunks).lines('-'));

describe('a name that no file can have', () => {
  const names = ['a\0b', 'x'.repeat(5000), 'there/is/none', 'file/below'];
  test.each(names.map((name) => [JSON.stringify(name.slice(0, 20)), name]))(
    '%s is a mistake on the line',
    async (_, name) => {
      writeFileSync(join(folder, 'file'), '');
      for (const use of [
        () => tools().readText(name),
        () => tools().readBytes(name),
        () => all(tools().lines(name)),
        () => all(tools().lineBlocks(name)),
        () => tools().append(name, 'a'),
      ]) {
        const error = await use().then(
          () => undefined,
          (cause: unknown) => cause as UsageError,
        );
        expect(error).toBeInstanceOf(UsageError);
        expect(error?.message).toMatch(/^Cannot (use|read|write) '/);
        expect(error?.message).not.toMatch(/\0|ENAMETOOLONG|ENOTDIR|ERR_/);
      }
    },
  );
});

describe('bytes that are not UTF-8', () => {
  const bad = Buffer.from([0x61, 0xff, 0x0a]);
  test('are refused with the line they are on', async () => {
    writeFileSync(join(folder, 'latin'), Buffer.concat([Buffer.from('é\n\ufffd\r\nb\r'), bad, Buffer.from('c\n')]));
    await expect(all(tools().lines('latin'))).rejects.toThrow("'latin' has bytes that are not UTF-8 on line 4.");
    await expect(tools().readText('latin')).rejects.toThrow(UsageError);
    await expect(linesOf([Buffer.from('a\n'), bad])).rejects.toThrow(
      'Standard input has bytes that are not UTF-8 on line 2.',
    );
    await expect(linesOf([Buffer.from([0xc3])])).rejects.toThrow('on line 1.');
  });
});

test('a NUL is in no text, and a file in UTF-16 is none of ours: said with the line, also where no line ends', async () => {
  const wide = (text: string) => Buffer.from(text, 'utf16le');
  for (const [pieces, line] of [
    [[wide('/a /b\n')], 1],
    [[Buffer.from([0xff, 0xfe]), wide('/a /b\n/c /d')], 1],
    [[wide('/a /b\n').swap16()], 1],
    [[Buffer.from('/a /b\n/c'), Buffer.from('\0 /d\n')], 2],
  ] as const)
    await expect(linesOf(pieces)).rejects.toThrow(`has a NUL, which no text has, on line ${line}.`);
  // a device that brings nothing else, for ever
  if (process.platform !== 'win32') await expect(all(tools().lines('/dev/zero'))).rejects.toThrow('on line 1.');
  writeFileSync(join(folder, 'names'), 'a\0b\0');
  expect(await tools().readText('names')).toBe('a\0b\0');
});

test('lines are the same however the bytes come', async () => {
  const text = fc.array(fc.constantFrom('a', 'é', '😀', '\ufffd', '\n', '\r', '\r\n', '')).map((all) => all.join(''));
  await fc.assert(
    fc.asyncProperty(text, fc.array(fc.nat(20)), async (given, cuts) => {
      const bytes = Buffer.from(given);
      const chunks: Buffer[] = [];
      let at = 0;
      for (const cut of cuts) chunks.push(bytes.subarray(at, (at += cut)));
      chunks.push(bytes.subarray(at));
      const expected = given.split(/\r\n|\n|\r/);
      if (expected.at(-1) === '') expected.pop();
      expect(await linesOf(chunks)).toEqual(expected);
      expect(await linesOf(['\ufeff', ...chunks])).toEqual(expected);
    }),
  );
});

test('what comes out of a pipeline is whole only if no signal follows its end', async () => {
  const interrupted = new AbortController();
  const stdin = Readable.from(['half of a dump']);
  const { stream } = files({ cwd: folder, stdin } as unknown as Runtime, interrupted.signal);
  const came: string[] = [];
  const reading = (async () => {
    for await (const bytes of stream('-')) came.push(Buffer.from(bytes).toString());
  })();
  // the program before this one got the signal first
  stdin.once('end', () => setTimeout(() => interrupted.abort('SIGINT'), 50));
  await expect(reading).rejects.toThrow('Interrupted.');
  expect(came).toEqual(['half of a dump']);
  expect(Buffer.concat(await all(tools(['all of it']).stream('-'))).toString()).toBe('all of it');
});

test('holds nothing of what it has handed on, however long the input is', async () => {
  const size = 1 << 20;
  const count = 64;
  let [made, freed] = [0, 0];
  const gone = new FinalizationRegistry(() => freed++);
  const chunks = function* () {
    while (made++ < count) {
      const chunk = Buffer.alloc(size, 'a\n');
      gone.register(chunk, undefined);
      yield chunk;
    }
  };
  const stdin = Readable.from(chunks(), { objectMode: true });
  const { stream } = files({ cwd: folder, stdin } as unknown as Runtime, new AbortController().signal);
  let bytes = 0;
  for await (const { length } of stream('-')) {
    bytes += length;
    if (bytes < size * count) continue;
    letGo();
    // what is freed is told in a turn of its own
    await new Promise((done) => setTimeout(done, 20));
    expect(freed).toBeGreaterThan(count / 2);
  }
  expect(bytes).toBe(size * count);
});
