import { expect, test } from 'vitest';
import { pooled } from '../../../src/globus/data/pool.js';
import { limitedTo } from '../../../src/globus/data/rate.js';

const pause = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));
const collected = async <T>(source: AsyncIterable<T>) => {
  const all: T[] = [];
  for await (const each of source) all.push(each);
  return all;
};

test('gives every result, and never does more than so many at once', async () => {
  let [running, most] = [0, 0];
  const results = await collected(
    pooled(
      Array.from({ length: 200 }, (_, i) => i),
      7,
      async (i) => {
        most = Math.max(most, ++running);
        await pause(i % 3);
        running -= 1;
        return i;
      },
    ),
  );
  expect([...results].sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, i) => i));
  expect(most).toBe(7);
});

test('takes things only as there is room for them', async () => {
  let taken = 0;
  const source = function* () {
    for (let i = 0; i < 1000; i++) {
      taken += 1;
      yield i;
    }
  };
  for await (const _ of pooled(source(), 4, (i) => pause(1).then(() => i))) {
    expect(taken).toBeLessThan(20);
    break;
  }
});

test('the first failure ends it, once what was under way has ended', async () => {
  const done: number[] = [];
  const given: number[] = [];
  const run = async () => {
    for await (const each of pooled([1, 2, 3, 4, 5, 6, 7, 8], 2, async (i) => {
      await pause(5);
      if (i === 3) throw new Error('three');
      done.push(i);
      return i;
    }))
      given.push(each);
  };
  await expect(run()).rejects.toThrow('three');
  expect(given).toEqual(done);
  expect(done.length).toBeLessThan(5);
});

test('a source that fails fails the pool', async () => {
  const source = async function* () {
    yield 1;
    await pause(1);
    throw new Error('source');
  };
  await expect(collected(pooled(source(), 2, (i) => Promise.resolve(i)))).rejects.toThrow('source');
});

test('a rate lets no more through than it says', async () => {
  let now = 0;
  const rate = limitedTo(1000, undefined, () => now);
  expect(rate.pass(500)).toBeUndefined();
  expect(rate.pass(400)).toBeUndefined();
  expect(rate.pass(300)).toBeInstanceOf(Promise);
  now = 10_000;
  expect(rate.pass(900)).toBeUndefined();
});
