/** Who leaves a copy with Ctrl-C is told what there is: nothing, where no byte went. */
import { expect, test } from 'vitest';
import { InterruptedError } from '../../../src/errors.js';
import { createMeter } from '../../../src/globus/data/meter.js';
import { Failures, reportOf } from '../../../src/globus/data/report.js';

const quiet = { update: () => undefined, done: () => undefined };
async function leftAfter(bytes: number) {
  const meter = createMeter({ progress: quiet, clock: { now: () => new Date(0) } }, 'Copying');
  const copied = async function* () {
    yield* await Promise.resolve([]);
    if (bytes) meter.begin('x', 10).bytes(bytes);
    throw new InterruptedError('Interrupted.');
  };
  const report = reportOf(
    copied(),
    { failures: new Failures(), meter, hooks: {}, isDry: false },
    { notices: { info: () => undefined, warn: () => undefined }, host: {} as never },
  );
  try {
    for await (const row of report.rows) expect(row).toBeUndefined();
  } catch (error) {
    return error;
  }
  return undefined;
}

test('at a login, nothing was begun; in a file, what is there is whole', async () => {
  expect(await leftAfter(0)).toMatchObject({ message: 'Interrupted.', hint: 'Nothing was copied.' });
  expect(await leftAfter(3)).toMatchObject({ hint: 'What is there is whole. Run the same line again.' });
});
