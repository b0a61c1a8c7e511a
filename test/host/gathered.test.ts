import { PassThrough, Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { gathered } from '../../src/host/network/gathered.js';

const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();
async function all(blocks: AsyncIterator<Uint8Array, undefined>): Promise<string[]> {
  const came: string[] = [];
  for (;;) {
    const { done, value } = await blocks.next();
    if (done) return came;
    came.push(Buffer.from(value).toString());
  }
}
const pieces = (...texts: string[]) =>
  Readable.from(
    texts.map((each) => Buffer.from(each)),
    { objectMode: false },
  );

test.each([true, false])('pieces of any size become blocks of one, the last shorter (lent: %s)', async (areLent) => {
  expect(await all(gathered(pieces('ab', 'cdefghijklm', 'n', 'opq', 'r'), 4, areLent))).toEqual([
    'abcd',
    'efgh',
    'ijkl',
    'mnop',
    'qr',
  ]);
  expect(await all(gathered(pieces('abcd'), 4, areLent))).toEqual(['abcd']);
  expect(await all(gathered(pieces(), 4, areLent))).toEqual([]);
});

test('a lent block is only good until the next is asked for; others stay', async () => {
  for (const areLent of [true, false]) {
    const blocks = gathered(pieces('abcdefghijkl'), 4, areLent);
    const first = (await blocks.next()).value;
    await blocks.next();
    await blocks.next();
    expect(text(first)).toBe(areLent ? 'ijkl' : 'abcd');
  }
});

test('what is lent stays as it is while the next block is filled', async () => {
  const stream = new PassThrough();
  const blocks = gathered(stream, 4, true);
  stream.write('abcd');
  const first = (await blocks.next()).value;
  stream.write('efghijkl');
  await pause(20);
  expect(text(first)).toBe('abcd');
  expect(text((await blocks.next()).value)).toBe('efgh');
});

test('no more is read than a block ahead', async () => {
  let read = 0;
  const stream = new Readable({
    highWaterMark: 1,
    read() {
      read += 1;
      this.push(Buffer.alloc(4));
    },
  });
  const blocks = gathered(stream, 4, false);
  await blocks.next();
  await pause(20);
  expect(read).toBeLessThan(8);
  stream.destroy();
});

test('what has come does not wait for a full block for long', async () => {
  const stream = new PassThrough();
  const blocks = gathered(stream, 1000, true);
  const first = blocks.next();
  stream.write('ab');
  stream.write('cd');
  expect(text((await first).value)).toBe('abcd');
  stream.write('ef');
  await pause(20);
  expect(text((await blocks.next()).value)).toBe('ef');
  stream.end();
  expect((await blocks.next()).done).toBe(true);
});

test('what came before it broke comes first', async () => {
  const stream = new PassThrough();
  const blocks = gathered(stream, 1000, true);
  stream.write('ab');
  const first = blocks.next();
  await pause(20);
  stream.destroy(new Error('broken'));
  expect(text((await first).value)).toBe('ab');
  await expect(blocks.next()).rejects.toThrow('broken');

  const closed = new PassThrough();
  const none = gathered(closed, 1000, true).next();
  closed.destroy();
  await expect(none).rejects.toThrow('Premature close');
});

test('a stream that broke before somebody read it says so', async () => {
  const stream = new PassThrough();
  stream.on('error', () => undefined).destroy(new Error('broken'));
  await pause(20);
  await expect(gathered(stream, 1000, true).next()).rejects.toThrow('broken');
  const closed = new PassThrough().destroy();
  await pause(20);
  await expect(gathered(closed, 1000, true).next()).rejects.toThrow('Premature close');
});
