/** A submission that a signal or the network ends: it is said whether it went out, and the line that is told does it once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endedAt as endedAtGate, gate, type Gate, type Hold } from './support/gate.js';
import { sandboxUser, type SandboxUser } from './support/sandbox-user.js';

let user: SandboxUser;
let way: Gate;
let [source, destination] = ['', ''];
beforeAll(async () => {
  user = await sandboxUser();
  way = await gate(user.env['GLOBUS_SDK_SERVICE_URL_TRANSFER'] ?? '');
  user.env['GLOBUS_SDK_SERVICE_URL_TRANSFER'] = way.url;
  await user.logIn();
  [source = '', destination = ''] = ['TUTORIAL', 'COLLECTION_2'].map(
    (name) => user.env[`GLOBUS_SANDBOX_${name}`] ?? '',
  );
});
afterAll(() => way.close());

/** Runs a line and ends it with a signal where a request is held. */
const endedAt = (argv: readonly string[], signal: NodeJS.Signals, hold: Omit<Hold, 'held'>) =>
  endedAtGate(way, user.env, argv, signal, hold);

const tasksWith = async (label: string): Promise<{ readonly task_id: string }[]> => {
  const { stdout } = await user.run(['task', 'list', '--filter-label', label, '-F', 'json']);
  return (JSON.parse(stdout) as { DATA: { task_id: string }[] }).DATA;
};

const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const isWindows = process.platform === 'win32';

describe.skipIf(isWindows)('a submission that is interrupted', () => {
  test.each(['request', 'answer'] as const)(
    'may have been accepted, held before the %s; the line that is told does it once',
    async (at) => {
      const label = `held ${at}`;
      const argv = ['transfer', `${source}:/README.md`, `${destination}:/~/held-${at}`, '--label', label];
      const { code, stdout, stderr } = await endedAt(argv, 'SIGINT', { method: 'POST', path: /\/transfer$/, at });
      expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
      const id = /under the submission id (\S{36})\./.exec(stderr)?.[1] ?? '';
      const line = `${argv.slice(0, -1).join(' ')} '${label}' --submission-id ${id}`;
      expect(stderr).toBe(
        `Interrupted. The transfer may have been accepted under the submission id ${id}.\n\n` +
          'See whether it is there:  globus task list --limit 5\n' +
          'Cancel it:               globus task cancel TASK_ID\n' +
          `Run it again, once only:  globus ${line}\n`,
      );
      expect(await tasksWith(label)).toHaveLength(at === 'answer' ? 1 : 0);
      const again = await user.run([...argv, '--submission-id', id]);
      expect(again.code).toBe(0);
      expect(await tasksWith(label)).toHaveLength(1);
    },
  );

  test.each(Object.entries(codes))('with %s ends with exit code %i', async (signal, expected) => {
    const argv = ['rm', `${destination}:/~/nothing`, '-f', '-F', 'json'];
    const hold = { method: 'POST', path: /\/delete$/, at: 'request' } as const;
    const { code, stderr } = await endedAt(argv, signal as NodeJS.Signals, hold);
    expect(code).toBe(expected);
    const { submission_id: id, ...rest } = JSON.parse(stderr) as { submission_id: string };
    expect(rest).toMatchObject({
      error: 'InterruptedError',
      exit_code: expected,
      delivery: 'unknown',
      command: `globus ${argv.join(' ')} --submission-id ${id}`,
    });
  });

  test('was not sent where its id had not come yet', async () => {
    const argv = ['delete', `${destination}:/~/x`, '--label', 'early'];
    const { code, stderr } = await endedAt(argv, 'SIGINT', { method: 'GET', path: /submission_id/, at: 'request' });
    expect({ code, stderr }).toEqual({
      code: 130,
      stderr: 'Interrupted. The deletion was not sent yet: nothing is under way.\n',
    });
    expect(await tasksWith('early')).toEqual([]);
  });

  test('a line that names its id is told with that one', async () => {
    const id = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc';
    const argv = ['delete', `--submission-id=${id}`, `${destination}:/~/x`];
    const { stderr } = await endedAt(argv, 'SIGTERM', { method: 'POST', path: /\/delete$/, at: 'request' });
    expect(stderr).toContain(`Run it again, once only:  globus delete ${destination}:/~/x --submission-id ${id}\n`);
    expect(stderr.split(id)).toHaveLength(3);
  });
});

test('a submission that gets no answer says that it may have been accepted', async () => {
  const argv = ['transfer', `${source}:/README.md`, `${destination}:/~/late`, '--label', 'late'];
  way.hold({ method: 'POST', path: /\/transfer$/, at: 'answer', held: () => undefined });
  const { code, stderr } = await user.run(argv, { env: { GLOBUS_SDK_HTTP_TIMEOUT: '1' } });
  way.hold(undefined);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /did not answer within 1 s\. The transfer may have been accepted under the submission id \S{36}\./,
  );
  expect(stderr).toContain('Run it again, once only:  globus transfer');
});

test('one that never left does not say so', async () => {
  const argv = [
    'delete',
    `${destination}:/~/x`,
    '--submission-id',
    '6c54cade-bde5-45c1-bdea-f4bd71dba2cc',
    '-F',
    'json',
  ];
  const closed = await gate('');
  closed.close();
  const env = { GLOBUS_SDK_SERVICE_URL_TRANSFER: closed.url, GLOBUS_ACCESS_TOKEN_TRANSFER: 'x'.repeat(20) };
  const { code, stderr } = await user.run(argv, { env });
  expect(code).toBe(1);
  expect(JSON.parse(stderr)).toMatchObject({ network_code: 'ECONNREFUSED', delivery: 'not_sent' });
  expect(stderr).not.toContain('accepted');
});
