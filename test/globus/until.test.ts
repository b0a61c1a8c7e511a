import { describe, expect, test } from 'vitest';
import { AuthRequiredError, ExitCodeError, InterruptedError, NetworkError, ServiceError } from '../../src/errors.js';
import { type Look, looks, patience, until, type Wait } from '../../src/globus/until.js';
import { fakeTools } from '../support/fake-tools.js';

const wait: Wait = {
  work: 'Task 7',
  hint: 'Watch it again:  globus task watch 7\nCancel it:       globus task cancel 7',
  data: () => ({ task_id: '7' }),
  interval: 10,
};
const refused = () =>
  new NetworkError('api.example.org refused the connection.', { data: { host: 'api.example.org' } });
const answered = (status: number) =>
  new ServiceError('Globus Transfer: no', { service: 'transfer', status }, { hint: 'Try again later.' });

/** A look that gives these one after the other, and the last of them for ever. */
function inTurn(...steps: readonly (Look<string> | Error)[]): () => Promise<Look<string>> {
  let at = 0;
  return async () => {
    const step = steps[Math.min(at++, steps.length - 1)] as Look<string> | Error;
    if (step instanceof Error) throw step;
    return step;
  };
}
const pending = { pending: { label: 'Copying' } };
const caught = (promise: Promise<unknown>): Promise<any> =>
  promise.then(
    () => expect.unreachable(),
    (error: unknown) => error,
  );

