import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../../src/errors.js';
import { descriptionOf, eventWords, failureOf, saysMore, tellFailure } from '../../../src/globus/flows/failure.js';
import { judgeRun } from '../../../src/globus/flows/waiting.js';
import type { Run, RunLogEntry } from '../../../src/services/flows.js';

const run = (more: object = {}): Run => ({ run_id: 'R', flow_id: 'F', status: 'FAILED', ...more });
const entry = (code: string, details: object = {}): RunLogEntry => ({
  time: 't',
  code,
  description: code,
  details: { ...details },
});
const started = (state: string) => entry('ActionStarted', { state_name: state });
const failed = (state: string, Error: string, Cause: string) =>
  entry('ActionFailed', { state_name: state, Error, Cause });

/** Flows, with a log in the order of time, and Catches of the state `Copy`; notes what was asked for. */
function flows(log: readonly RunLogEntry[], catchers: readonly object[] = []) {
  const asked: string[] = [];
  const operations = {
    async *getRunLogs() {
      asked.push('log');
      yield* [...log].reverse();
    },
    getRunDefinition: async () => {
      asked.push('definition');
      return { flow_id: 'F', input_schema: {}, definition: { States: { Copy: { Catch: catchers } } } };
    },
  } as unknown as Parameters<typeof failureOf>[1];
  return { operations, asked };
}
const caughtLog = [
  entry('FlowStarted'),
  started('Copy'),
  failed('Copy', 'ActionFailedException', '{"code": "NoSpace", "description": "the disk is full"}'),
  started('Tell'),
  failed('Tell', 'States.ParameterPathFailure', "there is nothing at '$.email'"),
  entry('FlowFailed', {
    state_name: 'Tell',
    error: 'States.ParameterPathFailure',
    cause: "there is nothing at '$.email'",
  }),
];
const all = { ErrorEquals: ['States.ALL'], Next: 'Tell' };

describe('what a person reads', () => {
  const status = JSON.stringify({ status: 'FAILED', details: { code: 'NoSpace', description: 'the disk is full' } });
  test('of a run has no JSON of its action', () => {
    const said = { details: { description: `The Flow run failed in state Copy: ${status}` } };
    expect(descriptionOf(said as never)).toBe('The Flow run failed in state Copy: the disk is full');
    expect(descriptionOf({ details: { description: 'It waits for {you}' } })).toBe('It waits for {you}');
    expect(descriptionOf({ details: null })).toBeUndefined();
  });
  test('of an entry of the log is why it failed', () => {
    expect(eventWords(failed('Copy', 'NoSpace', status))).toBe('Copy: the disk is full [NoSpace]');
    expect(eventWords({ ...entry('FlowStarted'), description: 'It started' })).toBe('It started');
  });
  test('is not said twice', async () => {
    const { operations } = flows([started('Copy'), failed('Copy', 'NoSpace', status), entry('FlowFailed')]);
    const said = (description: string) => run({ details: { description } });
    const failure = (await failureOf(said('failed'), operations))!;
    expect(saysMore(said(`failed: ${status}`), failure)).toBe(false);
    expect(saysMore(said('failed'), failure)).toBe(true);
    expect(saysMore(said(`failed: ${status}`), { ...failure, unread: 'no' })).toBe(true);
  });
});

