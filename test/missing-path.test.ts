/** A path that is not there, or is a file, on a pseudo-terminal: the built program against the sandbox. */
import { beforeAll, describe, expect, test } from 'vitest';
import { sandboxUser, type SandboxUser } from './support/sandbox-user.js';
import { hasTerminal, onTerminal } from './support/terminal.js';

let user: SandboxUser;
let tutorial = '';
beforeAll(async () => {
  if (!hasTerminal) return;
  user = await sandboxUser();
  await user.logIn();
  tutorial = user.env['GLOBUS_SANDBOX_TUTORIAL'] ?? '';
}, 60_000);

describe.skipIf(!hasTerminal)('a path that does not lead to a folder', { timeout: 60_000 }, () => {
  const shown = async (argv: readonly string[], columns = 80) => {
    const terminal = onTerminal(argv, { ...user.env, GLOBUS_PAGER: '' }, columns);
    return { code: await terminal.ended(), screen: terminal.screen() };
  };
  test.each([
    ['ls', []],
    ['ls', ['-r']],
    ['tree', []],
    ['du', []],
    ['find', []],
  ])('%s %j names the nearest folder that is there', async (command, flags) => {
    const { code, screen } = await shown([command, ...flags, `${tutorial}:/share/nope/deep`]);
    expect(screen).toContain('/share is there, /share/nope is not.');
    expect(screen).toContain(`Look at what is there:  globus ls ${tutorial}:/share`);
    expect(code).toBe(1);
  });
  test.each([60, 80, 140])('ls says that a file is one, at %d columns', async (columns) => {
    const { code, screen } = await shown(['ls', `${tutorial}:/share/godata/file1.txt`], columns);
    // the collection is named, too, so it may take two lines
    expect(screen.replace(/\s+/g, ' ')).toContain(':/share/godata/file1.txt is a file, and not a folder.');
    expect(code).toBe(1);
  });
  test('stat of nothing says what is there, and exits as the reference does', async () => {
    const { code, screen } = await shown(['stat', `${tutorial}:/share/nope`]);
    expect(screen).toContain('Nothing found at /share/nope');
    expect(screen).toContain('/share is there, /share/nope is not.');
    expect(code).toBe(0);
  });
  test('a pipe gets what the service said', async () => {
    expect((await user.run(['ls', `${tutorial}:/share/nope`])).stderr).not.toContain('/share is there');
    expect(await user.run(['stat', `${tutorial}:/share/nope`])).toMatchObject({
      code: 0,
      stdout: 'Nothing found at /share/nope\n',
      stderr: '',
    });
  });
});
