import { describe, expect, test } from 'vitest';
import { ExitCodeError, InterruptedError, NetworkError, ServiceError } from '../../../src/errors.js';
import { demandSuccess, waitForTask } from '../../../src/globus/tasks/waiting.js';
import type { PauseInfo, Task, TaskEvent } from '../../../src/services/transfer.js';
import { fakeTools } from '../../support/fake-tools.js';
import { event, succeeded, task, taskId } from '../../support/tasks.js';

type Step = object | Error;
/** A service that answers with these tasks in turn, and with these events each time it is asked for them. */
function service(
  steps: readonly Step[],
  events: readonly (readonly object[] | Error)[] = [],
  cancels: readonly Step[] = [],
  pauses: readonly Step[] = [],
) {
  const asked = { tasks: 0, events: 0, cancels: 0, pauses: 0 };
  const next = <T>(list: readonly (T | Error)[], at: number): T => {
    const step = list[Math.min(at, list.length - 1)];
    if (step === undefined) throw new Error('nothing was expected');
    if (step instanceof Error) throw step;
    return step;
  };
  return {
    asked,
    transfer: {
      getTask: async () => next(steps, asked.tasks++) as Task,
      async *listTaskEvents() {
        yield* next(events, asked.events++) as readonly TaskEvent[];
      },
      cancelTask: async () => next(cancels, asked.cancels++) as never,
      getTaskPauseInfo: async () => next(pauses, asked.pauses++) as PauseInfo,
    },
  };
}
const lost = () => new NetworkError('transfer.api.globus.org refused the connection.');
const missing = event('FILE_NOT_FOUND', 'No such file', '/a/gone');
const options = { pollingInterval: 1 };

describe('waiting for a task', () => {
  test('goes on when the network fails in the middle, and says so once', async () => {
    const tools = fakeTools();
    const { transfer, asked } = service([task(), lost(), lost(), succeeded()]);
    expect(await waitForTask(taskId, { ...tools, transfer }, options)).toEqual(succeeded());
    expect(asked.tasks).toBe(4);
    expect(tools.said).toEqual(['transfer.api.globus.org refused the connection. Trying again for up to 5 minutes.']);
  });
  test('shows progress only where it is watched', async () => {
    const [still, watched] = [fakeTools(), fakeTools()];
    await waitForTask(taskId, { ...still, ...service([task(), succeeded()]) }, options);
    expect(still.shown).toEqual([]);
    await waitForTask(taskId, { ...watched, ...service([task(), succeeded()]) }, { ...options, watch: true });
    expect(watched.shown).toMatchObject([{ label: 'nightly', files: 4, totalFiles: 10 }]);
  });
  test('says by whom it is paused, and asks once each time that it is', async () => {
    const tools = fakeTools();
    const held = task({ is_paused: true, is_ok: true, nice_status: 'PAUSED_BY_ADMIN' });
    const pauses = [
      { source_pause_message: 'Please call us', pause_rules: [{ message: 'later' }] },
      { pause_rules: [{ message: 'The disk is full', endpoint_display_name: 'Lab' }] },
      new ServiceError('no', { service: 'transfer', status: 403 }),
    ];
    const { transfer, asked } = service([held, held, task(), held, task(), held, succeeded()], [], [], pauses);
    await waitForTask(taskId, { ...tools, transfer }, { ...options, watch: true });
    expect(tools.shown.map(({ note }) => note)).toEqual([
      'paused by an administrator of the source: “Please call us”',
      'paused by an administrator of the source: “Please call us”',
      undefined,
      'paused by a pause rule of Lab: “The disk is full”',
      undefined,
      'paused',
    ]);
    expect(asked.pauses).toBe(3);
  });
  test('tells the time left by what was done since it is watched', async () => {
    const tools = fakeTools();
    const at = (files_transferred: number) => task({ files: 1000, files_transferred, files_skipped: 0 });
    const { transfer } = service([at(900), at(901), at(905), succeeded()]);
    await waitForTask(taskId, { ...tools, transfer }, { pollingInterval: 10, watch: true });
    expect(tools.shown.map(({ secondsLeft }) => secondsLeft)).toEqual([undefined, 990, 380]);
  });
  test('says how to watch it again where it is interrupted', async () => {
    const tools = fakeTools({ interruptAfter: 0 });
    const waiting = waitForTask(taskId, { ...tools, ...service([task()]) }, options);
    await expect(waiting).rejects.toThrow(InterruptedError);
    await expect(waiting).rejects.toMatchObject({ hint: expect.stringContaining(`globus task watch ${taskId}`) });
  });
});

