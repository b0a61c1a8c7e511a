/** What a person is told who presses keys while a task runs. */
import { expect, test } from 'vitest';
import { taskKeys } from '../../../src/globus/tasks/keys.js';

test('events are told once: pressed again, e says that nothing is new', async () => {
  const told: string[] = [];
  const events = [
    {
      DATA_TYPE: 'event',
      code: 'STARTED',
      description: 'started',
      details: '',
      is_error: false,
      time: '2030-01-01T00:00:00+00:00',
    },
  ];
  let press: (key: string) => void = () => undefined;
  const keys = await taskKeys('T', {
    transfer: {
      async *listTaskEvents() {
        yield* await Promise.resolve([...events].reverse());
      },
      cancelTask: () => Promise.resolve({ code: 'Canceled', message: 'The task has been cancelled successfully.' }),
    },
    progress: {
      update: () => undefined,
      say: (line: string) => void told.push(line),
      beat: () => undefined,
      done: () => undefined,
      keys: {
        ask: () => undefined,
        listen: (_hint: string, pressed: (key: string) => void) => {
          press = pressed;
          return Promise.resolve(() => undefined);
        },
      },
    },
    clock: { now: () => new Date(0), sleep: () => Promise.resolve() },
  });
  const typed = async (...all: readonly string[]) => {
    for (const key of all) press(key);
    await new Promise((done) => setTimeout(done, 20));
  };
  await typed('e');
  expect(told).toHaveLength(1);
  await typed('e');
  expect(told.slice(1)).toEqual(['Nothing new has happened.']);
  events.push({ ...events[0]!, code: 'PROGRESS', description: 'progress' });
  await typed('e');
  expect(told).toHaveLength(4);
  await typed('c', 'y', '\r');
  expect(told.at(-1)).toBe('It is canceled.');
  keys.end();
});
