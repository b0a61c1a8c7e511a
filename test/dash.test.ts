/** The dashboard, driven on a pseudo-terminal by the built program, against the sandbox. Its screens are kept in test/screens. */
import { beforeAll, describe, expect, test } from 'vitest';
import { sandboxUser, type SandboxUser } from './support/sandbox-user.js';
import { width } from '../src/output/cut.js';
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
  const copy = ['transfer', `${tutorial}:/share/godata/`, `${storage}:/copied/`, '-r', '--label', 'weekly copy'];
  await user.run([...copy, '--wait']);
  // what is not there is looked for again and again
  await user.run(['transfer', `${tutorial}:/none`, `${storage}:/none`, '--label', 'cannot end']);
}, 120_000);

/** Ids and times differ from run to run. */
const kept = (text: string) =>
  `${text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX')
    .replace(/(next )? *\b\d+ [A-Z][a-z]{2} (\d\d:\d\d|\d{4})/g, (when, next = '') =>
      `${next as string}1 Nov 09:00`.padStart(when.length),
    )
    .replace(/· [0-9a-f-]+…/g, '· XXXX…')
    .replace(/\d+ faults?/g, 'N faults')}\n`;

describe.skipIf(!hasTerminal)('globus dash', { timeout: 120_000 }, () => {
  test.each([60, 80, 140])('shows all that runs or ran at %i columns', async (columns) => {
    const screen = onScreen(['dash'], user.env, { columns, rows: 16 });
    await screen.see((text) => /transfer {2}cannot/.test(text) && /timer/.test(text) && /compute/.test(text));
    await expect(kept(screen.text())).toMatchFileSnapshot(`screens/dash.${columns}.txt`);
    screen.type('q');
    expect(await screen.ended()).toBe(0);
    expect(screen.isAtRest()).toBe(true);
  });

  test.each([60, 80, 140])('with --endpoint shows what everybody does there at %i columns', async (columns) => {
    const screen = onScreen(['dash', '--endpoint', 'Sandbox Source'], user.env, { columns, rows: 16 });
    await screen.see(/> ?! {2}transfer {2}cannot end/, 60_000);
    await expect(kept(screen.text())).toMatchFileSnapshot(`screens/dash-endpoint.${columns}.txt`);
    screen.type('q');
    expect(await screen.ended()).toBe(0);
    expect(screen.isAtRest()).toBe(true);
  });

  test('with --endpoint shows what is done on all collections of an endpoint', async () => {
    const { code, stdout } = await user.run(['dash', '--endpoint', 'Sandbox Endpoint', '--jmespath', '[].name']);
    expect({ code, names: JSON.parse(stdout) as unknown }).toEqual({ code: 0, names: ['cannot end'] });
  });

  test('with --endpoint pauses the task of somebody, lets it go on, and keeps its rows in another size', async () => {
    const screen = onScreen(['dash', '--endpoint', 'Sandbox Source'], user.env, { columns: 100, rows: 24 });
    await screen.see(/> ?! {2}transfer {2}cannot end/, 60_000);
    screen.resize(60, 12);
    await screen.see((text) => text.split('\n').length === 12 && /> ?! {2}transfer {2}cannot/.test(text), 60_000);
    screen.type('p');
    await screen.see(/> ?⏸ {2}transfer {2}cannot/, 60_000);
    screen.type('p');
    await screen.see((text) => /> ?[!●] {2}transfer {2}cannot/.test(text), 60_000);
    screen.type(keys.ctrlC);
    expect(await screen.ended()).toBe(130);
  });

  test.each([60, 80, 140])(
    'keeps its rows from %i columns to any other width, and gives the terminal back',
    async (columns) => {
      const screen = onScreen(['dash'], user.env, { columns, rows: 16, inShell: true });
      await screen.see((text) => /transfer {2}cannot/.test(text) && /timer/.test(text) && /compute/.test(text), 60_000);
      for (const wide of [140, 60, 80, columns]) {
        screen.resize(wide, 16);
        await screen.see(
          (text) =>
            /transfer {2}cannot/.test(text) &&
            text.split('\n').every((line) => width(line) <= wide) &&
            // where there is room for when, it is told
            /next \d/.test(text) === wide > 60,
        );
      }
      screen.type(keys.ctrlZ);
      await screen.see(/Stopped/);
      expect(screen.isAtRest()).toBe(true);
      screen.type('fg\n');
      await screen.see(/Everything of yours[\s\S]*transfer {2}cannot/);
      screen.type('q');
      await screen.see(/shell>$/);
      expect(screen.isAtRest()).toBe(true);
      screen.type('exit\n');
      expect(await screen.ended()).toBe(0);
    },
  );

  test.each([60, 80, 140])(
    'at %i columns says why a deletion cannot be done again, and the rest goes on',
    async (columns) => {
      await user.run(['mkdir', `${storage}:/gone-${columns}`]);
      await user.run(['delete', `${storage}:/gone-${columns}`, '-r', '--label', `tidied ${columns}`]);
      const screen = onScreen(['dash'], user.env, { columns, rows: 30 });
      const rowOf = (what: RegExp) =>
        screen
          .text()
          .split('\n')
          .findIndex((line) => what.test(line));
      const wanted = new RegExp(`delete +tidied ${columns}`);
      await screen.see((text) => wanted.test(text) && /^>/m.test(text), 60_000);
      const way = rowOf(wanted) - rowOf(/^>/);
      screen.type((way < 0 ? keys.up : keys.down).repeat(Math.abs(way)));
      await screen.see(new RegExp(`^>.*tidied ${columns}`, 'm'));
      screen.type('a');
      await screen.see(/Globus does not tell which paths a deletion named/);
      screen.type(keys.enter);
      await screen.see(new RegExp(`─ delete tidied ${columns} ─`));
      screen.type(keys.escape);
      await screen.see(new RegExp(`^>.*tidied ${columns}`, 'm'));
      screen.type('q');
      expect(await screen.ended()).toBe(0);
    },
  );

  test('shows details and events, and cancels after a question that has the line', async () => {
    const screen = onScreen(['dash'], user.env, { columns: 100, rows: 24 });
    await screen.see(/> ?! {2}transfer {2}cannot end/);
    screen.type(keys.enter);
    await screen.see(/─ transfer cannot end ─[\s\S]*Label:[\s\S]*globus task show /);
    screen.type(keys.escape);
    await screen.see(/> ?! {2}transfer {2}cannot end/);
    screen.type('c');
    await screen.see(/Cancel cannot end\? It cannot go on afterwards\.[\s\S]*globus task cancel /);
    screen.type(keys.enter);
    await screen.see(/✓ globus task cancel/);
    await screen.see(/− {2}transfer {2}cannot end/);
    screen.type(keys.ctrlC);
    expect(await screen.ended()).toBe(130);
    expect(screen.isAtRest()).toBe(true);
  });

  test('does a copy again after a question that has the line, which does the same in a shell', async () => {
    const screen = onScreen(['dash'], user.env, { columns: 140, rows: 24 });
    await screen.see(/transfer {2}weekly copy/);
    screen.type('G');
    await screen.see(/>.*transfer {2}weekly copy/);
    screen.type('a');
    await screen.see(/Copy the 3 files that it copied from Globus Tutorial Collection 1 to .* again\?/);
    await screen.see(/globus task show [0-9a-f-]{36} --successful-transfers --format ndjson \|/);
    screen.type(keys.escape);
    await screen.see(/>.*transfer {2}weekly copy/);
    const ids = async () =>
      (await user.run(['task', 'list', '--jmespath', "DATA[?type=='TRANSFER'].task_id"])).stdout.match(
        /[0-9a-f-]{36}/g,
      );
    const before = await ids();
    screen.type('a');
    await screen.see(/again\?/);
    screen.type(keys.enter);
    await screen.see(/✓ globus task show/);
    screen.type('q');
    expect(await screen.ended()).toBe(0);
    const [newest = '', ...others] = (await ids()) ?? [];
    expect(others).toEqual(before);
    await user.run(['task', 'wait', newest]);
    expect(
      (await user.run(['task', 'show', newest, '--jmespath', '[status, label, files_transferred]'])).stdout,
    ).toMatch(/SUCCEEDED[^]*weekly copy[^]*3/);
  });

  test('is what task watch shows without a task', async () => {
    const screen = onScreen(['task', 'watch'], user.env, { columns: 100, rows: 16 });
    await screen.see(/Everything of yours[\s\S]*transfer {2}weekly copy/);
    screen.type('q');
    expect(await screen.ended()).toBe(0);
    expect(await user.run(['task', 'watch'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: "Missing argument 'TASK_ID'.\n\nSee: globus task watch --help\n",
    });
  });

  test('without a terminal prints it once', async () => {
    const { stdout, code } = await user.run(['dash', '-F', 'json']);
    expect(code).toBe(0);
    const rows = JSON.parse(stdout) as readonly {
      readonly kind: string;
      readonly name: string;
      readonly state: string;
    }[];
    expect(rows).toContainEqual(expect.objectContaining({ kind: 'transfer', name: 'weekly copy', state: 'done' }));
    expect(new Set(rows.map(({ kind }) => kind))).toContain('timer');
  });

  test('starts a flow again with the input that its run had', async () => {
    const definition = { StartAt: 'Do', States: { Do: { Type: 'Pass', End: true } } };
    const created = await user.run(['flows', 'create', 'Do it', JSON.stringify(definition), '--jmespath', 'id']);
    const flow = JSON.parse(created.stdout) as string;
    await user.logIn(undefined, ['--flow', flow]);
    const started = await user.run(['flows', 'start', flow, '--input', '{"n": 9007199254740993}', '--wait']);
    expect(started.code, started.stderr).toBe(0);
    const screen = onScreen(['dash'], user.env, { columns: 140, rows: 24 });
    await screen.see(/run {7}Do it/, 60_000);
    const rowOf = (what: RegExp) =>
      screen
        .text()
        .split('\n')
        .findIndex((line) => what.test(line));
    const way = rowOf(/run {7}Do it/) - rowOf(/^>/);
    screen.type((way < 0 ? keys.up : keys.down).repeat(Math.abs(way)));
    await screen.see(/>.*run {7}Do it/);
    screen.type('a');
    await screen.see(/Start Do it again with the input that this run had\?/);
    await screen.see(/globus flows run show-logs [0-9a-f-]{36} --limit 1 --jmespath/);
    screen.type(keys.enter);
    await screen.see(/✓ globus flows run show-logs/, 60_000);
    screen.type('q');
    expect(await screen.ended()).toBe(0);
    const runs = await user.run(['flows', 'run', 'list', '--filter-flow-id', flow, '--jmespath', 'runs[].run_id']);
    const [first = '', second = '', ...more] = JSON.parse(runs.stdout) as string[];
    expect(more).toEqual([]);
    for (const id of [first, second]) {
      const log = await user.run(['flows', 'run', 'show-logs', id, '--limit', '1', '--jmespath', 'entries[0].details']);
      expect(log.stdout).toContain('9007199254740993');
    }
  });
});
