/** Commands of which nothing was typed but their name: they lead to a line that does what is wanted. On a pseudo-terminal, against the sandbox. */
import { beforeAll, describe, expect, test } from 'vitest';
import { sandboxUser, type SandboxUser } from './support/sandbox-user.js';
import { hasTerminal, onTerminal } from './support/terminal.js';

const enter = '\r';
const tab = '\t';
const escape = '\u001b';
const interrupt = '\u0003';

let user: SandboxUser;
beforeAll(async () => {
  if (!hasTerminal) return;
  user = await sandboxUser();
  await user.logIn();
}, 120_000);
const terminal = (argv: readonly string[], columns: number, env: Readonly<Record<string, string>> = {}) =>
  onTerminal(argv, { ...user.env, GLOBUS_PAGER: '', ...env }, columns, 24);
const tutorial = () => user.env['GLOBUS_SANDBOX_TUTORIAL']!;

/** A task that waits for what is not there, so that it goes on. */
async function openTask(label: string): Promise<string> {
  const line = ['transfer', `${tutorial()}:/there/is/none`, `${tutorial()}:/~/none`, '--label', label];
  const { stdout } = await user.run([...line, '-F', 'json', '--jmespath', 'task_id']);
  return JSON.parse(stdout) as string;
}

describe.skipIf(!hasTerminal)('globus task cancel', () => {
  test('with none to choose says so', async () => {
    const shown = terminal(['task', 'cancel'], 60);
    await shown.see(/There is no running task of yours to choose\./);
    expect(await shown.ended()).toBe(2);
  });

  test.each([60, 140])('takes one with Enter, and several that are marked (%i columns)', async (columns) => {
    const ids = [await openTask('観測データ'.repeat(12)), await openTask('second'), await openTask('third')];
    const one = terminal(['task', 'cancel'], columns);
    await one.see(/What to cancel: which running tasks\?\s+❯ \[ \] third/);
    await one.see(/観測データ[^\n]*/);
    one.type('sec');
    await one.see(/❯ \[ \] second/);
    one.type(enter);
    await one.see(/Without questions: globus task cancel [0-9a-f-]{36}\s+\? Cancel what you chose\? \(Y\/n\)/);
    expect(one.screen()).toContain(ids[1]);
    one.type(enter);
    await one.see(/cancelled successfully/);
    expect(await one.ended()).toBe(0);
    const both = terminal(['task', 'cancel'], columns);
    await both.see(/❯ \[ \] third/);
    both.type(tab);
    await both.see(/❯ \[x\] third/);
    both.type('\u001b[B');
    await both.see(/❯ \[ \] 観測/);
    both.type(tab);
    await both.see(/2 marked/);
    both.type(enter);
    await both.see(/Cancel what you chose\?/);
    // no line of what was shown is wider than the terminal, and nothing is coloured
    // eslint-disable-next-line no-control-regex -- it is what is looked for
    expect(both.raw()).not.toMatch(/\u001b\[[0-9;]*[1-9][0-9;]*m/);
    both.type(enter);
    await both.see(/2 of 2/);
    expect(await both.ended()).toBe(0);
  });

  test.each([
    ['Esc', escape],
    ['Ctrl-C', interrupt],
  ])('%s is exit 130, and nothing is done', async (_what, key) => {
    const id = await openTask('stays');
    const shown = terminal(['task', 'cancel'], 80);
    await shown.see(/❯ \[ \] stays/);
    shown.type(key);
    expect(await shown.ended()).toBe(130);
    const { stdout } = await user.run(['task', 'show', id, '-F', 'json', '--jmespath', 'status']);
    expect(stdout).toContain('ACTIVE');
    await user.run(['task', 'cancel', id]);
  });
});