describe('faults', () => {
  const watch = { ...options, watch: true };
  test('are not lost where the network fails while they are asked for', async () => {
    const tools = fakeTools();
    const { transfer } = service(
      [task({ faults: 1 }), task({ faults: 1 }), succeeded({ faults: 1 })],
      [lost(), [missing]],
    );
    await waitForTask(taskId, { ...tools, transfer }, { ...watch, hasBegun: true });
    expect(tools.said.filter((line) => line.startsWith('!'))).toEqual([
      '! FILE_NOT_FOUND: a file or folder does not exist (/a/gone)',
    ]);
  });
  test('one that cannot go away cancels, also where the first attempt to cancel failed', async () => {
    const tools = fakeTools();
    const { transfer, asked } = service([task(), task({ faults: 1 })], [[missing]], [lost(), {}]);
    const error = await waitForTask(taskId, { ...tools, transfer }, { ...watch, failFast: true }).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(ExitCodeError);
    expect(error).toMatchObject({ data: { code: 'FILE_NOT_FOUND', task_id: taskId } });
    expect(asked.cancels).toBe(2);
    expect(tools.said.filter((line) => line.startsWith('!'))).toHaveLength(1);
  });
});

describe('a fault that cannot go away', () => {
  const at = (bytes: number, over: object = {}) =>
    task({ files: 1000, files_transferred: bytes / 10, files_skipped: 0, bytes_transferred: bytes, ...over });
  test('is stuck, with no time left, as long as nothing moves', async () => {
    const tools = fakeTools();
    const { transfer } = service(
      [at(100), at(200, { faults: 1 }), at(200, { faults: 1 }), at(300, { faults: 1 }), succeeded()],
      [[missing]],
    );
    await waitForTask(taskId, { ...tools, transfer }, { pollingInterval: 10, watch: true });
    expect(tools.shown.map(({ note, secondsLeft }) => [note, secondsLeft === undefined])).toEqual([
      [undefined, true],
      ['stuck', true],
      ['stuck', true],
      [undefined, false],
    ]);
  });
  test('is said without progress where only faults are to be told, and cancels with failFast', async () => {
    const tools = fakeTools();
    const told = { ...options, tellsFaults: true };
    const { transfer } = service([at(100, { faults: 1 }), succeeded()], [[missing]]);
    await waitForTask(taskId, { ...tools, transfer }, told);
    expect([tools.said[0], tools.shown]).toEqual([expect.stringContaining('! FILE_NOT_FOUND'), []]);
    const hopeless = service([at(100, { faults: 1 })], [[missing]], [{}]);
    await expect(
      waitForTask(taskId, { ...fakeTools(), ...hopeless }, { ...told, failFast: true }),
    ).rejects.toBeInstanceOf(ExitCodeError);
    expect(hopeless.asked.cancels).toBe(1);
  });
});

test('success is demanded with the reason of the failure', () => {
  expect(demandSuccess(succeeded() as unknown as Task)).toEqual(succeeded());
  const failed = succeeded({ status: 'FAILED', fatal_error: { code: 'NO_SPACE', description: 'full' } });
  expect(() => demandSuccess(failed as unknown as Task)).toThrow(`Task ${taskId} failed (NO_SPACE: full).`);
});
