import { describe, expect, test } from 'vitest';
import { execute } from '../../src/cli/execute.js';
import { command, incomplete, type Input, message, param } from '../../src/command/index.js';
import type { Params } from '../../src/command/command.js';
import { CliError, InterruptedError } from '../../src/errors.js';
import type { Prompt } from '../../src/tools.js';

const input = (flags: object = {}) =>
  ({ args: {}, flags, given: (key: string) => key in flags }) as Input<Params, Params>;
const spec = { summary: 'Do it.', examples: [], output: message('Done.') };
/** A person who answers so (or types this), or nobody; what was asked and injected is noted. */
function around(answer?: boolean | string) {
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
      input: async (question: string, { check }: Parameters<Prompt['input']>[1] = {}) => {
        noted.push(question);
        const typed = String(answer);
        const complaint = await check?.(typed);
        if (complaint !== undefined) noted.push(complaint);
        return complaint === undefined ? typed : '';
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
  test('asks before something is lost, and stops at a no before anything is done', async () => {
    const remove = command({
      ...spec,
      needs: ['clock'],
      flags: { dryRun: param.switch({ summary: 'Do not' }) },
      losing: { unless: ['dryRun'], what: ({ clock }) => ({ question: `Sure, says ${clock as unknown as string}?` }) },
      run: () => Promise.resolve('gone'),
    });
    const no = around(false);
    await expect(execute(remove, input(), no)).rejects.toThrow(new InterruptedError('Nothing was changed.'));
    expect(no.noted).toEqual([['clock'], 'Sure, says the clock?']);
    expect(await execute(remove, input(), around(true))).toEqual({ result: 'gone' });
    for (const [flags, who] of [
      [{ yes: true }, around(false)],
      [{ dryRun: true }, around(false)],
      [{}, around()],
    ] as const) {
      expect(await execute(remove, input(flags), who)).toEqual({ result: 'gone' });
      expect(who.noted).toEqual([['clock']]);
    }
  });
  test('asks only with the flags that lose something, and where something is there to be lost', async () => {
    const flags = { all: param.switch({ summary: 'All' }) };
    const spared = { ...spec, flags, run: () => Promise.resolve('gone') };
    const some = command({ ...spared, losing: { only: ['all'], what: () => ({ question: 'All?' }) } });
    expect(await execute(some, input(), around(false))).toEqual({ result: 'gone' });
    await expect(execute(some, input({ all: true }), around(false))).rejects.toThrow(InterruptedError);
    const none = command({ ...spared, losing: { what: () => undefined } });
    expect(await execute(none, input(), around(false))).toEqual({ result: 'gone' });
  });
  test('wants the name of what cannot be had back', async () => {
    const remove = command({
      ...spec,
      losing: { what: () => ({ question: 'Delete the group?', name: 'Genomics' }) },
      run: () => Promise.resolve('gone'),
    });
    expect(await execute(remove, input(), around('Genomics'))).toEqual({ result: 'gone' });
    const another = around('genome');
    await expect(execute(remove, input(), another)).rejects.toThrow(InterruptedError);
    expect(another.noted.at(-1)).toBe('That is not its name: type Genomics, or nothing to leave it as it is.');
    await expect(execute(remove, input(), around(''))).rejects.toThrow(InterruptedError);
  });
  test('asks somebody who was led here once: about the loss where there is one', async () => {
    const led = (who: ReturnType<typeof around>) => ({
      ...who,
      agree: () => Promise.resolve(void who.noted.push('led')),
    });
    const harmless = around(true);
    await execute(command({ ...spec, run: () => undefined }), input(), led(harmless));
    expect(harmless.noted).toEqual([[], 'led']);
    const losing = around(true);
    const remove = command({ ...spec, losing: { what: () => ({ question: 'Sure?' }) }, run: () => undefined });
    await execute(remove, input(), led(losing));
    expect(losing.noted).toEqual([[], 'Sure?']);
  });
});
