/** What a person is asked before something is lost: the built program on a pseudo-terminal, against the sandbox. */
import { beforeAll, describe, expect, test } from 'vitest';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { admin, sandboxUser, type SandboxUser, scratch } from './support/sandbox-user.js';
import { hasTerminal, onTerminal } from './support/terminal.js';

let user: SandboxUser;
let [lab, folder] = ['', ''];
beforeAll(async () => {
  if (!hasTerminal) return;
  user = await sandboxUser();
  await user.logIn();
  folder = scratch();
  for (const run of ['run6', 'run7', 'run8']) {
    mkdirSync(join(folder, run, 'deep'), { recursive: true });
    writeFileSync(join(folder, run, 'a.txt'), 'a'.repeat(1500));
    writeFileSync(join(folder, run, 'deep', 'b.txt'), 'b'.repeat(1500));
  }
  ({ id: lab } = (await (await admin(user, 'collections', { display_name: 'Lab', path: folder })).json()) as {
    id: string;
  });
});
const terminal = (argv: readonly string[], columns = 80) =>
  onTerminal(argv, { ...user.env, GLOBUS_PAGER: '' }, columns, 24);
const seen = async (line: readonly string[], expression: string) =>
  (await user.run([...line, '--jmespath', expression])).stdout.trim();

