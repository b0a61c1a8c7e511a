/**
 * A colon or quotes that were forgotten: the error has the line that was meant. And cp, mv and sync with too few words: they ask.
 * After a change on purpose: npx vitest run test/meant-line.test.ts --update=true
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { meantOperands } from '../src/cli/meant-places.js';
import { type Asked, down, end, enter, escape, walkQuestions, widths } from './support/asked-screens.js';
import { sandboxUser, type SandboxUser } from './support/sandbox-user.js';
import { hasTerminal } from './support/terminal.js';
import { manifest, moduleOf } from './support/manifest-of.js';

const names = new Map<string, readonly string[]>([
  ['place', ['Sandbox Source', 'Sandbox Destination', '@data', 'Lab 1']],
  ['group', ['Loom lab']],
]);
const meant = (line: string, words: readonly string[], lacksPaths = false) =>
  meantOperands(words, manifest.meta(moduleOf(line.split(' ')) ?? ''), {
    isNamed: (kind, name) => names.get(kind)?.includes(name) ?? false,
    isFileHere: (path) => path === 'Lab 1',
    lacksPaths,
  });

test.each([
  ['cp', ['neu.txt', 'Sandbox Destination'], ['neu.txt', 'Sandbox Destination:']],
  ['mv', ['Sandbox Source/a/b', '.'], ['Sandbox Source:/a/b', '.']],
  ['sync', ['Sandbox', 'Source:data', 'out'], ['Sandbox Source:data', 'out']],
  ['cp', ['Sandbox', 'Source:data', 'Sandbox', 'Destination:'], ['Sandbox Source:data', 'Sandbox Destination:']],
  // a file of that name is here
  ['cp', ['Lab 1', 'out'], undefined],
  ['cp', ['./Sandbox Source', 'out'], undefined],
  ['ls', ['Sandbox', 'Source'], ['Sandbox Source']],
  ['ls', ['Sandbox Source', '/data'], ['Sandbox Source:/data']],
  ['ls', ['Sandbox', 'Source', '~/data'], ['Sandbox Source:~/data']],
  ['ls', ['Sandbox Source'], undefined],
  ['ls', ['Unknown', 'thing'], undefined],
  ['bookmark create', ['Lab 1/home/x', 'data'], ['Lab 1:/home/x', 'data']],
  ['bookmark create', ['Lab', '1:/home/x', 'data'], ['Lab 1:/home/x', 'data']],
  ['group show', ['Loom', 'lab'], ['Loom lab']],
  ['mkdir', ['Sandbox Destination', 'x3'], ['Sandbox Destination:x3']],
  ['mkdir', ['Sandbox', 'Destination', 'x3'], ['Sandbox Destination:x3']],
  // nothing is too many there
  ['cp', ['Sandbox Source', 'out'], ['Sandbox Source:', 'out']],
  ['group show', ['Sandbox', 'Source'], undefined],
  // two places are not one
  ['transfer', ['Sandbox Source:/data', 'Sandbox Destinaton:/copy2'], undefined],
  ['cp', ['Sandbox Source:/data', 'Lab 2:/x', 'out'], undefined],
] as const)('%s %j', (line, words, expected) => expect(meant(line, words)).toEqual(expected));

test('between two places, both have the path that they need', () => {
  const words = ['Sandbox Source', 'Sandbox Destination'];
  expect(meant('transfer', words)).toBeUndefined();
  expect(meant('transfer', words, true)).toEqual(['Sandbox Source:/~/', 'Sandbox Destination:/~/']);
});

const wrong = (line: readonly string[], seen: RegExp, kept: string): Asked => ({ line, steps: [[end, seen, kept]] });
const lines: readonly Asked[] = [
  wrong(['cp', 'neu.txt', 'Sandbox Destination'], /Did you mean: +globus cp neu.txt 'Sandbox Destination:'/, 'cp'),
  wrong(['transfer', 'Sandbox Source', 'Sandbox Destination'], /'Sandbox Source:\/~\/' 'Sandbox Dest/, 'transfer'),
  wrong(['mkdir', 'Sandbox Destination'], /the path is missing.*Choose it.* globus mkdir/, 'mkdir'),
  wrong(['bookmark', 'create', 'Sandbox Source/data', 'd'], /'Sandbox Source:\/data' d/, 'bookmark create'),
  wrong(['ls', '-l', 'Sandbox', 'Source'], /globus ls 'Sandbox Source' --long/, 'ls'),
  wrong(['group', 'show', 'Loom', 'lab'], /globus group show 'Loom lab'/, 'group show'),
  wrong(['group', 'show', 'Loom', 'labs'], /Unexpected argument: 'labs'\. See:/, 'group show of no group'),
];

const order: readonly Asked[] = [
  wrong(['delete', 'timer', 'Daily copy'], /Did you mean: +globus timer delete 'Daily copy'/, 'delete timer'),
  wrong(['update', 'timer', 'x'], /Did you mean: +globus timer update x/, 'update timer'),
  wrong(
    ['compute', 'run', 'neu.txt', 'Tutorial Endpoint'],
    /run 'Tutorial Endpoint' neu.txt/,
    'compute run, the file first',
  ),
  wrong(['transfr', 'A:/x', 'B:/y'], /Did you mean: +globus transfer A:\/x B:\/y/, 'transfr'),
  wrong(['transfer', 'list'], /Did you mean: +globus task list/, 'transfer list'),
  wrong(['share', 'delete', '@lab', '--with', 'x@y.org'], /globus share revoke @lab --with x@y.org/, 'share delete'),
  wrong(['share', 'remove', '@lab', 'x@y.org'], /globus share revoke @lab --with x@y.org/, 'share remove'),
  wrong(['share', 'with', 'x@y.org', '@lab:a'], /Share it: globus share @lab:a --with x@y.org/, 'share with'),
  wrong(['timer', 'stop', 'x'], /globus timer pause x.*globus timer delete x/, 'timer stop'),
  wrong(['bookmark', 'update', 'lab'], /globus bookmark rename lab/, 'bookmark update'),
  wrong(
    ['bookmark', 'create', 'data2', 'Sandbox Source:/data'],
    /globus bookmark create 'Sandbox Source:\/data' data2/,
    'bookmark create, the name first',
  ),
  wrong(['mkdir', 'Sandbox Destination', 'x3'], /globus mkdir 'Sandbox Destination:x3'/, 'mkdir of two words'),
  wrong(['group', 'create', 'Brass', 'Lab', 'two'], /globus group create 'Brass Lab two'/, 'group create'),
  wrong(['group', 'update', 'Loom lab', 'Brass'], /globus group update 'Loom lab' --name Brass/, 'group update'),
  wrong(
    ['transfer', 'Sandbox Sorce:/data', 'Sandbox Destinaton:/x', '-r'],
    /globus transfer 'Sandbox Source:\/data' 'Sandbox Destinatio\s?n:\/x' --recursive/,
    'two names mistyped',
  ),
  wrong(
    ['group', 'member', 'add', 'grace@globusid.org', 'Loom lab'],
    /Did you mean: +globus group member add 'Loom lab' grace@globusid\.org/,
    'group member add, the person first',
  ),
  wrong(
    ['group', 'invite', 'Loom lab', 'grace@globusid.org'],
    /globus group member invite 'Loom lab' grace@globusid\.org/,
    'group invite',
  ),
  wrong(
    ['share', 'revoke', 'grace@globusid.org', "Ada's Results:/x"],
    /Take it away from them: +globus share revoke "Ada's Results:\/x" --with grace@/,
    'share revoke, the person first',
  ),
  wrong(['mkdir', 'x3', 'Sandbox Destination'], /globus mkdir 'Sandbox Destination:x3'/, 'mkdir, the folder first'),
  wrong(
    ['put', 'Sandbox Destination:/', 'neu.txt'],
    /Did you mean: +globus put neu\.txt 'Sandbox Destination:\/'/,
    'put, the place first',
  ),
  wrong(
    ['put', 'Sandbox Destination:/a.txt', '.'],
    /Did you mean: +globus get 'Sandbox Destination:\/a\.txt' \./,
    'put of what is there',
  ),
  wrong(
    ['rename', 'b.txt', 'Sandbox Destination:/x/a.txt'],
    /globus rename 'Sandbox Destination:\/x\/a\.txt' \/x\/b\.txt/,
    'rename, the new name first',
  ),
  wrong(['endpoint', 'update', 'Sandbox Endpoint', 'X'], /--display-name X/, 'endpoint update'),
  wrong(['show', 'task', '@last'], /Did you mean: +globus task show @last/, 'show task'),
];
const folder: readonly Asked[] = [
  wrong(
    ['cp', 'Sandbox Source:/~/', 'Sandbox Destination:/~/'],
    /^Sandbox Source:\/~\/ is a folder.* cp -r 'Sandbox Source:\/~\/' 'Sandbox Dest/,
    'cp of a folder',
  ),
  wrong(['put', 'results', '@lab'], /results is a folder.* globus cp -r results @lab/, 'put of a folder'),
  wrong(['stat', 'Sandbox Source'], /the path is missing.*globus stat 'Sandbox Source:\/'/, 'stat of a collection'),
  wrong(
    ['sync', 'results', '@lab', '--dry-run'],
    /Unknown option '--dry-run' \(Did you mean --plan\?\)/,
    'sync --dry-run',
  ),
  wrong(['get', '@lab'], /folder.* globus cp -r @lab \./, 'get of a folder'),
  wrong(['get', 'neu.txt', 'Sandbox Destination:/'], /mean: +globus put neu.txt 'Sandbox Dest/, 'get of a file here'),
  wrong(['rmdir', 'Sandbox Destination:/old'], /mean: +globus rm 'Sandbox Destination:\/old'/, 'rmdir'),
  wrong(['mv', '@lab:nix', '@lab:nax'], /Look at what is there: +globus ls @lab/, 'mv below a bookmark'),
];
const unknown: readonly Asked[] = [
  wrong(
    ['cp', 'Sandbox Sorce:/data', '.'],
    /Did you mean: +globus cp 'Sandbox Source:\/data' \./,
    'a name with a path',
  ),
  wrong(['timer', 'pause', 'dialy'], /Did you mean: +globus timer pause 'Daily copy'/, 'a timer'),
  wrong(
    ['share', '@lab', '--with', 'group:Lom lab', '--read'],
    /globus share @lab --with 'group:Loom lab' --read/,
    'a group behind a flag',
  ),
  wrong(
    ['cp', 'reslts', 'Sandbox Destination:/', '-r'],
    /no file or folder reslts\..*globus cp results 'Sandbox Destination:\/' --recursive/,
    'a folder of this machine',
  ),
  wrong(
    ['share', 'revoke', '@lab', '--with', 'nobody@x.org'],
    /^(?!.*y\/N)Nobody has the username or id 'nobody@x\.org'/,
    'share revoke of nobody',
  ),
  wrong(['ls', '@lub:x'], /Did you mean: +globus ls @lab:x/, 'a bookmark'),
  wrong(['bookmark', 'rename', 'new', 'lab'], /globus bookmark rename lab new/, 'bookmark rename, the new name first'),
  wrong(['bookmark', 'delete', 'labb'], /globus bookmark delete lab/, 'bookmark delete'),
  wrong(['ls', '@nothing'], /You have these: @lab +\/~\/ +[0-9a-f]{8}/, 'no bookmark like it'),
  wrong(
    ['collection', 'update', 'Sandbox', '--display-name', 'Y'],
    /(?!.*Sandbox Endpoint)These names contain it: Sandbox Destination +[0-9a-f]{8} /,
    'several collections, and no endpoint',
  ),
  wrong(['cp', 'Globus', 'Tutorial', 'Collection', '1:/home/x', '.'], /^(?!.*contain)/, 'no list behind a line'),
  wrong(['ls', 'nosuchthing'], /Those you used last: +globus endpoint search --filter-scope/, 'nothing like it'),
  wrong(['group', 'show', 'nosuch'], /See what there is: +globus group list/, 'no such group'),
  wrong(['endpoint', 'search', 'nosuchthing'], /Nothing matches .*Those you used last: +globus/, 'an empty search'),
  wrong(['flows', 'list', '--filter-fulltext', 'x y z'], /Without the filter: +globus flows list/, 'an empty list'),
];

const copy: Asked = {
  line: ['cp'],
  steps: [
    ['', /What to copy: where is it\? ❯ on this machine/, 'Where what is copied is'],
    [down, /❯ on a collection/],
    [enter, /What to copy: which collection\? ❯/],
    ['sandbox source', /❯ Sandbox Source/],
    [enter, /Sandbox Source:\/~\//],
    ['data', /❯ data\//],
    [enter, /Sandbox Source:\/~\/data\/ ❯ \./],
    [enter, /Where to copy it to: where is it\? ❯ on this machine/, 'Where it goes'],
    [enter, /Where to copy it to, a path on this machine:/],
    [`results${enter}`, /Copy it\? \(Y\/n\)/, 'What will happen, with what is in the folder'],
    [escape, /./],
  ],
};
const move: Asked = {
  line: ['mv', 'neu.txt'],
  steps: [
    ['', /Where to move it to: which collection\? ❯/, 'What is here goes to a collection'],
    ['sandbox dest', /❯ Sandbox Destination/],
    [enter, /❯ \. {2}this folder|❯ \. this folder/],
    [enter, /Move it\? \(Y\/n\)/, 'What will happen'],
    [`n${enter}`, /Nothing was changed/],
    [end, /Nothing was changed/, 'Nothing'],
  ],
};
const sync: Asked = {
  line: ['sync', '.'],
  steps: [
    ['', /The folder to copy into: which collection\?/, 'The folder'],
    [escape, /./],
  ],
};

const patience = 120_000;
describe.skipIf(!hasTerminal).each(widths)('a person at %d columns', { timeout: patience }, (columns) => {
  let user: SandboxUser;
  beforeAll(async () => {
    user = await sandboxUser();
    await user.logIn();
    writeFileSync(join(user.home, 'neu.txt'), 'hallo\n');
    mkdirSync(join(user.home, 'results'));
    expect(await user.run(['group', 'create', 'Loom lab'])).toMatchObject({ code: 0 });
  }, patience);
  const kept = async (name: string, ...asked: readonly Asked[]) => {
    const screens: string[] = [];
    for (const each of asked) screens.push(await walkQuestions(user, each, columns));
    await expect(screens.join('\n')).toMatchFileSnapshot(`screens/questions/${name}.${columns}.txt`);
  };
  test('who forgot a colon or quotes is told the line', () => kept('guide-colon', ...lines));
  test('who typed words in another order is told the line', () => kept('word-order', ...order));
  test('who copies or moves with too few words is asked', () => kept('guide-copy', copy, move, sync));
  describe('with a bookmark', () => {
    beforeAll(async () => {
      expect(await user.run(['bookmark', 'create', 'Sandbox Source:/~/', 'lab'])).toMatchObject({ code: 0 });
    }, patience);
    test('who names a folder, or a place below a bookmark, is told so in their words', () =>
      kept('own-places', ...folder));
    test('who mistyped a name is told the line, or the names', () => kept('near-names', ...unknown));
  });
});

test('off a terminal nothing is asked, and nobody is told more', async () => {
  const user = await sandboxUser();
  await user.logIn();
  for (const line of [
    ['cp', 'neu.txt'],
    ['ls', 'Sandbox', 'Source'],
  ]) {
    const { code, stderr } = await user.run(line);
    expect(code).toBe(2);
    expect(stderr).not.toContain('Did you mean');
  }
});
