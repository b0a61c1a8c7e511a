/** Manifests by the built program, against a sandbox: split, submitted once, waited for, listed together. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { admin, type SandboxUser, sandboxUser, scratch } from '../support/sandbox-user.js';

let user: SandboxUser;
let [folder, source, destination] = ['', '', ''];
beforeAll(async () => {
  folder = scratch();
  user = await sandboxUser();
  await user.logIn();
  source = user.env['GLOBUS_SANDBOX_TUTORIAL'] ?? '';
  destination = user.env['GLOBUS_SANDBOX_COLLECTION_2'] ?? '';
}, 120_000);

const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
interface Group {
  readonly group: string;
  readonly DATA: readonly { readonly task_id: string; readonly items: number; readonly status?: string }[];
}
const json = async <T>(argv: readonly string[]): Promise<T> => {
  const { code, stdout, stderr } = await user.run([...argv, '-F', 'json']);
  expect([code, stderr.replace(/^.*(?:tasks? (?:was|were) accepted|Task .*).*$/gm, '').trim()]).toEqual([0, '']);
  return JSON.parse(stdout) as T;
};
const ends = () => ['transfer', `${source}:/home/share/godata/`, `${destination}:/~/`];

describe('a manifest', () => {
  test('is split, waited for, and its tasks are listed together; under one name it is submitted once', async () => {
    const list = file(
      'pairs.csv',
      `source,destination\n${[1, 2, 3, 4, 5].map((i) => `file1.txt,m1/${i}.md\n`).join('')}`,
    );
    const line = [...ends(), '--manifest', list, '--items-per-task', '2', '--group', 'nightly', '--wait'];
    const first = await json<Group>(line);
    expect(first.DATA.map(({ items, status }) => [items, status])).toEqual([
      ...[2, 2, 1].map((items) => [items, 'SUCCEEDED']),
    ]);
    const again = await user.run([...line, '-F', 'json']);
    expect(JSON.parse(again.stdout)).toEqual(first);
    expect(again.stderr).toContain("Nothing was sent: the group 'nightly' was submitted before.");
    expect(again.stderr).not.toContain('accepted');
    const { DATA } = await json<{ DATA: { task_id: string; label: string }[] }>(['task', 'list', '--group', 'nightly']);
    expect(DATA.map(({ task_id }) => task_id).sort()).toEqual(first.DATA.map(({ task_id }) => task_id).sort());
    expect(DATA.map(({ label }) => label).sort()).toEqual(['nightly 1/3', 'nightly 2/3', 'nightly 3/3']);
    const names = (await user.run(['ls', `${destination}:/~/m1`])).stdout;
    expect(names).toBe('1.md\n2.md\n3.md\n4.md\n5.md\n');
    const other = await user.run([...ends(), '--manifest', file('other.csv', 'file1.txt,x\n'), '--group', 'nightly']);
    expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining('was already used for other work') });
  });
  test('a refusal in the middle loses nothing: the same line submits the rest', async () => {
    const list = file('more.jsonl', [1, 2, 3].map((i) => `["file1.txt","m2/${i}.md"]\n`).join(''));
    const line = [...ends(), '--manifest', list, '--items-per-task', '1'];
    const effect = { type: 'status', status: 400, code: 'ClientError.BadRequest' };
    const rule = { service: 'transfer', method: 'POST', path: '/**/transfer', count: 1, effect };
    expect((await admin(user, 'faults', rule)).ok).toBe(true);
    expect((await user.run(line)).code).toBe(1);
    const group = await json<Group>(line);
    expect(group.DATA).toHaveLength(3);
    // all of it was submitted: asked for again, it is new work
    const anew = await json<Group>(line);
    expect(anew.group).toBe(`${group.group}-2`);
  });
  test('names what find found, with NULs, to be copied and deleted', async () => {
    const found = await user.run(['find', `${destination}:/~/m1`, '--name', '[12].md', '--print0']);
    const list = file('found', found.stdout);
    const deleted = await json<Group>(['delete', destination, '--manifest', list, '--from0', '--wait']);
    expect(deleted.DATA).toMatchObject([{ items: 2, status: 'SUCCEEDED' }]);
    expect((await user.run(['ls', `${destination}:/~/m1`])).stdout).toBe('3.md\n4.md\n5.md\n');
  });
  test('that sends two sources to one place is warned of, in whatever part they are; --strict refuses it', async () => {
    const rows = [1, 2, 3, 4, 5].map((i) => `file1.txt\tm5/${i}\n`);
    const list = file('twice.tsv', `${rows.join('')}file2.txt\tm5/2\nfile1.txt\tm5/3\n`);
    const line = [...ends(), '--manifest', list, '--items-per-task', '2'];
    const warned = await user.run([...line, '--dry-run']);
    expect([warned.code, warned.stderr]).toEqual([
      0,
      `${list}, lines 2 and 6: /home/share/godata/file1.txt and /home/share/godata/file2.txt both go to /~/m5/2.\n`,
    ]);
    const refused = await user.run([...line, '--strict']);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain('lines 2 and 6');
  });
  test('an error names its line, and nothing is sent', async () => {
    const list = file('bad.tsv', 'a\tb\nc\n');
    expect(await user.run([...ends(), '--manifest', list])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(`${list}, line 2: expected 2 to 5 columns, found 1.`),
    });
    expect((await user.run(['task', 'list', '--group', 'never'])).code).toBe(2);
  });
  test('a dry run says how it would be split', async () => {
    const list = file('dry.csv', 'a,b\nc,d\ne,f\n');
    const { stdout } = await user.run([
      ...ends(),
      '--manifest',
      list,
      '--items-per-task',
      '2',
      '--dry-run',
      '-F',
      'json',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ DATA: [{ items: 2 }, { items: 1 }] });
  });
  test('a task that cannot succeed is named, and the end is exit 1', async () => {
    const list = file('fails.csv', 'file1.txt,m3/ok\nnone.txt,m3/no\n');
    const line = [...ends(), '--manifest', list, '--items-per-task', '1', '--wait', '--fail-fast', '--group', 'fails'];
    const { code, stderr, stdout } = await user.run([...line, '-F', 'json']);
    expect(code).toBe(1);
    expect(stderr).toContain('was canceled because of FILE_NOT_FOUND');
    expect(stdout).toBe('');
  });
});
