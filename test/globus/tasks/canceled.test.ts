/** A task that was canceled did not fail: whoever did it knows, and of somebody else it is told. */
import { expect, test } from 'vitest';
import { failureOf } from '../../../src/globus/tasks/waiting.js';
import type { Task } from '../../../src/services/transfer.js';

const ended = (code: string, description: string) =>
  failureOf({ task_id: 'T', status: 'FAILED', fatal_error: { code, description } } as Task);

test('it is called canceled to a person, and a script reads what it read', () => {
  expect(ended('CANCELED', 'The task was canceled by its owner')?.forPeople).toBe('Task T was canceled.');
  expect(ended('CANCELED', 'Canceled by an administrator.')?.forPeople).toBe(
    'Task T was canceled: Canceled by an administrator.',
  );
  const own = ended('CANCELED', 'The task was canceled by its owner');
  expect(own?.message).toBe('Task T failed (CANCELED: The task was canceled by its owner).');
  expect(ended('QUOTA', 'No room')?.forPeople).toBe('Task T failed: No room.');
});
