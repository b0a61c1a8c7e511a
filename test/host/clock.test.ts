import { describe, expect, test } from 'vitest';
import { InterruptedError } from '../../src/errors.js';
import { clock } from '../../src/host/clock.js';

describe('a sleep', () => {
  const now = () => new Date(0);
  test('is so many seconds long', async () => {
    const slept: number[] = [];
    const sleep = (milliseconds: number) => Promise.resolve(void slept.push(milliseconds));
    await clock({ now, sleep }, new AbortController().signal).sleep(1.5);
    expect(slept).toEqual([1500]);
  });
  test('that a signal ends is an interruption', async () => {
    const controller = new AbortController();
    const sleep = () => {
      controller.abort('SIGINT');
      return Promise.reject(new Error('aborted'));
    };
    await expect(clock({ now, sleep }, controller.signal).sleep(1)).rejects.toThrow(InterruptedError);
  });
  test('that fails for another reason fails for that reason', async () => {
    const broken = new RangeError('no timers here');
    const sleep = () => Promise.reject(broken);
    await expect(clock({ now, sleep }, new AbortController().signal).sleep(1)).rejects.toBe(broken);
  });
});
