import { timers } from '@globus/sdk';
import { describe, expect, test } from 'vitest';
import { refused, said, usingSdk } from './sdk.js';
import { until } from './transferring.js';

const start = Date.parse('2030-01-01T00:00:00Z');
const using = usingSdk('timer', timers, { clock: { startAt: start, frozen: true } });
const { sdk, by } = using;

describe("Globus's own JavaScript SDK, Timers", () => {
  test('makes a timer, pauses, resumes, renames, runs and deletes it', async () => {
    const { ada, grace, admin, transferOf } = using.world;
    const schedule = {
      type: 'recurring',
      interval_seconds: 3600,
      start: '2030-01-01T01:00:00+00:00',
      end: { condition: 'iterations', count: 3 },
    };
    const { timer } = await said(
      sdk.timer.create(
        by(ada, {
          payload: {
            timer: {
              timer_type: 'transfer',
              name: 'From the SDK',
              schedule,
              body: transferOf('/home/share/godata/file1.txt', '/timed.txt'),
            },
          },
        }),
      ),
    );
    const id = timer.job_id;
    expect(timer).toMatchObject({ name: 'From the SDK', number_of_runs: 0, next_run: '2030-01-01T01:00:00+00:00' });
    await refused(sdk.jobs.get(id, by(grace)), 404);
    await said(sdk.jobs.pause(id, by(ada)));
    expect(await said(sdk.jobs.get(id, by(ada)))).toMatchObject({
      status: 'inactive',
      inactive_reason: { cause: 'user' },
      next_run: null,
    });
    await said(sdk.jobs.resume(id, by(ada, { payload: { update_credentials: true } })));
    expect(await said(sdk.jobs.patch(id, by(ada, { payload: { name: 'Renamed' } })))).toMatchObject({
      name: 'Renamed',
      status: 'active',
    });
    expect(
      (await said(sdk.jobs.getAll(by(ada, { query: { order: 'submitted_at asc' } })))).jobs.map(
        (job: any) => job.job_id,
      ),
    ).toContain(id);
    await admin('POST', '/clock', { advance_seconds: 3600 });
    const ran = await until(async () => {
      const job = await said(sdk.jobs.get(id, by(ada)));
      return job.results.data[0]?.run_status === 'SUCCEEDED' ? job : undefined;
    });
    expect(ran).toMatchObject({
      n_runs: 1,
      n_errors: 0,
      next_run: '2030-01-01T02:00:00+00:00',
      results: { data: [{ status: 202, errors: null }], page_next: null },
    });
    expect(await said(sdk.jobs.remove(id, by(ada)))).toMatchObject({ job_id: id });
    await refused(sdk.jobs.get(id, by(ada)), 404);
  });
});
using.everyFunctionWasCalled();
