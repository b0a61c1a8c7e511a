import { expect, test } from 'vitest';
import { createMeter } from '../../../src/globus/data/meter.js';

test('counts no time below nothing where the clock is set back meanwhile', () => {
  let now = 86_400_000;
  const progress = { update: () => undefined, done: () => undefined };
  const meter = createMeter({ progress, clock: { now: () => new Date(now) } }, 'Copying');
  now += 2_000;
  expect(meter.seconds()).toBe(2);
  now -= 80_000_000;
  expect(meter.seconds()).toBe(0);
});
