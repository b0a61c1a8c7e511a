import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../../src/errors.js';
import { Pace } from '../../../src/globus/transfer/pace.js';

/** A clock that stands still but for what is slept. */
function fakeClock() {
  let now = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => new Date(now),
    sleep: (seconds: number) => {
      slept.push(seconds);
      now += seconds * 1000;
      return Promise.resolve();
    },
  };
}
const busy = (status: number, code?: string, message = 'no', waitSeconds?: number) =>
  new ServiceError(message, { service: 'transfer', status, code, waitSeconds });
const failing = (times: number, error: Error) => {
  let left = times;
  return () => (left-- > 0 ? Promise.reject(error) : Promise.resolve('done'));
};
/** How many may be under way: so many are begun until there is no room. */
async function roomOf(pace: Pace): Promise<number> {
  let [count, end]: [number, () => void] = [0, () => undefined];
  const held = new Promise<void>((done) => (end = done));
  const running: Promise<unknown>[] = [];
  for (; pace.hasRoom(); count++) running.push(pace.run(() => held));
  end();
  await Promise.all(running);
  return count;
}

describe('a pace', () => {
  test.each([
    ['429', busy(429)],
    ['503', busy(503)],
    ['EndpointTooBusy', busy(502, 'ExternalError.DirListingFailed.EndpointTooBusy')],
    ['too many connections', busy(502, 'ExternalError.DirListingFailed', 'Too many connections to this server')],
  ])('%s slows it down and ends nothing', async (_, error) => {
    const clock = fakeClock();
    const said: string[] = [];
    const pace = new Pace(clock, { first: 16, most: 64, onSlower: (why) => said.push(why) });
    expect(await pace.run(failing(3, error))).toBe('done');
    expect(clock.slept.length).toBeGreaterThanOrEqual(3);
    expect(said).toEqual([expect.stringMatching(/is busy: continuing more slowly\.$/)]);
    expect(await roomOf(pace)).toBeLessThan(8);
  });
  test.each([
    ['404', busy(404)],
    ['a server that is off', busy(503, 'ExternalError.DirListingFailed.GCDisconnected')],
  ])('%s is thrown as it is', async (_, error) => {
    const clock = fakeClock();
    await expect(new Pace(clock, { first: 2, most: 4 }).run(failing(1, error))).rejects.toBe(error);
    expect(clock.slept).toEqual([]);
  });
  test('a wait that the service asks for is kept, and one of an hour ends the walk with the reason', async () => {
    const clock = fakeClock();
    await new Pace(clock, { first: 2, most: 4 }).run(failing(1, busy(429, undefined, 'no', 200)));
    expect(clock.slept).toEqual([200]);
    const hour = busy(429, undefined, 'no', 3600);
    await expect(new Pace(fakeClock(), { first: 2, most: 4 }).run(failing(1, hour))).rejects.toBe(hour);
  });
  test('what was sent again below halves it, too, once for all that were under way', async () => {
    const pace = new Pace(fakeClock(), { first: 16, most: 16 });
    await Promise.all(
      Array.from({ length: 4 }, () =>
        pace.run((onBusy) => {
          onBusy();
          return Promise.resolve();
        }),
      ),
    );
    expect(await roomOf(pace)).toBeGreaterThanOrEqual(8);
    expect(await roomOf(pace)).toBeLessThan(16);
  });
  test('grows while it is answered, up to the most', async () => {
    const pace = new Pace(fakeClock(), { first: 16, most: 20 });
    for (let i = 0; i < 100; i++) await pace.run(() => Promise.resolve());
    expect(await roomOf(pace)).toBe(20);
  });
  test('a refusal is believed where nothing gets through for a quarter of an hour', async () => {
    const clock = fakeClock();
    const pace = new Pace(clock, { first: 2, most: 4 });
    await expect(pace.run(failing(Infinity, busy(429)))).rejects.toThrow('no');
    const waited = clock.slept.reduce((sum, each) => sum + each, 0);
    expect(waited).toBeGreaterThan(900);
    expect(waited).toBeLessThan(1000);
  });
});
