/** Keys that are pressed while a task is watched: the built program on a pseudo-terminal, against the sandbox. */
import { beforeAll, describe, expect, test } from 'vitest';
import { sandboxUser, type SandboxUser } from './support/sandbox-user.js';
import { keys, onScreen } from './support/screen.js';
import { hasTerminal, onTerminal, type Terminal } from './support/terminal.js';

let user: SandboxUser;
let [tutorial, destination] = ['', ''];
beforeAll(async () => {
  if (!hasTerminal) return;
  user = await sandboxUser();
  await user.logIn();
  tutorial = user.env['GLOBUS_SANDBOX_TUTORIAL'] ?? '';
  destination = user.env['GLOBUS_SANDBOX_COLLECTION_2'] ?? '';
}, 60_000);

let count = 0;
/** A line that copies what is not there: its task goes on until it is cancelled. */
const endless = (...more: readonly string[]) => [
  'transfer',
  `${tutorial}:/nowhere`,
  `${destination}:/~/x${++count}`,
  ...more,
];
const watching = async (columns: number): Promise<{ readonly shown: Terminal; readonly id: string }> => {
  const shown = onTerminal(endless('--wait'), { ...user.env, GLOBUS_PAGER: '' }, columns);
  const [, id = ''] = await shown.see(/Task ([0-9a-f-]{36}) was accepted\./);
  await shown.see(/Keys: c cancels it, e shows its events, q leaves it running\./);
  await shown.see(/! a file or folder does not exist/);
  return { shown, id };
};
const statusOf = async (id: string) => (await user.run(['task', 'show', id, '--jmespath', 'status'])).stdout.trim();

describe.skipIf(!hasTerminal)('while a task is watched', { timeout: 60_000 }, () => {
  test.each([60, 80, 140])('q leaves it running, and says how to go on, at %d columns', async (columns) => {
    const { shown, id } = await watching(columns);
    shown.type('q');
    await shown.see(
      new RegExp(
        `No longer watching\\. Task\\s+${id.slice(0, 8)}\\s+goes\\s+on\\.\n\nWatch it again:\\s+globus task watch ${id.slice(0, 8)}\n`,
      ),
    );
    expect(await shown.ended()).toBe(130);
    expect(await statusOf(id)).toBe('"ACTIVE"');
  });

  test('e shows what happened, and the watching goes on', async () => {
    const { shown, id } = await watching(80);
    shown.type('e');
    await shown.see(/(just now|min ago) +● started/);
    await shown.see(/Transferring .*0\/1 file/);
    shown.type('q');
    expect(await shown.ended()).toBe(130);
    expect(await statusOf(id)).toBe('"ACTIVE"');
  });

  test('c asks; Enter alone, Esc and any other key cancel nothing, and y with Enter cancels', async () => {
    const { shown, id } = await watching(80);
    for (const no of ['\r', keys.escape, 'n', 'yn', keys.up]) {
      shown.type('c');
      await shown.see(/Cancel this task\? What is done by then stays\. \(y\/N, and Enter\)/);
      shown.type(no);
      await shown.see(/Transferring .*0\/1 file/);
    }
    expect(await statusOf(id)).toBe('"ACTIVE"');
    shown.type('c');
    await shown.see(/Cancel this task\?.*\(y\/N, and Enter\)/);
    shown.type('y\r');
    await shown.see(/It is canceled\./);
    await shown.see(/CANCELED|canceled/);
    expect(await shown.ended()).toBe(1);
    expect(await statusOf(id)).toBe('"FAILED"');
  });

  test.each([40, 60, 80, 140])(
    'nothing is told twice of events, a question and a yes, at %d columns',
    async (columns) => {
      const screen = onScreen(endless('--wait'), { ...user.env, GLOBUS_PAGER: '' }, { columns, rows: 30 });
      await screen.see(/! a file or folder does not exist/);
      screen.type('e');
      await screen.see(/(just now|min ago) +● started/);
      screen.type('c');
      await screen.see(/Cancel this task\? What is done by\s+then\s+stays\.\s+\(y\/N, and\s+Enter\)/);
      screen.type('y');
      await screen.see(/Enter\) y/);
      screen.type('\r');
      expect(await screen.ended()).toBe(1);
      const told = screen.text();
      for (const line of [/● started/g, /globus task cancel/g, /! a file or folder/g, /It is\s+canceled\./g])
        expect(told.match(line), `${line}\n${told}`).toHaveLength(1);
      // once it is answered the question is gone, whatever room it took
      expect(told).not.toMatch(/Cancel this|and Enter/);
    },
  );

  test('task watch and cp listen, too', async () => {
    const submitted = await user.run(endless('--jmespath', 'task_id', '--format', 'unix'));
    const id = submitted.stdout.trim();
    const watched = onTerminal(['task', 'watch', id], user.env);
    await watched.see(/Keys: c cancels it/);
    watched.type('q');
    await watched.see(/No longer watching\./);
    expect(await watched.ended()).toBe(130);
    const slow = await sandboxUser({ speed: { bytesPerSecond: 1 } });
    await slow.logIn();
    const [from, to] = [slow.env['GLOBUS_SANDBOX_TUTORIAL'], slow.env['GLOBUS_SANDBOX_COLLECTION_2']];
    const copied = onTerminal(['cp', '-r', `${from}:/home/share/godata/`, `${to}:/~/y/`], slow.env);
    await copied.see(/Keys: c cancels it/);
    copied.type('c');
    await copied.see(/Cancel this task\?/);
    copied.type('y\r');
    await copied.see(/It is canceled\./);
    expect(await copied.ended()).toBe(1);
  });

  test('nothing is listened to where nobody may be asked', async () => {
    const shown = onTerminal(endless('--wait', '--no-input'), user.env);
    await shown.see(/! a file or folder does not exist/);
    expect(shown.screen()).not.toContain('Keys:');
    shown.type('\u0003');
    await shown.see(/Interrupted\. Task .* goes on\./);
    expect(await shown.ended()).toBe(130);
  });

  test('Ctrl-Z stops it, bg goes on without keys, fg with them, and Ctrl-C ends it', async () => {
    const screen = onScreen(endless('--wait'), user.env, { columns: 100, rows: 30, inShell: true });
    await screen.see(/Keys: c cancels it/);
    await screen.see(/Transferring/);
    screen.type(keys.ctrlZ);
    await screen.see(/Stopped/);
    screen.type('bg\n');
    await screen.see(/\n\[1\]\+ [^]*&\n/);
    screen.type('echo still "here"\n');
    await screen.see(/\nstill here/);
    screen.type('fg\n');
    await screen.see(/ fg\n/);
    // it looks once a second whether it is listened to again
    await expect
      .poll(
        () => {
          screen.type('c');
          return screen.text();
        },
        { timeout: 20_000, interval: 400 },
      )
      .toMatch(/Cancel this task\?/);
    screen.type('n');
    screen.type(keys.ctrlC);
    await screen.see(/Interrupted\. Task .* goes on\./);
    screen.type('echo back "again"\n');
    await screen.see(/\nback again/);
  });
});
