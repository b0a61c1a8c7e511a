/** A service account gives the consents that something of it needs later, when no command of it runs. */
import { beforeAll, expect, test } from 'vitest';
import { sandboxClient, type SandboxClient } from './support/sandbox-client.js';

interface Timer {
  readonly job_id: string;
  readonly inactive_reason: { readonly cause: string } | null;
  readonly n_runs?: number;
}
let client: SandboxClient;
let line: readonly string[];
beforeAll(async () => {
  client = await sandboxClient();
  const { GLOBUS_SANDBOX_TUTORIAL: from, GLOBUS_SANDBOX_MAPPED_COLLECTION: to } = client.env;
  line = ['timer', 'create', 'transfer', `${from}:/share/godata/file1.txt`, `${to}:/timed.txt`, '--interval', '1d'];
});
const done = async (argv: readonly string[]) => {
  const { code, stdout, stderr } = await client.run([...argv, '-F', 'json']);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  return JSON.parse(stdout) as Timer;
};
/** The timer once it has run, or was stopped. */
const ran = async (id: string): Promise<Timer> => {
  let timer = await done(['timer', 'show', id]);
  for (let n = 0; n < 100 && !timer.n_runs && !timer.inactive_reason; n++) {
    await new Promise((next) => setTimeout(next, 100));
    timer = await done(['timer', 'show', id]);
  }
  return timer;
};

test('a timer that waits for a consent runs once it is resumed', async () => {
  const [source, target] = [line[3]!.split(':'), line[4]!.split(':')];
  const timer = {
    timer_type: 'transfer',
    schedule: { type: 'recurring', interval_seconds: 86_400 },
    body: {
      DATA_TYPE: 'transfer',
      source_endpoint: source[0],
      destination_endpoint: target[0],
      DATA: [{ DATA_TYPE: 'transfer_item', source_path: source[1], destination_path: target[1] }],
    },
  };
  const { code, stdout } = await client.run([
    'api',
    'timers',
    'POST',
    '/v2/timer',
    '--body',
    JSON.stringify({ timer }),
  ]);
  expect(code).toBe(0);
  const { job_id: id } = (JSON.parse(stdout) as { timer: Timer }).timer;
  expect((await ran(id)).inactive_reason).toMatchObject({ cause: 'globus_auth_requirements' });
  await done(['timer', 'resume', id]);
  expect(await ran(id)).toMatchObject({ n_runs: 1, inactive_reason: null });
});

test('a timer to a mapped collection runs', async () => {
  const { job_id: id } = await done(line);
  expect(await ran(id)).toMatchObject({ n_runs: 1, inactive_reason: null });
});

test('a timer that starts a flow runs, also where nobody could be asked', async () => {
  const { id } = (await done([
    'flows',
    'create',
    'Nothing',
    '{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}',
  ])) as unknown as { readonly id: string };
  const { job_id } = await done(['timer', 'create', 'flow', id, '--interval', '1d']);
  expect(await ran(job_id)).toMatchObject({ n_runs: 1, inactive_reason: null });
});
