import { PassThrough } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import { InterruptedError } from '../../src/errors.js';
import { createPrompt } from '../../src/host/prompt.js';
import type { Runtime } from '../../src/runtime.js';

const failing = vi.hoisted(() => ({ with: new Error() }));
vi.mock('inquirer', () => ({ createPromptModule: () => () => Promise.reject(failing.with) }));

/** What becomes of a question that inquirer ends so. */
async function outcome(error: Error, interrupted = new AbortController()): Promise<unknown> {
  failing.with = error;
  const runtime = { stdin: new PassThrough(), stderr: new PassThrough() } as unknown as Runtime;
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
