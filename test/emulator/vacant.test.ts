/** A sandbox takes no folder that holds things of its user: it would write over them, and its reset remove them. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { demandVacant } from '../../src/emulator/vacant.js';
import { commands } from '../support/manifest-of.js';
import { globus, temporaryFolder } from '../support/globus.js';

let dir = '';
beforeEach(() => {
  dir = join(temporaryFolder(), 'project');
  mkdirSync(dir);
});
function put(...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), 'mine');
  }
}
/** Every file of the project with what is in it. */
const files = () =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'utf8')]);

/** Names that a sandbox has files or folders of, in a project that is none. */
const projects = [
  ['collections/mine'],
  ['tasks/today.md'],
  ['secret'],
  ['sandbox.log', 'notes.md'],
  ['state/plan.txt'],
  ['tls/ca.pem'],
  ['bin/globus'],
  ['config/settings', 'home/notes'],
];
describe.each(projects)('a project with %s', (...paths) => {
  test.each([
    ['--dir', ['start', '--port', '0', '--dir']],
    ['--dir', ['start', '--foreground', '--port', '0', '--dir']],
    ['--dir', ['start', '--port', '0', '--world', '/nowhere.yaml', '--dir']],
    ['--keep', ['exec', '--keep']],
    ['--export-on-exit', ['exec', '--export-on-exit']],
  ])('is left as it is: %s of %j', async (flag, words) => {
    put(...paths);
    const before = files();
    const { code, stdout, stderr } = await globus(['sandbox', ...words, dir, ...(flag === '--dir' ? [] : ['true'])]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    if (!words.includes('--world')) {
      expect(stderr).toMatch(new RegExp(`^The folder ${dir} (contains other things than a sandbox: |is not empty)`));
      expect(stderr).toContain(`Give with ${flag} a folder that is empty or not there yet`);
    }
    expect(files()).toEqual(before);
  });
});

describe('a folder that is taken', () => {
  const vacant: readonly (readonly ['--dir' | '--keep', ...string[]])[] = [
    ['--dir'],
    ['--dir', 'sandbox.log'],
    ['--dir', 'state/lock.0123', 'state/reserve', 'sandbox.log'],
    ['--dir', 'state/journal.0.jsonl', 'secret', 'my-notes.txt'],
    ['--dir', 'state/state.json', 'collections/mine'],
    ['--keep'],
    ['--keep', 'config/sandbox/sandbox.log', 'config/sandbox/state/lock'],
    ['--keep', 'config/sandbox/state/journal.3.jsonl', 'config/tokens.json', 'bin/globus', 'home/notes'],
  ];
  test.each(vacant.map((each) => [each] as const))('%j', ([flag, ...paths]) => {
    put(...paths);
    expect(() => demandVacant(dir, flag)).not.toThrow();
  });

  test('one that is not there yet', () => expect(() => demandVacant(join(dir, 'new'), '--dir')).not.toThrow());
});

/** Command lines of the sandbox, each with an empty word where a folder or a file belongs. */
const emptied = commands()
  .filter(({ meta }) => meta.path.startsWith('sandbox '))
  .flatMap(({ meta: { path, flags, args } }) => {
    const isPath = ({ metavar }: { metavar?: string }) => metavar === 'FOLDER' || metavar === 'FILE';
    const words = path.split(' ');
    const before = args.filter((each) => !isPath(each) && each.metavar !== 'CMD').map(() => 'name');
    const after = args.some(({ metavar }) => metavar === 'CMD') ? ['--', 'true'] : [];
    return [
      ...flags.filter(isPath).map(({ names }) => [...words, names[0] ?? '', '', ...after]),
      ...args.filter(isPath).map(() => [...words, ...before, '', ...after]),
    ];
  });
test('an empty word is no folder and no file', async () => {
  expect(emptied.length).toBeGreaterThan(20);
  for (const words of emptied) {
    const { code, stderr } = await globus(words);
    expect([words, code, stderr]).toEqual([words, 2, expect.stringMatching(/^Invalid value for \S+: it is empty\. /)]);
  }
});