describe('until', () => {
  test('what has ended is given at once, without a pause', async () => {
    const tools = fakeTools();
    expect(await until(inTurn({ ended: 'done' }), tools, wait)).toBe('done');
    expect(tools).toMatchObject({ slept: [], shown: [], count: { beats: 0, done: 1 } });
  });

  test('an end without a value is an end', async () => {
    expect(await until(async () => ({ ended: undefined }), fakeTools(), wait)).toBeUndefined();
  });

  test('a look every interval, with its progress, and a dot where a heartbeat is asked for', async () => {
    const tools = fakeTools();
    const look = inTurn(pending, { pending: undefined }, { ended: 'done' });
    expect(await until(look, tools, { ...wait, heartbeat: true })).toBe('done');
    expect(tools).toMatchObject({ slept: [10, 10], shown: [{ label: 'Copying' }], count: { beats: 2, done: 1 } });
  });

  test('the first pauses may be short; they double up to the interval', async () => {
    const tools = fakeTools();
    await until(inTurn(pending, pending, pending, pending, { ended: '' }), tools, {
      ...wait,
      interval: 1,
      firstInterval: 0.25,
    });
    expect(tools.slept).toEqual([0.25, 0.5, 1, 1]);
  });

  test('the time is up: the exit code that was asked for, after a last look at the very end', async () => {
    const tools = fakeTools();
    const error = await caught(
      until(inTurn(pending), tools, { ...wait, timeout: 25, timeoutExitCode: 50, hintWhenLate: 'Wait again' }),
    );
    expect(error).toBeInstanceOf(ExitCodeError);
    expect(error).toMatchObject({
      message: 'Task 7 has not ended within 25 seconds. It continues.',
      exitCode: 50,
      hint: 'Wait again',
      data: { task_id: '7' },
    });
    expect(tools).toMatchObject({ slept: [10, 10, 5], count: { done: 1 } });
  });

  test('the phrases of work that does not end but stop', async () => {
    const phrases = {
      notYet: 'Tunnel 7 has not stopped',
      itGoesOn: 'It is still stopping.',
      goesOn: 'Tunnel 7 is still stopping.',
    };
    const late = await caught(until(inTurn(pending), fakeTools(), { ...wait, timeout: 1, phrases }));
    expect(late).toMatchObject({
      message: 'Tunnel 7 has not stopped within 1 seconds. It is still stopping.',
      exitCode: 1,
      hint: wait.hint,
    });
    const interrupted = await caught(until(inTurn(pending), fakeTools({ interruptAfter: 0 }), { ...wait, phrases }));
    expect(interrupted.message).toBe('Interrupted. Tunnel 7 is still stopping.');
  });

  test('Ctrl-C says that the work goes on, and how to stop it', async () => {
    const tools = fakeTools({ interruptAfter: 1 });
    const error = await caught(until(inTurn(pending), tools, wait));
    expect(error).toBeInstanceOf(InterruptedError);
    expect(error).toMatchObject({ message: 'Interrupted. Task 7 goes on.', hint: wait.hint, data: { task_id: '7' } });
    expect(tools.count.done).toBe(1);
  });

  test.each([
    ['the network fails', refused()],
    ['the service is in trouble', answered(503)],
    ['the service is busy', answered(429)],
  ])('%s in the middle of a wait: it is said once, and tried again', async (_, failure) => {
    const tools = fakeTools();
    const look = inTurn(pending, failure, failure, failure, pending, failure, { ended: 'done' });
    expect(await until(look, tools, wait)).toBe('done');
    const line = `${failure.message} Trying again for up to 5 minutes.`;
    expect(tools.said).toEqual([line, line]); // once an outage
    expect(tools.slept).toEqual([10, 1, 2, 4, 10, 1]);
  });

  test('a network that stays away ends the wait after five minutes, and the work goes on', async () => {
    const tools = fakeTools();
    const error = await caught(until(inTurn(pending, refused()), tools, wait));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({
      message: 'api.example.org refused the connection. Task 7 goes on.',
      hint: wait.hint,
      data: { task_id: '7', host: 'api.example.org' },
    });
    expect(tools.slept.slice(0, 9)).toEqual([10, 1, 2, 4, 8, 16, 32, 60, 60]);
    expect(tools.secondsPassed()).toBeGreaterThanOrEqual(patience + 10);
    expect(tools.secondsPassed()).toBeLessThan(patience + 10 + 60);
    expect(tools.said).toHaveLength(1);
    expect(tools.count.done).toBe(1);
  });

  test('a service that stays in trouble ends it, too, with its own hint first', async () => {
    const error = await caught(until(inTurn(pending, answered(500)), fakeTools(), wait));
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({
      message: 'Globus Transfer: no\nTask 7 goes on.',
      hint: `Try again later.\n\n${wait.hint}`,
      response: { status: 500 },
      data: { task_id: '7', http_status: 500 },
    });
  });

  test('the first look is no middle of a wait', async () => {
    const tools = fakeTools();
    const error = await caught(until(inTurn(refused(), { ended: '' }), tools, wait));
    expect(error.message).toBe('api.example.org refused the connection. Task 7 goes on.');
    expect(tools.slept).toEqual([]);
  });

  test('but it is where this command has started the work', async () => {
    const tools = fakeTools();
    expect(await until(inTurn(refused(), { ended: 'done' }), tools, { ...wait, hasBegun: true })).toBe('done');
    expect(tools.slept).toEqual([1]);
  });

  test('a timeout holds while nobody answers', async () => {
    const tools = fakeTools();
    const error = await caught(until(inTurn(pending, refused()), tools, { ...wait, timeout: 12, timeoutExitCode: 51 }));
    expect(error).toMatchObject({
      message:
        'It is not known whether Task 7 has ended, and its 12 seconds are over: api.example.org refused the connection.',
      exitCode: 51,
      hint: wait.hint,
    });
    expect(tools.slept).toEqual([10, 1, 1]);
  });

  test.each([
    ['a refusal', answered(404)],
    ['a login that is needed', new AuthRequiredError('Log in.', { prompt: 'login' }, 'globus login')],
    ['a mistake of ours', new TypeError('x is not a function')],
  ])('%s ends the wait at once, as it is', async (_, failure) => {
    const tools = fakeTools();
    expect(await caught(until(inTurn(pending, failure), tools, wait))).toBe(failure);
    expect(tools).toMatchObject({ slept: [10], said: [], count: { done: 1 } });
  });
});

describe('looks', () => {
  test('every look is seen, and no more are made than are asked for', async () => {
    const tools = fakeTools();
    let made = 0;
    const seen: number[] = [];
    for await (const each of looks(async () => ++made, tools, wait)) {
      seen.push(each);
      if (each === 3) break;
    }
    expect(seen).toEqual([1, 2, 3]);
    expect({ made, done: tools.count.done, slept: tools.slept }).toEqual({ made: 3, done: 1, slept: [10, 10] });
  });
});
