import { describe, expect, test } from 'vitest';
import { InterruptedError, NetworkError } from '../../../src/errors.js';
import { resultOf } from '../../../src/globus/compute/results.js';
import { runFunction } from '../../../src/globus/compute/run.js';
import { demandAll, failureOf, tasksOf } from '../../../src/globus/compute/tasks.js';
import { waitForSuccess, waitForTasks } from '../../../src/globus/compute/waiting.js';
import type { ComputeTask } from '../../../src/services/compute.js';
import { fakeTools } from '../../support/fake-tools.js';

const refused = new NetworkError('compute.api.globus.org refused the connection.');
const task = (id: string, more: Partial<ComputeTask> = {}): ComputeTask => ({
  task_id: id,
  status: 'running',
  ...more,
});
const done = (id: string) => task(id, { status: 'success', result: '11\n1' });
const failed = (id: string) => task(id, { status: 'failed', exception: 'Traceback:\nKeyError: 1\n' });

/** An adapter that gives these answers about one task, the last for ever. */
function answering(...answers: readonly (ComputeTask | Error)[]) {
  let at = 0;
  return {
    getTask: async () => {
      const answer = answers[Math.min(at++, answers.length - 1)];
      if (answer === undefined) throw new Error('no answer was given');
      if (answer instanceof Error) throw answer;
      return answer;
    },
  } as never;
}
const options = { work: 'Task 1', again: 'globus compute task wait 1' };
const hint = 'Wait again:  globus compute task wait 1\nGlobus Compute has no way to cancel a task.';

describe('waiting for tasks', () => {
  test('looks soon at first, then once a second, and gives the tasks in the order asked for', async () => {
    const tools = fakeTools();
    const asked: unknown[] = [];
    let looks = 0;
    const compute = {
      getTaskBatch: async ({ task_ids: ids }: { readonly task_ids: readonly string[] }) => {
        asked.push(ids);
        looks++;
        return {
          response: '',
          results: Object.fromEntries(ids.map((id) => [id, id <= String(looks) ? done(id) : task(id)])),
        };
      },
      getTask: async (id: string) => (asked.push(id), done(id)),
    } as never;
    const tasks = await waitForTasks(['3', '1', '2'], { ...tools, compute }, options);
    expect(tasks.map(({ task_id }) => task_id)).toEqual(['3', '1', '2']);
    expect(asked).toEqual([['3', '1', '2'], ['3', '2'], '3']);
    expect(tools.slept).toEqual([0.25, 0.5]);
    expect(tools.shown.map(({ note }) => note)).toEqual(['1 of 3 tasks ended', '2 of 3 tasks ended']);
  });

  test('a network that fails for a while does not end it', async () => {
    const tools = fakeTools();
    const compute = answering(task('1'), refused, refused, done('1'));
    expect(await waitForTasks(['1'], { ...tools, compute }, options)).toEqual([done('1')]);
    expect(tools.said).toEqual([expect.stringContaining('refused the connection. Trying again')]);
  });

  test.each([
    ['the network fails for long', [task('1'), refused], {}, `${refused.message} Task 1 goes on.`, 1],
    [
      'the time is up',
      [task('1')],
      { timeout: 3, timeoutExitCode: 77 },
      'Task 1 has not ended within 3 seconds. It continues.',
      77,
    ],
  ])('says that the tasks go on where %s', async (_, answers, more, message, exitCode) => {
    const waiting = waitForTasks(['1'], { ...fakeTools(), compute: answering(...answers) }, { ...options, ...more });
    await expect(waiting).rejects.toMatchObject({ message, exitCode, hint, data: { task_ids: ['1'] } });
  });

  test('and where it is interrupted', async () => {
    const tools = { ...fakeTools({ interruptAfter: 1 }), compute: answering(task('1')) };
    const error = await waitForTasks(['1'], tools, options).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InterruptedError);
    expect(error).toMatchObject({ message: 'Interrupted. Task 1 goes on.', hint, exitCode: 130 });
  });

  test('one that failed is an error with its traceback', async () => {
    const waiting = waitForSuccess(['1'], { ...fakeTools(), compute: answering(failed('1')) }, options);
    await expect(waiting).rejects.toThrow('The function failed: KeyError: 1\n\nTraceback:\nKeyError: 1');
  });
});

test('many tasks are asked for 1,000 at a time; one that the service is silent about has failed', async () => {
  const sizes: number[] = [];
  const compute = {
    getTaskBatch: async ({ task_ids: ids }: { readonly task_ids: readonly string[] }) => {
      sizes.push(ids.length);
      return { response: '', results: {} };
    },
  } as never;
  const tasks = await tasksOf(
    Array.from({ length: 1001 }, (_, i) => String(i)),
    compute,
  );
  expect(sizes).toEqual([1000, 1]);
  expect(tasks[1000]).toEqual({ task_id: '1000', status: 'failed', reason: 'the service gave no reason' });
  expect(failureOf(tasks[1000] as ComputeTask)).toBe('the service gave no reason');
});

test('of many failures the first 20 are named', () => {
  const tasks = Array.from({ length: 22 }, (_, i) => failed(String(i)));
  expect(demandAll([done('1')])).toEqual([done('1')]);
  expect(() => demandAll([...tasks, done('x')], 'globus more')).toThrow(
    /^22 of 23 tasks failed:\n(.*\n){20}  \.\.\. and 2 more$/,
  );
});

test('a result is there once its task succeeded with JSON', () => {
  expect(resultOf(done('1'))).toEqual({ text: '1', value: 1 });
  expect(() => resultOf(task('1'))).toThrow('Task 1 has not ended (running).');
  expect(() => resultOf(task('1', { result: '00\nabc' }))).toThrow('only Python can read (DillDataBase64)');
  expect(() => resultOf(failed('1'))).toThrow('The function failed: KeyError: 1');
});

test('a function is registered, called and waited for, and even a failure of the first look does not lose its task', async () => {
  const sent: unknown[] = [];
  const tools = fakeTools();
  let looks = 0;
  const compute = {
    registerFunctionV3: async (body: unknown) => (sent.push(body), { function_uuid: 'F' }),
    submitV3: async (id: string, body: unknown) => (sent.push([id, body]), { task_group_id: 'G', tasks: { F: ['T'] } }),
    getTask: async () => {
      if (looks++ === 0) throw refused;
      return done('T');
    },
  } as never;
  const call = {
    endpointId: 'E',
    code: { function_name: 'f' },
    payload: 'p',
    placement: { resource_specification: {} },
  };
  const informed: string[] = [];
  const notices = { info: (text: string) => void informed.push(text) };
  expect(await runFunction(call, { label: 'f', timeout: undefined }, { ...tools, compute, notices })).toEqual({
    text: '1',
    value: 1,
    ids: { task_id: 'T', function_id: 'F', endpoint_id: 'E', task_group_id: 'G' },
  });
  expect(sent).toEqual([
    { function_name: 'f' },
    [
      'E',
      {
        tasks: { F: ['p'] },
        result_serializers: ['globus_compute_sdk.serialize.JSONData'],
        resource_specification: {},
      },
    ],
  ]);
  expect(informed).toEqual(['Task T was accepted.']);
});
