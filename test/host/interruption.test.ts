import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { interruption } from '../../src/host/interruption.js';
import type { Runtime } from '../../src/runtime.js';

function listened() {
  const signals = new EventEmitter();
  const told: string[] = [];
  const onSignal: Runtime['onSignal'] = (listener) => {
    signals.on('SIGTERM', listener);
    return () => void signals.off('SIGTERM', listener);
  };
  const interrupt = interruption({ onSignal } as Runtime, (signal) => told.push(signal));
  return { signals, told, interrupt };
}

test('the first signal aborts with its name, and the second is left to the system', async () => {
  const { signals, told, interrupt } = listened();
  signals.emit('SIGTERM', 'SIGTERM');
  expect([interrupt.signal.reason, told]).toEqual(['SIGTERM', ['SIGTERM']]);
  await Promise.resolve();
  expect(signals.listenerCount('SIGTERM')).toBe(0);
});

test('other listeners to the first find it still listened to: an open question would end the process with a raw terminal', () => {
  const { signals } = listened();
  let left = 0;
  signals.on('SIGTERM', () => (left = signals.listenerCount('SIGTERM')));
  signals.emit('SIGTERM', 'SIGTERM');
  expect(left).toBe(2);
});

test('unlisten lets go without an abort, release with one', () => {
  const { signals, interrupt } = listened();
  interrupt.unlisten();
  expect([signals.listenerCount('SIGTERM'), interrupt.signal.aborted]).toEqual([0, false]);
  interrupt.release();
  expect(interrupt.signal.aborted).toBe(true);
});
