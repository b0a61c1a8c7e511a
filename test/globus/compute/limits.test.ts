import { expect, test } from 'vitest';
import { UsageError } from '../../../src/errors.js';
import { batchesOf, demandSize, maxBytes, paced } from '../../../src/globus/compute/limits.js';

test('batches hold at most 10 MB and keep the order', () => {
  const [half, little] = [maxBytes / 2, 1];
  expect(batchesOf([half, half, little, half, half], (size) => size)).toEqual([[half, half], [little, half], [half]]);
  expect(batchesOf([], () => 1)).toEqual([]);
});

test('no more than 20 requests leave in any 10 seconds', async () => {
  let now = 0;
  const sent: number[] = [];
  const clock = {
    now: () => new Date(now),
    sleep: (seconds: number) => {
      now += Math.round(seconds * 1000);
      return Promise.resolve();
    },
    signal: new AbortController().signal,
  };
  const getTask = (id: string) => {
    sent.push(now);
    now += 100;
    return Promise.resolve({ task_id: id, status: 'running' });
  };
  const { getTask: pacedGet } = paced({ getTask } as never, clock);
  for (let i = 0; i < 65; i++) expect(await pacedGet(String(i))).toEqual({ task_id: String(i), status: 'running' });
  expect(sent[19]).toBe(1900);
  sent.forEach((time, i) => expect((sent[i + 20] ?? Infinity) - time).toBeGreaterThanOrEqual(10_000));
  expect(sent[20]).toBe(10_000);
});

test('more than the service takes is refused, with what to do instead', () => {
  expect(demandSize('x'.repeat(maxBytes))).toHaveLength(maxBytes);
  const tooMuch = () => demandSize(`é${'x'.repeat(maxBytes - 1)}`);
  expect(tooMuch).toThrow(UsageError);
  expect(tooMuch).toThrow('The arguments of 10485761 bytes are too large: Globus Compute takes 10 MB a task.');
});
