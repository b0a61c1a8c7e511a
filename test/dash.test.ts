/** The dashboard, driven on a pseudo-terminal by the built program, against the sandbox. Its screens are kept in test/screens. */
import { beforeAll, describe, expect, test } from 'vitest';
import { keptOfDash } from './support/dash-screen.js';
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

/** What is told of a task that goes on changes while one looks. */
const lasting = (text: string) =>
  keptOfDash(text)
    .replace(/(0 of 1 file.*\n)[\s\S]*?(│ Follow it)/, '$1│ ⋮\n$2')
    // as many fewer as there are lines above
    .replace(/╯\n{2,}/, '╯\n\n');

describe.skipIf(!hasTerminal)('globus dash', { timeout: 120_000 }, () => {
  test.each([60, 80, 140])('shows all that runs or ran at %i columns', async (columns) => {
    const screen = onScreen(['dash'], user.env, { columns, rows: 16 });
    await screen.see((text) => /transfer {2}cannot/.test(text) && /timer/.test(text) && /compute/.test(text));
    await expect(keptOfDash(screen.text())).toMatchFileSnapshot(`screens/dash.${columns}.txt`);
    screen.type('?');
    await expect(keptOfDash(await screen.see(/─ Keys ─[\s\S]*q {2}F10 +leave/))).toMatchFileSnapshot(
      `screens/dash-keys.${columns}.txt`,
    );
    screen.type('?');
    await screen.see(/timer/);
    screen.type('q');
    expect(await screen.ended()).toBe(0);
    expect(screen.isAtRest()).toBe(true);
  });

  test.each([60, 80, 140])('with --endpoint shows what everybody does there at %i columns', async (columns) => {
    const screen = onScreen(['dash', '--endpoint', 'Sandbox Source'], user.env, { columns, rows: 16 });
    await screen.see(/> ?! {2}transfer {2}cannot end/, 60_000);
    await expect(keptOfDash(screen.text())).toMatchFileSnapshot(`screens/dash-endpoint.${columns}.txt`);
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
    // a window that is dragged to nothing, and back, with the details open
    screen.type('\r');
    await screen.see(/╭─ /);
    for (const [wide, high] of [
      [1, 50],
      [3, 30],
      [1, 1],
    ] as const) {
      screen.resize(wide, high);
      await new Promise((done) => setTimeout(done, 200));
    }
    screen.resize(60, 12);
    await screen.see(/╭─ [^\n]*╮/);
    screen.type('q');
    await screen.see(/> ?! {2}transfer {2}cannot/);
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
            // when it runs next is told at every width
            /next \S/.test(text),
        );
      }
      screen.type(keys.ctrlZ);
      await screen.see(/Stopped/);
      expect(screen.isAtRest()).toBe(true);
      screen.type('fg\n');
      await screen.see(/Everything of yours[\s\S]*transfer {2}cannot/);
      // another program stops it: the shell's screen is there, too
      screen.type(keys.ctrlZ);
      await screen.see(/Stopped/);
      screen.type('clear; stopped=$(jobs -p %1); (sleep 2; kill -TSTP $stopped) & fg %1\n');
      await screen.see(/Everything of yours[\s\S]*transfer {2}cannot/);
      await screen.see(/Stopped/);
      expect(screen.isAtRest()).toBe(true);
      screen.type('fg %1\n');
      await screen.see(/Everything of yours[\s\S]*transfer {2}cannot/);
      screen.type('q');
      await screen.see(/shell>$/);
      expect(screen.isAtRest()).toBe(true);
      screen.type('exit\n');
      expect(await screen.ended()).toBe(0);
    },
  );

  test.each(['QUIT', 'USR2', 'ALRM', 'XCPU'])('gives the terminal back where SIG%s ends it', async (signal) => {
    const screen = onScreen(['dash'], user.env, { columns: 80, rows: 16, inShell: true });
    const isUp = /Everything of yours[\s\S]*transfer {2}cannot/;
    await screen.see(isUp, 60_000);
    screen.type(keys.ctrlZ);
    await screen.see(/Stopped/);
    screen.type(`clear; stopped=$(jobs -p %1); (sleep 2; kill -${signal} $stopped) & fg %1\n`);
    await screen.see(isUp);
    await screen.see((text) => !isUp.test(text) && /shell>$/.test(text));
    expect(screen.isAtRest()).toBe(true);
  });

  test.each([60, 80, 140])('shows details and events as people read them at %i columns', async (columns) => {
    const screen = onScreen(['dash'], user.env, { columns, rows: 20 });
    await screen.see(/> ?! {2}transfer {2}cannot end/, 60_000);
    screen.type(keys.enter);
    await screen.see(/─ transfer cannot end ─[\s\S]*globus task show /, 60_000);
    await expect(lasting(screen.text())).toMatchFileSnapshot(`screens/dash-details.${columns}.txt`);
    screen.type(keys.escape);
    await screen.see(/> ?! {2}transfer {2}cannot end/);
    screen.type('e');
    await screen.see(/─ transfer cannot end ─[\s\S]*globus task event-list /, 60_000);
    expect(screen.text()).not.toMatch(/None|False|T\d\d:\d\d:\d\d/);
    screen.type('q');
    await screen.see(/> ?! {2}transfer {2}cannot end/);
    screen.type('q');
    expect(await screen.ended()).toBe(0);
  });

  test.each([60, 80, 140])('is what task watch shows without a task, at %i columns', async (columns) => {
    const screen = onScreen(['task', 'watch'], user.env, { columns, rows: 16 });
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
});