describe('why a run failed', () => {
  test('is its last state and the cause', async () => {
    const { operations, asked } = flows([
      started('Copy'),
      failed('Copy', 'ActionTimeout', 'too slow'),
      entry('FlowFailed'),
    ]);
    expect(await failureOf(run(), operations)).toEqual({ state: 'Copy', error: 'ActionTimeout', cause: 'too slow' });
    expect(asked).toEqual(['log']);
  });
  test('is an exception of a state, in the form of the service', async () => {
    const status = { status: 'FAILED', details: { code: 'NoSpace', description: 'the disk is full' } };
    const fault = { state_name: 'Copy', exception: 'ActionFailedException', cause: JSON.stringify(status) };
    const { operations } = flows([started('Copy'), entry('ActionFailed', fault), entry('FlowFailed', fault)]);
    const why = { state: 'Copy', error: 'ActionFailedException', cause: 'the disk is full' };
    expect(await failureOf(run(), operations)).toEqual(why);
    expect(await failureOf(run({ details: { code: 'FlowFailed', details: fault } }), operations)).toEqual(why);
    const late = { ...fault, exception: 'ActionTimeout', cause: '{"status":"ACTIVE","details":{}}' };
    const timeout = flows([started('Copy'), entry('ActionFailed', late), entry('FlowFailed', late)]);
    expect(await failureOf(run(), timeout.operations)).toMatchObject({
      error: 'ActionTimeout',
      cause: 'the status of its action was ACTIVE',
    });
  });
  test('is why a task of Transfer ended, where that is all that the action tells', async () => {
    const why = 'the root of a collection cannot be a file';
    const status = { status: 'FAILED', details: { status: 'FAILED', fatal_error: { code: 'X', description: why } } };
    const fault = { state_name: 'Copy', exception: 'ActionFailedException', cause: JSON.stringify(status) };
    const { operations } = flows([started('Copy'), entry('ActionFailed', fault), entry('FlowFailed', fault)]);
    expect(await failureOf(run(), operations)).toMatchObject({ state: 'Copy', cause: why });
    expect(descriptionOf(run({ details: { description: JSON.stringify(status) } }))).toBe(why);
  });
  test('is a Fail state, by what the run says, or else by the last that began', async () => {
    const log = [entry('FailStarted', { state_name: 'Stop' }), entry('FlowFailed')];
    const details = { code: 'FlowFailed', details: { state_name: 'Stop', error: 'Own', cause: 'Enough' } };
    expect(await failureOf(run({ details }), flows(log).operations)).toEqual({
      state: 'Stop',
      error: 'Own',
      cause: 'Enough',
    });
    expect(await failureOf(run(), flows(log).operations)).toMatchObject({ state: 'Stop' });
  });
  test('is also the error that a Catch without ResultPath put in the place of the input', async () => {
    const { operations, asked } = flows(caughtLog, [all]);
    const failure = await failureOf(run(), operations);
    expect(failure).toEqual({
      state: 'Tell',
      error: 'States.ParameterPathFailure',
      cause: "there is nothing at '$.email'",
      caught: {
        state: 'Copy',
        next: 'Tell',
        error: 'ActionFailedException',
        cause: 'the disk is full',
        replacedInput: true,
      },
    });
    expect(asked).toEqual(['log', 'definition']);
    expect(tellFailure(run(), failure)).toEqual({
      message:
        "Run R failed in state 'Tell': there is nothing at '$.email' [States.ParameterPathFailure]\n" +
        "Before that, state 'Copy' failed and its Catch went on to 'Tell': the disk is full [ActionFailedException]\n" +
        'The Catch has no ResultPath, so the error replaced all data that the run had.',
      hint:
        'Keep the input:  give the Catch of \'Copy\' a ResultPath, such as "$.error"\n' +
        'What happened:  globus flows run show-logs R --details',
    });
  });
  test.each([
    [[{ ...all, ResultPath: '$.error' }], false],
    [[{ ...all, ResultPath: null }], false],
    [
      [
        { ...all, ErrorEquals: ['ActionTimeout'] },
        { ...all, ResultPath: '$.error' },
      ],
      false,
    ],
    [
      [
        { ...all, ErrorEquals: ['ActionFailedException'] },
        { ...all, ResultPath: '$.error' },
      ],
      true,
    ],
    [[], false],
  ])('with %j, the input was replaced: %j', async (catchers, replacedInput) => {
    const failure = await failureOf(run(), flows(caughtLog, catchers).operations);
    expect(failure?.caught?.replacedInput).toBe(replacedInput);
    expect(tellFailure(run(), failure).message.includes('has no ResultPath')).toBe(replacedInput);
  });
  test('is not looked up for a run that did not fail, or was canceled', async () => {
    const { operations, asked } = flows(caughtLog, [all]);
    expect(await failureOf(run({ status: 'SUCCEEDED' }), operations)).toBeUndefined();
    expect(await failureOf(run({ details: { code: 'FlowCanceled' } }), operations)).toBeUndefined();
    expect(asked).toEqual([]);
  });
  test('is told as far as it is known where the log may not be read', async () => {
    const getRunLogs = () => {
      throw new ServiceError('You may not.', { service: 'flows', status: 403 });
    };
    const operations = { ...flows([]).operations, getRunLogs } as Parameters<typeof failureOf>[1];
    await expect(judgeRun(run({ details: { description: 'no such file' } }), operations)).rejects.toMatchObject({
      message: 'Run R failed: no such file\nThe log of the run could not be read: You may not.',
      exitCode: 1,
    });
    await expect(
      failureOf(run(), {
        ...operations,
        getRunLogs: () => {
          throw new TypeError('a bug');
        },
      }),
    ).rejects.toThrow(TypeError);
  });
});
