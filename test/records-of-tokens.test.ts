/** Jobs that are handed a token get a new one each time: what one began under a name is theirs, and not somebody else's. */
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { submissionRecords } from '../src/host/submission-records.js';
import { sandboxUser, scratch, type SandboxUser } from './support/sandbox-user.js';

let user: SandboxUser;
let first = '';
let second = '';
let grace = '';
beforeAll(async () => {
  user = await sandboxUser();
  const tokenOf = async (profile: string, person: string) => {
    const url = (await user.run(['login', '--start', '--quiet', '--profile', profile])).stdout.trim();
    await user.run(['login', '--finish', await user.approve(url, person), '--profile', profile]);
    const { stdout } = await user.run(['auth', 'token', 'transfer', '--profile', profile]);
    return stdout.trim();
  };
  first = await tokenOf('one', 'ada@globusid.org');
  second = await tokenOf('two', 'ada@globusid.org');
  grace = await tokenOf('other', 'grace@globusid.org');
}, 60_000);

/** A job on a machine of its own, or on that of the job before. */
const job = (configDir: string, token: string, ...argv: readonly string[]) =>
  user.run(argv, { env: { GLOBUS_CONFIG_DIR: configDir, GLOBUS_ACCESS_TOKEN_TRANSFER: token } });
const submitted = (configDir: string, token: string, name: string) => {
  const manifest = join(scratch(), 'files.csv');
  writeFileSync(manifest, 'source,destination\nREADME.md,a.md\n');
  const { GLOBUS_SANDBOX_TUTORIAL: from, GLOBUS_SANDBOX_COLLECTION_2: to } = user.env;
  return job(
    configDir,
    token,
    ...['transfer', `${from}:/`, `${to}:/~/${name}/`, '--manifest', manifest, '--group', name],
    ...['-F', 'unix', '--jmespath', 'DATA[0].task_id'],
  );
};

describe('a group that was submitted with a token', () => {
  test('is the same with another token of that person, and not submitted again', async () => {
    expect(new Set([first, second, grace]).size).toBe(3);
    const configDir = scratch();
    const begun = await submitted(configDir, first, 'nightly');
    expect(begun.code).toBe(0);
    for (const token of [second, first, second]) {
      const again = await submitted(configDir, token, 'nightly');
      expect({ code: again.code, task: again.stdout }).toEqual({ code: 0, task: begun.stdout });
    }
    const listed = await job(configDir, second, 'task', 'list', '--group', 'nightly', '-F', 'json');
    expect(listed.code).toBe(0);
  });

  test('of which no task is known is not taken over, nor submitted beside it before an hour has passed', async () => {
    const configDir = scratch();
    const whose = (tokensMark: string) => ({ storedKey: 'user', tokensMark });
    const records = (mark: string) => submissionRecords(configDir, whose(mark), () => Promise.resolve(true));
    const write = (name: string, text: string) =>
      records('one').hold(name, (record) => Promise.resolve(record.write(text)));
    await write('lost', JSON.stringify({ group: 'lost', parts: [{ submission_id: 's', items: 1 }] }));
    await expect(records('two').read('lost')).rejects.toThrow("'lost' was begun lately with another token");
    const file = join(
      configDir,
      'submissions',
      readdirSync(join(configDir, 'submissions'))[0] ?? '',
      'one',
      'lost.json',
    );
    const past = new Date(Date.now() - 61 * 60_000);
    utimesSync(file, past, past);
    expect(await records('two').read('lost')).toBeUndefined();
    expect(await records('one').read('lost')).toContain('submission_id');
    // that a copy made a folder holds no id
    await write('folder', JSON.stringify({ group: 'folder', parts: [], isNewFolder: true }));
    expect(await records('two').read('folder')).toContain('isNewFolder');
  });

  test("is not somebody else's, and each keeps their own", async () => {
    const configDir = scratch();
    const begun = await submitted(configDir, first, 'shared');
    const others = await submitted(configDir, grace, 'shared');
    expect([begun.code, others.code]).toEqual([0, 0]);
    expect(others.stdout).not.toBe(begun.stdout);
    expect((await submitted(configDir, grace, 'shared')).stdout).toBe(others.stdout);
    expect((await submitted(configDir, second, 'shared')).stdout).toBe(begun.stdout);
  });
});
