import { describe, expect, test } from 'vitest';
import { execute } from '../../src/cli/execute.js';
import { command, incomplete, type Input, message } from '../../src/command/index.js';
import type { Params } from '../../src/command/command.js';
import { CliError, InterruptedError } from '../../src/errors.js';

const input = (flags: object = {}) => ({ args: {}, flags }) as Input<Params, Params>;
const spec = { summary: 'Do it.', examples: [], output: message('Done.') };
/** A person who answers so, or nobody; what was asked and injected is noted. */
function around(answer?: boolean) {
  const noted: unknown[] = [];
  return {
    noted,
    inject: (needs: readonly string[]) => {
      noted.push(needs);
      return Promise.resolve(Object.fromEntries(needs.map((need) => [need, `the ${need}`])));
    },
    prompt: {
      available: answer !== undefined,
      confirm: (question: string) => {
        noted.push(question);
        return Promise.resolve(answer === true);
      },
    },
  };
}

describe('executing a command', () => {
  test('gives what it returned, with its needs injected', async () => {
    const surroundings = around();
    const show = command({ ...spec, needs: ['clock'], run: ({ clock }) => Promise.resolve({ clock }) });
    expect(await execute(show, input(), surroundings)).toEqual({ result: { clock: 'the clock' } });
    expect(surroundings.noted).toEqual([['clock']]);
  });
  test('gives a part with the reason why it is not the whole', async () => {
    const failure = new CliError('Two failed.');
    const partly = command({ ...spec, run: () => incomplete({ done: 3 }, failure) });
    expect(await execute(partly, input(), around())).toEqual({ result: { done: 3 }, failure });
  });
  test('asks before something is lost, and stops at a no before anything is made', async () => {
    const remove = command({ ...spec, confirm: () => 'Sure?', run: () => Promise.resolve('gone') });
    const no = around(false);
    await expect(execute(remove, input(), no)).rejects.toThrow(new InterruptedError('Nothing was changed.'));
    expect(no.noted).toEqual(['Sure?']);
    expect(await execute(remove, input(), around(true))).toEqual({ result: 'gone' });
    for (const [flags, who] of [
      [{ yes: true }, around(false)],
      [{}, around()],
    ] as const) {
      expect(await execute(remove, input(flags), who)).toEqual({ result: 'gone' });
      expect(who.noted).toEqual([[]]);
    }
  });
});
