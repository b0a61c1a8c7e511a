/** A call is asked for in the order of a call: the function, then its arguments. */
import { expect, test } from 'vitest';
import { UsageError } from '../../../src/errors.js';
import { askCall, noFunctionIn } from '../../../src/globus/compute/asked-call.js';
import { argumentsOf } from '../../../src/globus/compute/source.js';

const source = [
  'def add(a, b: int = 3, *rest, deep=(1, 2)):',
  '    return a + b',
  'def mean(values: dict[str, int],',
  '         weights,  # of each',
  '         /, name="x"):',
  '    return 0',
  'def nothing():',
  '    return 1',
  'def _hidden(a):',
  '    return a',
].join('\n');

/** Somebody who chooses this function and types these values. */
function person(chosen: string, typed: readonly string[]) {
  const questions: string[] = [];
  const left = [...typed];
  const prompt = {
    select: (question: string) => (questions.push(question), Promise.resolve(chosen)),
    input: (question: string) => (questions.push(question), Promise.resolve(left.shift() ?? '')),
  };
  const tools = {
    prompt: prompt as never,
    readText: (file: string) =>
      file === 'gone.py' ? Promise.reject(new UsageError('no such file')) : Promise.resolve(source),
    once: <T>(_what: string, find: () => Promise<T>) => find(),
  };
  return { tools, questions };
}

test.each([
  ['add', ['a']],
  ['mean', ['values', 'weights']],
  ['nothing', []],
] as const)('what %s needs', (name, needed) => expect(argumentsOf(name, source)).toEqual(needed));

test('the function, then what it needs', async () => {
  const { tools, questions } = person('mean', ['{}', '-2']);
  const call = { file: 'm.py', name: undefined, hasArguments: false };
  expect(await askCall(call, tools)).toEqual(['--function', 'mean', '--arg', '{}', '--arg', '-2']);
  expect(questions).toEqual(['Which function?', 'The argument values of mean:', 'The argument weights of mean:']);
});
test('what was given is not asked for', async () => {
  const { tools, questions } = person('', ['2']);
  expect(await askCall({ file: 'm.py', name: 'add', hasArguments: false }, tools)).toEqual(['2']);
  expect(await askCall({ file: 'm.py', name: 'add', hasArguments: true }, tools)).toEqual([]);
  expect(await askCall({ file: '-', name: undefined, hasArguments: false }, tools)).toEqual([]);
  expect(questions).toEqual(['The argument a of add:']);
});
test('a file without a function, or that is not there, is asked for again', async () => {
  const { tools } = person('', []);
  expect(await noFunctionIn('m.py', tools)).toBeUndefined();
  expect(await noFunctionIn('gone.py', tools)).toBe('no such file');
  expect(await noFunctionIn('x.py', { readText: () => Promise.resolve('x = 1') })).toMatch(/defines no function/);
});
