import { describe, expect, test } from 'vitest';
import { argumentText, callTexts, keywordText } from '../../../src/globus/compute/arguments.js';
import { readCalls } from '../../../src/globus/compute/calls.js';
import { packArguments } from '../../../src/globus/compute/serialization.js';

const fn = 'f8162416-e76d-11f1-9ff5-02fc00000001';
const endpoint = 'f81622ae-e76d-11f1-9ff5-02fc00000001';
async function* linesOf(...lines: readonly string[]) {
  yield* lines;
}
const read = (...lines: readonly string[]) =>
  readCalls(linesOf(...lines), 'calls.jsonl', { functionId: fn, endpointId: endpoint });

describe('the calls of a file', () => {
  test('a list is the arguments alone; digits stay as they were written; empty lines count as lines', async () => {
    const common = { functionId: fn, endpointId: endpoint };
    expect(await read('[1.0]', '', '{"args": [12345678901234567890], "kwargs": {"a": 1e2, "10": 1}}')).toEqual([
      { line: 1, ...common, payload: packArguments('[1.0]', '{}') },
      { line: 3, ...common, payload: packArguments('[12345678901234567890]', '{"a":1e2,"10":1}') },
    ]);
  });

  test('a line may name its own function and endpoint, in any form of a UUID', async () => {
    const other = 'F8162538-E76D-11F1-9FF5-000000000001';
    const [call] = await read(`{"function": "${other}"}`);
    expect(call).toMatchObject({ functionId: other.toLowerCase(), endpointId: endpoint });
  });

  test.each([
    ['{"arg": [1]}', "'arg' is not args, kwargs, function or endpoint."],
    ['3', 'expected an object such as {"args": [1, 2]}, or a list of arguments.'],
    ['3.0', 'expected an object such as {"args": [1, 2]}, or a list of arguments.'],
    ['{"kwargs": 1.0}', "'kwargs' must be an object."],
    ['{"args": 1}', "'args' must be a list."],
    ['{"kwargs": []}', "'kwargs' must be an object."],
    ['{"endpoint": "here"}', "'endpoint' must be a UUID."],
  ])('%s is refused, with its line', async (text, reason) => {
    await expect(read('[]', text)).rejects.toThrow(`calls.jsonl, line 2: ${reason}`);
  });

  test('a call without a function, and a file without calls, are refused', async () => {
    await expect(readCalls(linesOf('[]'), '-', {})).rejects.toThrow(
      "standard input, line 1: 'function' is missing, and --function-id was not given.",
    );
    await expect(read('')).rejects.toThrow('calls.jsonl has no calls.');
  });
});

test('arguments are JSON where they can be read as such, and text otherwise', () => {
  expect(['1.0', ' "3"', 'cat', '{"a": 1', ''].map(argumentText)).toEqual([
    '1.0',
    '"3"',
    '"cat"',
    '"{\\"a\\": 1"',
    '""',
  ]);
  expect(keywordText('to=x=y', '--kwarg')).toBe('"to":"x=y"');
  expect(() => keywordText('=1', '--kwarg')).toThrow("Invalid value for --kwarg: '=1' is not NAME=VALUE.");
  expect(callTexts(['1', '"a"'], ['"k":2'])).toEqual({ args: '[1, "a"]', kwargs: '{"k":2}' });
});
