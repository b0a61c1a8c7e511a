/** The built program on a pseudo-terminal, against the sandbox: what a person sees and types. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { admin, sandboxUser, type SandboxUser, scratch } from './support/sandbox-user.js';
import { hasTerminal, onTerminal } from './support/terminal.js';

let user: SandboxUser;
let [tutorial, source, destination] = ['', '', ''];
beforeAll(async () => {
  if (!hasTerminal) return;
  user = await sandboxUser();
  await user.logIn();
  [tutorial = '', source = '', destination = ''] = ['TUTORIAL', 'COLLECTION', 'COLLECTION_2'].map(
    (name) => user.env[`GLOBUS_SANDBOX_${name}`] ?? '',
  );
});
const terminal = (argv: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  onTerminal(argv, { ...user.env, GLOBUS_PAGER: '', ...env });

describe.skipIf(!hasTerminal)('what is missing', () => {
  test('an argument is asked for, and the command goes on', async () => {
    const shown = terminal(['ls']);
    await shown.see(/What to list: which collection\?/);
    shown.type(`${tutorial}:/home/share/godata/`);
    await shown.see(/❯ [0-9a-f-]{36}:\/home\/share\/godata\//);
    shown.type('\r');
    await shown.see(/\nfile1\.txt\nfile2\.txt\nfile3\.txt\n/);
    expect(await shown.ended()).toBe(0);
  });
  test('an answer that does not fit is not taken', async () => {
    const shown = terminal(['ls']);
    await shown.see(/What to list/);
    shown.type('there is none of that name');
    await shown.see(/Nothing in the list matches\./);
    shown.type('\r\u0003');
    await shown.see(/Interrupted\./);
    expect(await shown.ended()).toBe(130);
  });
  test('Ctrl-C at a question is exit 130', async () => {
    const shown = terminal(['ls']);
    await shown.see(/What to list/);
    shown.type('\u0003');
    await shown.see(/Interrupted\./);
    expect(await shown.ended()).toBe(130);
  });
  test.each([
    ['--no-input', ['ls', '--no-input'], {}],
    ['GLOBUS_CLI_INTERACTIVE=0', ['ls'], { GLOBUS_CLI_INTERACTIVE: '0' }],
  ])('with %s it is a usage error', async (_how, argv, env) => {
    const shown = terminal(argv, env);
    await shown.see(/Missing argument 'ENDPOINT_ID\[:PATH\]'\./);
    expect(await shown.ended()).toBe(2);
  });
  test('off a terminal it is a usage error', async () => {
    expect(await user.run(['ls'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: "Missing argument 'ENDPOINT_ID[:PATH]'.\n\nSee: globus ls --help\n",
    });
  });
  test('deleting everything is asked for, and No deletes nothing', async () => {
    const shown = terminal(['rm', `${source}:/*`]);
    await shown.see(/Delete everything that '\/\*' matches.*on .*\?/);
    shown.type('\r');
    await shown.see(/Nothing was changed\./);
    expect(await shown.ended()).toBe(130);
    expect((await user.run(['task', 'list', '--filter-type', 'DELETE', '--jmespath', 'length(DATA)'])).stdout).toBe(
      '0\n',
    );
  });
});

describe.skipIf(!hasTerminal)('waiting', () => {
  test('Ctrl-C leaves the task running, says so and how to cancel: exit 130', async () => {
    const shown = terminal(['transfer', `${tutorial}:/nowhere`, `${destination}:/~/x`, '--wait']);
    const [, id = ''] = await shown.see(/Task ([0-9a-f-]{36}) was accepted\./);
    await shown.see(/! a file or folder does not exist/);
    await shown.see(new RegExp(`globus task cancel ${id.slice(0, 8)}\n`));
    await shown.see(/Transferring \[░+\] +0% +0\/1 file /);
    shown.type('\u0003');
    await shown.see(
      new RegExp(
        `Interrupted\\. Task ${id.slice(0, 8)} goes on\\.\n\nWatch it again: +globus task watch ${id.slice(0, 8)}\nCancel it: +globus task cancel ${id.slice(0, 8)}\n`,
      ),
    );
    expect(await shown.ended()).toBe(130);
    expect((await user.run(['task', 'show', id, '--jmespath', 'status'])).stdout).toBe('"ACTIVE"\n');
    // as it was shown
    expect((await user.run(['task', 'cancel', id.slice(0, 8)])).code).toBe(0);
  });
  test('Ctrl-C at a login that all files of a copy need leaves the copy: nobody is asked again', async () => {
    const folder = scratch();
    for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, name), name);
    const shown = terminal(['sync', folder, "Ada's Results:/~/never"]);
    await shown.see(/Paste the code here:/);
    shown.type('\u0003');
    expect(await shown.ended()).toBe(130);
    expect(shown.raw().match(/Without a browser, type/g)?.length).toBe(1);
  });
  test('a live line shows how far it is, and is gone at the end', async () => {
    const slow = await sandboxUser({ speed: { bytesPerSecond: 400_000 } });
    await slow.logIn();
    const folder = scratch();
    const { id: from } = (await (await admin(slow, 'collections', { display_name: 'Slow', path: folder })).json()) as {
      id: string;
    };
    for (let i = 0; i < 8; i++) writeFileSync(join(folder, `f${i}`), Buffer.alloc(100_000));
    const shown = onTerminal(
      [
        'transfer',
        `${from}:/`,
        `${slow.env['GLOBUS_SANDBOX_COLLECTION_2']}:/~/in`,
        '-r',
        '--wait',
        '--label',
        'nightly',
      ],
      slow.env,
    );
    await shown.see(/nightly .*\d files +\d+ kB +\d+ kB\/s/);
    await shown.see(/✓ succeeded/);
    expect(await shown.ended()).toBe(0);
    expect(shown.raw()).toMatch(/\r\u001b\[2K(\u001b\[\d+m)*nightly/);
  });
});

describe.skipIf(!hasTerminal)('tables', () => {
  test.each([60, 80, 140])('are a line a row at %d columns, and no line is wider', async (columns) => {
    const shown = onTerminal(['endpoint', 'search', 'tutorial'], { ...user.env, GLOBUS_PAGER: '' }, columns);
    expect(await shown.ended()).toBe(0);
    const lines = shown.screen().trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(2);
    expect(lines[0]).toMatch(/^(Display )?Name +/);
    expect(lines.every((line) => line.length <= columns)).toBe(true);
    expect(shown.screen()).not.toMatch(/None|True|False|[│┌]/);
  });
  test('show ids whole with -v', async () => {
    const shown = terminal(['endpoint', 'search', 'tutorial', '-v']);
    await shown.see(new RegExp(` ${tutorial}`));
    expect(await shown.ended()).toBe(0);
  });
  test('on a pipe have the plain form', async () => {
    const { stdout } = await user.run(['endpoint', 'search', 'tutorial']);
    expect(stdout).toMatch(/^ID +\| Owner +\| Display Name/);
    expect(stdout).not.toMatch(/[│┌\u001b]/);
  });
  test('are records when asked to', async () => {
    const asked = terminal(['endpoint', 'search', 'tutorial'], { GLOBUS_CLI_FOLD_TABLES: '1' });
    await asked.see(new RegExp(`ID: +${tutorial}\n`));
    expect(await asked.ended()).toBe(0);
  });
  const long = ['ls', '-l'];
  const onFew = (argv: readonly string[], pager: string) =>
    onTerminal([...argv, `${tutorial}:/home/share/godata/`], { ...user.env, GLOBUS_PAGER: pager }, 200, 1);
  test('that are longer than two screens go through the pager, and no others', async () => {
    const shown = onFew(long, 'sed s/^/PAGED:/');
    await shown.see(/PAGED:/);
    expect(await shown.ended()).toBe(0);
    const fits = onTerminal(
      [...long, `${tutorial}:/home/share/godata/`],
      { ...user.env, GLOBUS_PAGER: 'sed s/^/PAGED:/' },
      200,
      3,
    );
    expect([await fits.ended(), fits.screen().includes('PAGED')]).toEqual([0, false]);
  });
  test('a record is never paged', async () => {
    const shown = onFew(['stat'], 'sed s/^/PAGED:/');
    expect([await shown.ended(), shown.screen().includes('PAGED')]).toEqual([0, false]);
  });
  test('a pager that is not there is done without; one that is left early is fine', async () => {
    const none = onFew(long, 'no-such-pager-here');
    await none.see(/file1\.txt/);
    expect(await none.ended()).toBe(0);
    const early = onFew(long, 'head -n 1');
    expect(await early.ended()).toBe(0);
    expect(early.screen()).not.toContain('rror');
  });
});

describe.skipIf(!hasTerminal)('colour', () => {
  const raw = async (argv: readonly string[], env: Readonly<Record<string, string>>) => {
    const shown = onTerminal(argv, { ...user.env, GLOBUS_PAGER: '', NO_COLOR: '', ...env });
    expect(await shown.ended()).toBe(0);
    return shown.raw();
  };
  const colour = /\u001b\[[1-9]\d*m/;
  test('is there on a terminal', async () => {
    expect(await raw(['stat', `${tutorial}:/home/share/godata/file1.txt`], {})).toMatch(colour);
    expect(await raw(['ls', '--help'], {})).toMatch(colour);
  });
  test.each<Record<string, string>>([{ NO_COLOR: '1' }, { TERM: 'dumb' }, { CLICOLOR: '0' }])(
    'is not there with %j',
    async (env) => {
      expect(await raw(['stat', `${tutorial}:/home/share/godata/file1.txt`], env)).not.toMatch(colour);
      expect(await raw(['ls', '--help'], env)).not.toMatch(colour);
    },
  );
  test('CLICOLOR_FORCE has it with TERM=dumb, too, and NO_COLOR beats it', async () => {
    expect(await raw(['ls', '--help'], { TERM: 'dumb', CLICOLOR_FORCE: '1' })).toMatch(colour);
    expect(await raw(['ls', '--help'], { CLICOLOR_FORCE: '1', NO_COLOR: '1' })).not.toMatch(colour);
  });
});
