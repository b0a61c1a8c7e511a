import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../../src/errors.js';
import { maxBytes } from '../../../src/globus/compute/limits.js';
import { registrationOf } from '../../../src/globus/compute/source.js';
import { requestsOf, submitAll, submitAllV2 } from '../../../src/globus/compute/submission.js';

const call = (line: number, endpointId = 'A', payload = String(line)) => ({
  line,
  functionId: 'f',
  endpointId,
  payload,
});
const refusal = new ServiceError('Compute: no', { service: 'compute', status: 403 });

test('a request is for one endpoint and holds at most 10 MB', () => {
  const half = 'x'.repeat(maxBytes / 2);
  const requests = requestsOf([call(1, 'A', half), call(2, 'B'), call(3, 'A', half), call(4, 'A')], { extra: true });
  expect(requests.map(({ endpointId, calls }) => [endpointId, calls.map(({ line }) => line)])).toEqual([
    ['A', [1, 3]],
    ['A', [4]],
    ['B', [2]],
  ]);
  expect(requests[2]?.body).toMatchObject({ tasks: { f: ['2'] }, extra: true });
});

describe('submitting with v3', () => {
  test('all calls come into the group of the first request, and are told in the order of their lines', async () => {
    const bodies: Readonly<Record<string, unknown>>[] = [];
    const submitV3 = async (id: string, body: Readonly<Record<string, unknown>>) => {
      bodies.push(body);
      const { f } = body['tasks'] as { readonly f: readonly string[] };
      return { request_id: '', task_group_id: 'G', endpoint_id: id, tasks: { f: f.map((each) => `task ${each}`) } };
    };
    const { task_group_id, tasks } = await submitAll([call(1), call(2, 'B'), call(3)], {}, { submitV3 } as never);
    expect(task_group_id).toBe('G');
    expect(tasks.map(({ line, task_id, endpoint_id }) => [line, task_id, endpoint_id])).toEqual([
      [1, 'task 1', 'A'],
      [2, 'task 2', 'B'],
      [3, 'task 3', 'A'],
    ]);
    expect(bodies.map((body) => body['task_group_id'])).toEqual([undefined, 'G']);
  });

  test('a refusal in the middle says what was accepted before it', async () => {
    const submitV3 = async (id: string) => {
      if (id === 'B') throw refusal;
      return { request_id: '', task_group_id: 'G', endpoint_id: id, tasks: { f: ['t1'] } };
    };
    await expect(submitAll([call(1), call(2, 'B')], {}, { submitV3 } as never)).rejects.toMatchObject({
      message: 'Compute: no\n1 calls were accepted before this, in task group G.',
      data: { task_group_id: 'G', tasks: [{ line: 1, task_id: 't1' }] },
    });
  });

  test('a refusal of the first request comes through as it is', async () => {
    const submitV3 = () => Promise.reject(refusal);
    await expect(submitAll([call(1)], {}, { submitV3 } as never)).rejects.toBe(refusal);
  });
});

test('with v2 each call is accepted or refused by itself', async () => {
  const warned: string[] = [];
  const submitV2 = async () => ({
    task_group_id: 'G',
    results: [{ task_uuid: 't1' }, { reason: 'no such function' }],
  });
  await expect(
    submitAllV2([call(1), call(2)], undefined, { submitV2 } as never, { warn: (text) => void warned.push(text) }),
  ).rejects.toMatchObject({ message: '1 of 2 calls were refused.', data: { tasks: [{ line: 1, task_id: 't1' }] } });
  expect(warned).toEqual(['Line 2 was refused: no such function']);
});

describe('the registration of a function', () => {
  const files = { readText: async () => '\ufeffimport os\ndef mean (xs):\n  def inner(): pass\nother: int = 1\n' };
  test('takes the whole file along, without its byte order mark', async () => {
    expect(await registrationOf({ file: 'a.py', function: 'mean', name: 'Mean', public: true }, files)).toEqual({
      function_name: 'Mean',
      function_code: `68\nst\nmean:import os\ndef mean (xs):\n  def inner(): pass\nother: int = 1\n`,
      public: true,
    });
    expect(await registrationOf({ file: 'a.py', function: 'other' }, files)).toMatchObject({ function_name: 'other' });
  });
  test('is that of the one function, or of the one that is chosen', async () => {
    expect(await registrationOf({ file: 'a.py' }, files)).toMatchObject({ function_name: 'mean' });
    const several = { readText: async () => 'def _help(): pass\ndef a(): pass\ndef b(): pass\n' };
    expect(await registrationOf({ file: 'a.py' }, several, async ([, second = '']) => second)).toMatchObject({
      function_name: 'b',
    });
    await expect(registrationOf({ file: 'a.py' }, several)).rejects.toMatchObject({
      exitCode: 2,
      message: 'a.py defines several functions: a, b.',
      hint: 'Say which: --function a',
    });
    await expect(registrationOf({ file: 'a.py' }, { readText: async () => 'x = 1\n' })).rejects.toMatchObject({
      exitCode: 2,
      message: 'a.py defines no function at its top level.',
    });
  });
  test('wants the function at the top level', async () => {
    await expect(registrationOf({ file: 'a.py', function: 'inner' }, files)).rejects.toMatchObject({
      message: "a.py does not define a function 'inner' at its top level.",
      hint: 'It defines: mean',
    });
  });
});
