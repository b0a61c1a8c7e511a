/** What the dashboard does with the task or run under its cursor, on a pseudo-terminal, against the sandbox. Its questions are kept in test/screens. */
import { beforeAll, describe, expect, test } from 'vitest';
import { keptOfDash } from './support/dash-screen.js';
import { sandboxUser, type SandboxUser } from './support/sandbox-user.js';
import { keys, onScreen } from './support/screen.js';
import { hasTerminal } from './support/terminal.js';

let user: SandboxUser;
let tutorial: string;
let storage: string;
beforeAll(async () => {
  if (!hasTerminal) return;
  user = await sandboxUser();
  await user.logIn();
  tutorial = user.env['GLOBUS_SANDBOX_TUTORIAL'] ?? '';
  storage = user.env['GLOBUS_SANDBOX_COLLECTION'] ?? '';
}, 120_000);

const widths = [60, 80, 140];
const patience = 60_000;
const dash = (columns: number, more: readonly string[] = []) => {
  const screen = onScreen(['dash', ...more], user.env, { columns, rows: 24 });
  return { ...screen, see: (what: Parameters<typeof screen.see>[0]) => screen.see(what, patience) };
};
/** Moves the cursor to the row that is wanted. */
async function goTo(screen: ReturnType<typeof dash>, wanted: RegExp) {
  const rowOf = (what: RegExp) =>
    screen
      .text()
      .split('\n')
      .findIndex((line) => what.test(line));
  await screen.see((text) => wanted.test(text) && /^>/m.test(text));
  const way = rowOf(wanted) - rowOf(/^>/);
  screen.type((way < 0 ? keys.up : keys.down).repeat(Math.abs(way)));
  await screen.see(new RegExp(`^>.*${wanted.source}`, 'm'));
}
/** A task that looks again and again for what is not there. */
const stuck = async (label: string) => {
  await user.run(['transfer', `${tutorial}:/none`, `${storage}:/none`, '--label', label]);
};
/** Waits until the task has met with several faults. */
const several = async (label: string) => {
  for (let n = 0; n < 100; n++) {
    const { stdout } = await user.run(['task', 'show', label, '-F', 'json', '--jmespath', 'faults']);
    if (Number(stdout) > 1) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`'${label}' has not met with several faults`);
};
/** What stands in a box, in one line. */
const flat = (text: string) => text.replace(/[\s│]+/g, ' ');
describe.skipIf(!hasTerminal)('globus dash', { timeout: 300_000 }, () => {
  test.each(widths)('cancels at %i columns after a question that has the line', async (columns) => {
    await stuck(`cannot end ${columns}`);
    const screen = dash(columns);
    await goTo(screen, new RegExp(`transfer {2}cannot end ${columns}`));
    screen.type('c');
    await screen.see(/Cancel cannot end \d+\? It cannot go on afterwards\.[\s\S]*globus task cancel /);
    await expect(keptOfDash(screen.text())).toMatchFileSnapshot(`screens/dash-cancel.${columns}.txt`);
    screen.type(keys.escape);
    await screen.see(new RegExp(`>! {2}transfer {2}cannot end ${columns}`));
    screen.type('c');
    await screen.see(/It cannot go on afterwards/);
    // what cannot be undone wants its own key, as (y/N) does
    screen.type(keys.enter);
    await screen.see(new RegExp(`>! {2}transfer {2}cannot end ${columns}`));
    screen.type('c');
    await screen.see(/It cannot go on afterwards/);
    screen.type('y');
    await screen.see(/✓ globus task cancel/);
    await screen.see(new RegExp(`− {2}transfer {2}cannot end ${columns}`));
    screen.type(keys.ctrlC);
    expect(await screen.ended()).toBe(130);
    expect(screen.isAtRest()).toBe(true);
  });

  test.each(widths)(
    'of an administrator pauses the task of somebody at %i columns, and lets it go on',
    async (columns) => {
      await stuck(`of somebody ${columns}`);
      // a paused one is not tried again, and one fault is a word of another length than several
      await several(`of somebody ${columns}`);
      const screen = dash(columns, ['--endpoint', 'Sandbox Source']);
      await goTo(screen, new RegExp(`transfer {2}of somebody ${columns}`));
      screen.type('p');
      await screen.see(new RegExp(`>⏸ {1,2}transfer {2}of somebody ${columns}`));
      await screen.see(/✓ globus endpoint-manager task pause/);
      await expect(keptOfDash(screen.text())).toMatchFileSnapshot(`screens/dash-paused.${columns}.txt`);
      screen.type('p');
      await screen.see(new RegExp(`>[!●] {2}transfer {2}of somebody ${columns}`));
      screen.type('q');
      expect(await screen.ended()).toBe(0);
      expect(screen.isAtRest()).toBe(true);
      await user.run(['task', 'cancel', '--all', '--yes']);
    },
  );

  test.each(widths)(
    'copies again at %i columns after a question whose line does the same in a shell',
    async (columns) => {
      const label = `weekly copy ${columns}`;
      const copy = ['transfer', `${tutorial}:/share/godata/`, `${storage}:/copied/`, '-r', '--label', label];
      await user.run([...copy, '--wait']);
      const newestId = async () =>
        (await user.run(['task', 'list', '--jmespath', "DATA[?type=='TRANSFER'].task_id | [0]"])).stdout.trim();
      const first = await newestId();
      const screen = dash(columns);
      const row = new RegExp(`transfer {2}${label}`);
      await goTo(screen, row);
      screen.type('a');
      await screen.see((text) =>
        /Copy the 3 files that it copied from Globus Tutorial Collection 1:\/share\/godata\/? to .* again\? .*globus task show [0-9a-f]{8} --successful-transfers --format ndjson \|/.test(
          flat(text),
        ),
      );
      await expect(keptOfDash(screen.text())).toMatchFileSnapshot(`screens/dash-again.${columns}.txt`);
      screen.type(keys.escape);
      await screen.see(new RegExp(`>.*${row.source}`));
      expect(await newestId()).toBe(first);
      screen.type('a');
      await screen.see(/again\?/);
      screen.type(keys.enter);
      await screen.see(/✓ globus task show/);
      screen.type('q');
      expect(await screen.ended()).toBe(0);
      const newest = JSON.parse(await newestId()) as string;
      expect(newest).not.toBe(JSON.parse(first));
      await user.run(['task', 'wait', newest]);
      const shown = await user.run(['task', 'show', newest, '--jmespath', '[status, label, files_transferred]']);
      expect(JSON.parse(shown.stdout)).toEqual(['SUCCEEDED', label, 3]);
    },
  );

  test.each(widths)('at %i columns deletes nothing with Enter where a copy deletes what is extra', async (columns) => {
    const [name, folder] = [`mirror ${columns}`, `mirror-${columns}`];
    await user.run(['mkdir', `${storage}:/${folder}`]);
    const ends = [`${tutorial}:/share/godata/`, `${storage}:/${folder}/`];
    const when = ['--every', '1d', '--start', 'in 20 days', '--name', name];
    const made = await user.run(['timer', 'create', 'transfer', ...ends, '-r', '--delete-destination-extra', ...when]);
    expect(made, made.stderr).toMatchObject({ code: 0 });
    await user.run(['mkdir', `${storage}:/${folder}/extra`]);
    const screen = dash(columns);
    await goTo(screen, new RegExp(`timer +${name}`));
    screen.type('a');
    await screen.see(
      (text) => /and delete there what the source does not have,/.test(flat(text)) && /y do it/.test(text),
    );
    screen.type(keys.enter);
    await screen.see((text) => !/and delete there/.test(flat(text)));
    screen.type('q');
    expect(await screen.ended()).toBe(0);
    expect((await user.run(['ls', `${storage}:/${folder}/`])).stdout).toContain('extra/');
  });

  test.each(widths)('at %i columns says why a deletion cannot be done again, and the rest goes on', async (columns) => {
    await user.run(['mkdir', `${storage}:/gone-${columns}`]);
    await user.run(['delete', `${storage}:/gone-${columns}`, '-r', '--label', `tidied ${columns}`]);
    const screen = dash(columns);
    await goTo(screen, new RegExp(`delete +tidied ${columns}`));
    screen.type('a');
    await screen.see(/Globus does not say which paths these were: delete[\s│]+them/);
    screen.type(keys.enter);
    await screen.see(new RegExp(`─ delete tidied ${columns} ─`));
    screen.type(keys.escape);
    await screen.see(new RegExp(`^>.*tidied ${columns}`, 'm'));
    screen.type('q');
    expect(await screen.ended()).toBe(0);
  });

  test.each(widths)('starts a flow again at %i columns with the input that its run had', async (columns) => {
    const title = `Do it ${columns}`;
    const definition = { StartAt: 'Do', States: { Do: { Type: 'Pass', End: true } } };
    const created = await user.run(['flows', 'create', title, JSON.stringify(definition), '--jmespath', 'id']);
    const flow = JSON.parse(created.stdout) as string;
    await user.logIn(undefined, ['--flow', flow]);
    const started = await user.run(['flows', 'start', flow, '--input', '{"n": 9007199254740993}', '--wait']);
    expect(started.code, started.stderr).toBe(0);
    const screen = dash(columns);
    await goTo(screen, new RegExp(`run {7}${title}`));
    screen.type('a');
    await screen.see((text) =>
      /Start Do it \d+ again with the input that this run had\? .*globus flows run show-logs [0-9a-f-]{36} --limit 1 --jmespath/.test(
        flat(text),
      ),
    );
    screen.type(keys.enter);
    await screen.see(/✓ globus flows run show-logs/);
    screen.type('q');
    expect(await screen.ended()).toBe(0);
    const runs = await user.run(['flows', 'run', 'list', '--filter-flow-id', flow, '--jmespath', 'runs[].run_id']);
    const ids = JSON.parse(runs.stdout) as string[];
    expect(ids).toHaveLength(2);
    for (const id of ids) {
      const log = await user.run(['flows', 'run', 'show-logs', id, '--limit', '1', '--jmespath', 'entries[0].details']);
      expect(log.stdout).toContain('9007199254740993');
    }
  });
});
