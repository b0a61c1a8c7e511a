/** Choosing instead of typing: the built program on a pseudo-terminal, against the sandbox. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { admin, sandboxUser, type SandboxUser } from './support/sandbox-user.js';
import { hasTerminal, onTerminal } from './support/terminal.js';

let user: SandboxUser;
beforeAll(async () => {
  if (!hasTerminal) return;
  user = await sandboxUser();
  await user.logIn();
});
const terminal = (argv: readonly string[], columns = 60) =>
  onTerminal(argv, { ...user.env, GLOBUS_PAGER: '' }, columns, 24);
const enter = '\r';
const escape = '\u001b';

describe.skipIf(!hasTerminal)('a collection and a path', () => {
  test('are found by typing, and gone into folder by folder; the line that does the same is told', async () => {
    const shown = terminal(['ls']);
    // nothing was used yet: those one has a part in
    await shown.see(/What to list: which collection\?\s+❯ [^\n]*[0-9a-f]{4}/);
    shown.type('tutorial collection 1');
    await shown.see(/❯ Globus Tutorial Collection 1/);
    shown.type(enter);
    await shown.see(/Globus Tutorial Collection 1:\/~\/\s+❯ \. {2}this folder/);
    shown.type('hom');
    await shown.see(/❯ home\//);
    shown.type(enter);
    await shown.see(/Collection 1:\/~\/home\/\s+❯ \. {2}this folder\s+\.\.\s+share\//);
    shown.type(enter);
    await shown.see(/Without questions: globus ls 'Globus Tutorial Collect\s*ion 1:\/~\/home\/'/);
    expect(await shown.ended()).toBe(0);
  });

  test('the next time those used lately, and bookmarks, are there at once; Esc goes back', async () => {
    await user.run(['bookmark', 'create', `${user.env['GLOBUS_SANDBOX_TUTORIAL']}:/home/share/`, 'data']);
    const shown = terminal(['ls']);
    await shown.see(/❯ @data {2}Globus Tutorial Collection 1:\/home\/share\//);
    shown.type(enter);
    await shown.see(/@data:\/home\/share\/\s+❯ \. {2}this folder/);
    shown.type(escape);
    await shown.see(/which collection\?/);
    shown.type('data');
    await shown.see(/❯ @data[^\n]*\s+Sandbox Storage/);
    shown.type(enter);
    await shown.see(/@data:\/home\/share\/\s+❯/);
    shown.type('goda');
    await shown.see(/❯ godata\//);
    shown.type(enter);
    await shown.see(/file1\.txt\s+4 B|file1\.txt/);
    shown.type('.');
    await shown.see(/❯ \. {2}this folder/);
    shown.type(enter);
    await shown.see(/Without questions: globus ls @data:\/home\/share\/godata\//);
    expect(await shown.ended()).toBe(0);
  });

  test('what is typed whole is taken as it is', async () => {
    const shown = terminal(['ls']);
    await shown.see(/which collection\?/);
    shown.type('@data:godata');
    await shown.see(/❯ @data:godata/);
    shown.type(enter);
    await shown.see(/file1\.txt/);
    expect(await shown.ended()).toBe(0);
  });

  test('Ctrl-C at a question is exit 130, and Esc at the first one, too', async () => {
    for (const key of ['\u0003', escape]) {
      const shown = terminal(['mkdir']);
      await shown.see(/which collection\?/);
      shown.type(key);
      expect(await shown.ended()).toBe(130);
    }
  });

  test(
    'thousands of entries, and names as wide as two columns a letter, keep one line each on 60 columns',
    { timeout: 90_000 },
    async () => {
      const folder = join(user.home, 'many');
      mkdirSync(folder);
      for (let i = 0; i < 2000; i++) writeFileSync(join(folder, `${'観測データ'.repeat(8)}${i}`), '');
      expect((await admin(user, 'collections', { display_name: 'Wide', path: folder })).ok).toBe(true);
      const shown = terminal(['stat']);
      await shown.see(/which collection\?/);
      shown.type('Wide');
      await shown.see(/❯ Wide/);
      shown.type(enter);
      await shown.see(/❯ \. {2}this folder\s+(観測データ){4,5}観?[^\n]*…\s+観/);
      shown.type('1999');
      await shown.see(/❯ (観測データ){4,5}[^\n]*…/);
      shown.type(enter);
      await shown.see(/Without questions: globus stat/);
      expect(await shown.ended()).toBe(0);
    },
  );
});

describe.skipIf(!hasTerminal)('things of other kinds', () => {
  test('none to choose is said', async () => {
    const shown = terminal(['flows', 'run', 'show']);
    await shown.see(/There is no run of yours to choose\./);
    expect(await shown.ended()).toBe(2);
  });
  test('are chosen by name', async () => {
    await user.run(['group', 'create', 'Lab of Ada']);
    const shown = terminal(['group', 'show']);
    await shown.see(/Which group\?[\s\S]*Lab of Ada/);
    shown.type('of ada');
    await shown.see(/❯ Lab of Ada/);
    shown.type(enter);
    await shown.see(/Without questions: globus group show 'Lab of Ada'/);
    expect(await shown.ended()).toBe(0);
  });
  test.each([
    ['--no-input', ['group', 'show', '--no-input'], {}],
    ['GLOBUS_CLI_INTERACTIVE=0', ['group', 'show'], { GLOBUS_CLI_INTERACTIVE: '0' }],
  ])('with %s nothing is asked', async (_what, argv, env) => {
    const shown = onTerminal(argv, { ...user.env, ...env });
    await shown.see(/Missing argument 'GROUP_ID'\./);
    expect(await shown.ended()).toBe(2);
  });
});

describe.skipIf(!hasTerminal)('globus transfer with nothing', () => {
  /** Goes from the first question to the file at the source and the folder that it goes into. */
  async function toTheOptions(argv: readonly string[], columns: number) {
    const shown = terminal(argv, columns);
    await shown.see(/Where to copy from: which collection\?/);
    // Enter with the last key: what was typed is looked for first, and then taken
    shown.type(`tutorial collection 1${enter}`);
    await shown.see(/Collection 1:\/~\/\s+❯ \. {2}this folder/);
    shown.type(`/home/share/godata/file1.txt${enter}`);
    await shown.see(/Where to copy to: which collection\?/);
    shown.type(`tutorial collection 2${enter}`);
    await shown.see(/Collection 2:\/~\/\s+❯ \. {2}this folder/);
    shown.type(enter);
    await shown.see(/Files already there\?\s+❯ copy everything again/);
    return shown;
  }

  test.each([60, 140])('asks for all, says what will happen, and does it (%i columns)', async (columns) => {
    const shown = await toTheOptions(['transfer'], columns);
    shown.type(enter);
    await shown.see(/And then\?\s+❯ wait/);
    shown.type(enter);
    await shown.see(/A label for the task \(Enter for none\):/);
    shown.type(`first try${enter}`);
    await shown.see(
      /Copies Globus Tutorial Collection\s+1:\/home\/share\/godata\/file1\.t\s*xt\s+to Globus Tutorial Collection\s+2:\/~\/file1\.txt\s+Without questions: globus transfer 'Globus/,
    );
    await shown.see(/--wait --label\s+'first try'\s+\? Submit it\? \(Y\/n\)/);
    shown.type(enter);
    await shown.see(/✓ succeeded/);
    expect(await shown.ended()).toBe(0);
    const found = await user.run(['ls', 'Globus Tutorial Collection 2:/~/']);
    expect(found.stdout).toContain('file1.txt');
  });

  test('sends nothing when the last question is denied, or left', async () => {
    for (const [key, code] of [
      ['n\r', 130],
      ['\u0003', 130],
    ] as const) {
      const before = await user.run(['task', 'list', '-F', 'json', '--jq', 'length(DATA)']);
      const shown = await toTheOptions(['transfer', '--wait', '--label', 'no'], 80);
      shown.type(enter);
      await shown.see(/\? Submit it\? \(Y\/n\)/);
      shown.type(key);
      expect(await shown.ended()).toBe(code);
      const after = await user.run(['task', 'list', '-F', 'json', '--jq', 'length(DATA)']);
      expect(after.stdout).toBe(before.stdout);
    }
  });
});
