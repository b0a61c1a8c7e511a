import { PassThrough } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import { InterruptedError } from '../../src/errors.js';
import { createPrompt } from '../../src/host/prompt.js';
import type { Runtime } from '../../src/runtime.js';
import { hostile, obeyed } from '../support/hostile.js';

const failing = vi.hoisted(() => ({ with: new Error(), asked: [] as unknown[] }));
vi.mock('inquirer', () => ({
  createPromptModule: () =>
    Object.assign(
      (questions: unknown) => {
        failing.asked.push(questions);
        return Promise.reject(failing.with);
      },
      { registerPrompt: () => undefined },
    ),
}));

/** What becomes of a question that inquirer ends so. */
async function outcome(error: Error, interrupted = new AbortController()): Promise<unknown> {
  failing.with = error;
  const stderr = Object.assign(new PassThrough(), { columns: 400 });
  const runtime = { stdin: new PassThrough(), stderr } as unknown as Runtime;
  return createPrompt(runtime, true, interrupted.signal)
    .input('Name:')
    .catch((cause: unknown) => cause);
}
const named = (name: string) => Object.assign(new Error('ended'), { name });

describe('a question', () => {
  test('that the person leaves with Ctrl-C is an interruption', async () => {
    for (const name of ['ExitPromptError', 'AbortPromptError', 'CancelPromptError'])
      expect(await outcome(named(name))).toBeInstanceOf(InterruptedError);
  });
  test('that breaks for another reason breaks for that reason', async () => {
    const broken = new TypeError('no such prompt');
    expect(await outcome(broken)).toBe(broken);
  });
});

test('what is asked, and what may be chosen, shows the texts of others and obeys none', async () => {
  failing.with = named('ExitPromptError');
  failing.asked = [];
  const stderr = Object.assign(new PassThrough(), { columns: 400 });
  const runtime = { stdin: new PassThrough(), stderr } as unknown as Runtime;
  const prompt = createPrompt(runtime, true, new AbortController().signal);
  const choices = [{ name: hostile, value: 'a' }];
  const all = [
    () => prompt.input(hostile, { default: hostile }),
    () => prompt.secret(hostile),
    () => prompt.confirm(hostile),
    () => prompt.select(hostile, choices),
    () => prompt.search(hostile, () => Promise.resolve([])),
  ];
  for (const ask of all) await expect(ask()).rejects.toThrow(InterruptedError);
  expect(failing.asked).toHaveLength(all.length);
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (value !== null && typeof value === 'object') Object.values(value).forEach(walk);
  };
  walk(failing.asked);
  expect(texts.filter((text) => text.includes('\\u202e')).length).toBeGreaterThanOrEqual(all.length + 3);
  for (const text of texts) expect(obeyed(text)).toEqual([]);
});
