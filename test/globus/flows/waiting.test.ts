import { describe, expect, test } from 'vitest';
import { InterruptedError, NetworkError } from '../../../src/errors.js';
import { entriesAfter, followLog, newestEntry, readLog } from '../../../src/globus/flows/log.js';
import { demandRunSuccess, waitForRun } from '../../../src/globus/flows/waiting.js';
import type { Run, RunLogEntry, RunStatus } from '../../../src/services/flows.js';
import { fakeTools } from '../../support/fake-tools.js';

const refused = new NetworkError('flows.globus.org refused the connection.');
const hint = 'Wait again:  globus flows run watch R\nCancel it:   globus flows run cancel R';
const entry = (n: number): RunLogEntry => ({ time: `0${n}`, code: `Step${n}`, description: `did ${n}` });

/** A run that gives these states one after the other (the last for ever), with a log that grows by an entry a look. */
function running(...states: readonly (RunStatus | Error)[]) {
  let looks = 0;
  const flows = {
    getRun: async (): Promise<Run> => {
      const state = states[Math.min(looks++, states.length - 1)];
      if (state === undefined) throw new Error('no state was given');
      if (state instanceof Error) throw state;
      return { run_id: 'R', flow_id: 'F', status: state, label: 'Nightly' };
    },
    getRunLogs: async function* (_id: string, query: object, limit = Infinity): AsyncGenerator<RunLogEntry> {
      const entries = Array.from({ length: looks }, (_, i) => entry(i + 1));
      if ('reverse_order' in query && query.reverse_order === 'True') entries.reverse();
      yield* entries.slice(0, limit);
    },
  };
  return flows as never;
}
const patience = { pollingInterval: 1 };

describe('waiting for a run', () => {
  test('says each step once, as it comes', async () => {
    const tools = fakeTools();
    const run = await waitForRun('R', { ...tools, flows: running('ACTIVE', 'ACTIVE', 'SUCCEEDED') }, patience);
    expect(run.status).toBe('SUCCEEDED');
    expect(tools.said).toEqual(['Step1: did 1', 'Step2: did 2', 'Step3: did 3']);
    expect(tools.shown).toEqual([
      { label: 'Nightly', note: 'did 1' },
      { label: 'Nightly', note: 'did 2' },
    ]);
  });

  test('ends where a question of the run is open, though it is still active; its log is followed so far, too', async () => {
    const asks = { run_id: 'R', flow_id: 'F', status: 'ACTIVE', blocking_web_input_id: 'W' };
    const flows = Object.assign(running('ACTIVE'), { getRun: () => Promise.resolve(asks) });
    const run = await waitForRun('R', { ...fakeTools(), flows }, patience);
    expect(() => demandRunSuccess(run)).toThrow(
      expect.objectContaining({ exitCode: 1, hint: expect.stringContaining('respond W') }),
    );
    const followed: RunLogEntry[] = [];
    for await (const each of followLog('R', { ...fakeTools(), flows })) followed.push(each);
    expect(followed).toEqual([]);
  });

  test('an entry that a page brings again is told once', async () => {
    const [first, second, third] = [entry(1), entry(2), entry(3)];
    // a page ended with the second, and the third pushed it onto the next
    const getRunLogs = async function* () {
      yield* await Promise.resolve([third, second, second, first]);
    };
    expect(await entriesAfter('R', undefined, { getRunLogs })).toEqual([first, second, third]);
  });

  test('says nothing of what came before `after`', async () => {
    const tools = fakeTools();
    await waitForRun('R', { ...tools, flows: running('ACTIVE', 'INACTIVE') }, { ...patience, after: entry(1) });
    expect(tools.said).toEqual(['Step2: did 2']);
  });

  test('a network that fails for a while does not end it, and no step is said twice', async () => {
    const tools = fakeTools();
    await waitForRun('R', { ...tools, flows: running('ACTIVE', refused, 'SUCCEEDED') }, patience);
    expect(tools.said).toEqual([
      'Step1: did 1',
      expect.stringContaining('refused the connection. Trying again'),
      'Step2: did 2',
      'Step3: did 3',
    ]);
  });

  test.each([
    ['the network fails for long', ['ACTIVE', refused], {}, `${refused.message} Run R goes on.`],
    ['the time is up', ['ACTIVE'], { timeout: 3 }, 'Run R has not ended within 3 seconds. It continues.'],
  ] as const)('says that the run goes on where %s', async (_, states, more, message) => {
    const waiting = waitForRun('R', { ...fakeTools(), flows: running(...states) }, { ...patience, ...more });
    await expect(waiting).rejects.toMatchObject({ message, hint, exitCode: 1, data: { run_id: 'R' } });
  });

  test('and where it is interrupted', async () => {
    const tools = { ...fakeTools({ interruptAfter: 0 }), flows: running('ACTIVE') };
    const error = await waitForRun('R', tools, patience).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InterruptedError);
    expect(error).toMatchObject({ message: 'Interrupted. Run R goes on.', hint });
  });
});

describe('the log of a run', () => {
  const follow = async (flows: never, most?: number) => {
    const codes: string[] = [];
    for await (const { code } of followLog('R', { ...fakeTools(), flows }, most)) codes.push(code);
    return codes;
  };
  test('is followed to the end of the run, across a failing network', async () => {
    expect(await follow(running('ACTIVE', refused, 'ACTIVE', 'FAILED'))).toEqual(['Step1', 'Step2', 'Step3', 'Step4']);
  });
  test('or to where it waits for a person, or to as many entries as are wanted', async () => {
    expect(await follow(running('ACTIVE', 'INACTIVE'))).toEqual(['Step1', 'Step2']);
    expect(await follow(running('ACTIVE'), 2)).toEqual(['Step1', 'Step2']);
  });
  test('is read whole, in either order; the newest entry of an empty log is none', async () => {
    const flows = running('ACTIVE');
    expect(await newestEntry('R', flows)).toBeUndefined();
    await (flows as { getRun: () => Promise<Run> }).getRun();
    await (flows as { getRun: () => Promise<Run> }).getRun();
    expect(await newestEntry('R', flows)).toEqual(entry(2));
    expect(await readLog('R', { newestFirst: true, limit: 9 }, flows)).toEqual([entry(2), entry(1)]);
    expect(await readLog('R', { newestFirst: false, limit: 1 }, flows)).toEqual([entry(1)]);
  });
});

test.each([
  [{ status: 'FAILED' }, 'Run R failed.', 'globus flows run show-logs R --details'],
  [{ status: 'INACTIVE' }, 'Run R waits for you.', 'globus flows run resume R'],
  [
    { status: 'INACTIVE', blocking_web_input_id: 'W', details: { description: 'Go on?' } },
    'Run R waits for an answer: Go on?',
    'globus flows web-input respond W',
  ],
] as const)('%j is no success', (state, message, next) => {
  const run: Run = { run_id: 'R', flow_id: 'F', ...state };
  expect(() => demandRunSuccess(run)).toThrow(
    expect.objectContaining({ message, hint: expect.stringContaining(next), exitCode: 1 }),
  );
});