describe.skipIf(!hasTerminal)('before something is lost', () => {
  test.each([60, 80, 140])('a folder is named with its place and what is in it, at %i columns', async (columns) => {
    const shown = terminal(['rm', '-r', `${lab}:/run6`], columns);
    await shown.see(/Delete \/run6 and all below \(2 files, 3\.0 kB\) on\s+Lab\?\s+\(y\/N\)/);
    shown.type('\r');
    await shown.see(/Nothing was changed\./);
    expect(await shown.ended()).toBe(130);
    expect(await seen(['ls', `${lab}:/`], "length(DATA[?name=='run6'])")).toBe('1');
  });
  test.each([60, 80, 140])(
    'a folder without --recursive is one, and a yes deletes it, at %i columns',
    async (columns) => {
      mkdirSync(join(folder, `plain${columns}`, 'deep'), { recursive: true });
      writeFileSync(join(folder, `plain${columns}`, 'deep', 'b.txt'), 'b'.repeat(1500));
      const shown = terminal(['delete', '--wait', `${lab}:/plain${columns}`], columns);
      await shown.see(
        /is a folder\. Delete it and all below\s+\(1 file,\s+1\.5 kB\)\s+on\s+Lab,\s+as\s+with\s+--recursive\?/,
      );
      shown.type('y\r');
      await shown.see(/succeeded/);
      expect(await shown.ended(), shown.screen()).toBe(0);
      expect(await seen(['ls', `${lab}:/`], `length(DATA[?name=='plain${columns}'])`)).toBe('0');
    },
  );
  test.each([60, 80, 140])('what is not there is said at once, at %i columns', async (columns) => {
    for (const line of [
      ['rm', `${lab}:/nowhere/at/all`],
      ['delete', `${lab}:/nowhere`],
    ]) {
      const shown = terminal(line, columns);
      await shown.see(
        /There is no \/nowhere[a-z/]* on Lab\.\s+Nothing\s+was\s+deleted\.\s+Look at what is there:\s+globus ls/,
      );
      expect(await shown.ended()).toBe(1);
      expect(shown.screen()).not.toMatch(/\(y\/N\)|accepted|submitted/);
    }
    // where nothing there is as good, and where nobody can be asked, it goes on as before
    const silent = terminal(['rm', '-f', `${lab}:/nowhere`], columns);
    await silent.see(/Delete \/nowhere on\s+Lab\? \(y\/N\)/);
    silent.type('y\r');
    expect(await silent.ended()).toBe(0);
    expect((await user.run(['rm', `${lab}:/nowhere`])).code).toBe(1);
    expect((await user.run(['delete', `${lab}:/nowhere`])).code).toBe(0);
  });
  test('an Enter that was typed before a list is there chooses nothing of it', async () => {
    const timer = ['timer', 'create', 'transfer', `${lab}:/run6`, `${lab}:/run9`, '-r', '--every', '1d'];
    expect((await user.run([...timer, '--start', '2040-01-01', '--name', 'not paused'])).code).toBe(0);
    // pausing asks nothing more
    const shown = terminal(['timer', 'pause']);
    shown.type('\r\r');
    await shown.see(/Which timer\?[\s\S]*not paused/);
    await new Promise((done) => setTimeout(done, 500));
    shown.type('\u001b');
    expect(await shown.ended()).toBe(130);
    expect(await seen(['timer', 'list'], "jobs[?name=='not paused'].status")).not.toMatch(/inactive|paused/);
  });
  test('Esc is no, and what is neither yes nor no is asked again', async () => {
    const shown = terminal(['delete', '-r', `${lab}:/run6`]);
    await shown.see(/Delete \/run6 and all below/);
    shown.type('perhaps\r');
    await shown.see(/Please answer y \(yes\) or n \(no\)\./);
    expect(shown.screen().split('\n').at(-2)).not.toContain('perhaps');
    shown.type('\u001b');
    await shown.see(/Nothing was changed\./);
    expect(await shown.ended()).toBe(130);
  });
  test('yes does it, and --yes is not asked', async () => {
    const shown = terminal(['rm', '-r', `${lab}:/run7`]);
    await shown.see(/\(y\/N\)/);
    shown.type('y\r');
    expect(await shown.ended()).toBe(0);
    const unasked = terminal(['rm', '-r', '--yes', `${lab}:/run8`]);
    expect(await unasked.ended()).toBe(0);
    expect(unasked.screen()).not.toContain('?');
    expect(await seen(['ls', `${lab}:/`], 'DATA[].name')).toBe('[\n  "run6"\n]');
  });
  test('what was typed before the question is no answer to it', async () => {
    const shown = terminal(['rm', '-r', `${lab}:/run6`]);
    shown.type('y\ry\ry');
    await shown.see(/on Lab\? \(y\/N\)/);
    await new Promise((done) => setTimeout(done, 300));
    // no answer stands beside it: only what the keys do, below
    expect(shown.screen().split('Lab?').at(-1)?.trim()).toBe('(y/N)\ny or n, and Enter · Esc is no');
    shown.type('\r');
    await shown.see(/Nothing was changed\./);
    expect(await shown.ended()).toBe(130);
  });
  test('off a terminal nothing is asked', async () => {
    const { id } = JSON.parse(await seen(['bookmark', 'create', `${lab}:/`, 'lab'], '{id: id}')) as { id: string };
    expect(await user.run(['bookmark', 'delete', id])).toMatchObject({ code: 0, stderr: '' });
  });
  test('a group wants its name: another is asked again, nothing leaves it, and the name deletes it', async () => {
    const id = (await seen(['group', 'create', 'Genomics'], 'id')).replaceAll('"', '');
    const left = terminal(['group', 'delete', id]);
    await left.see(/Delete the group 'Genomics', with its 1 member\?/);
    await left.see(/type its name, Genomics:/);
    left.type('genome\r');
    await left.see(/That is not its name: type Genomics, or nothing/);
    left.type('\u0015\r');
    await left.see(/Nothing was changed\./);
    expect(await left.ended()).toBe(130);
    const escaped = terminal(['group', 'delete', id]);
    await escaped.see(/type its name, Genomics:/);
    escaped.type('\u001b');
    await escaped.see(/Nothing was changed\./);
    expect(await escaped.ended()).toBe(130);
    const done = terminal(['group', 'delete', id]);
    await done.see(/type its name, Genomics:/);
    done.type('Genomics\r');
    await done.see(/Group deleted successfully/);
    expect(await done.ended()).toBe(0);
  });
  test('a transfer is asked about only where it deletes', async () => {
    const other = user.env['GLOBUS_SANDBOX_COLLECTION'] ?? '';
    const shown = terminal(['transfer', `${lab}:/run6/`, `${other}:/mirror/`, '-r', '--delete']);
    await shown.see(/Copy, and delete in \/mirror\/ on .* what the source does not\s+have\?/);
    shown.type('n\r');
    await shown.see(/Nothing was changed\./);
    expect(await shown.ended()).toBe(130);
    const copied = terminal(['transfer', `${lab}:/run6/`, `${other}:/mirror/`, '-r']);
    await copied.see(/Task [0-9a-f-]{36} was accepted\./);
    expect(await copied.ended()).toBe(0);
  });
});
