/** What a person may do next: a command line with everything filled in, on stderr of a terminal and nowhere else. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { answering, exampleId, exampleLogins } from './support/answering.js';
import { globus } from './support/globus.js';
import { OwnWords } from '../src/own-words.js';
import { workingLine, writeExampleFiles } from './support/lines.js';
import { commandOf, commands, moduleOf, shellWords } from './support/manifest-of.js';

const folder = mkdtempSync(join(tmpdir(), 'globus-next-'));
writeExampleFiles(folder);
afterAll(() => rmSync(folder, { recursive: true }));

const all = await Promise.all(
  commands().map(async ({ module, meta }) => ({ module, path: meta.path, command: await commandOf(module) })),
);
const withNext = all.filter(({ command }) => command.next !== undefined);

test('what makes something to go on with says how', () => {
  expect(withNext.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      'bookmark create',
      'delete',
      'endpoint permission create',
      'endpoint role create',
      'endpoint-manager pause-rule create',
      'flows create',
      'flows start',
      'gcs collection create guest',
      'gcs collection role create',
      'gcs endpoint role create',
      'group create',
      'group member add',
      'rename',
      'search index create',
      'search index role create',
      'timer create flow',
      'timer create job',
      'timer create transfer',
      'timer pause',
      'timer resume',
      'transfer',
    ]),
  );
});

/** Last words of what makes, begins or changes something. Deleting and cancelling are the ends of things. */
const doing =
  /^(create|create-\w+|register|start|add|submit|ingest|invite|join|accept|approve|reopen|resume|pause|rotate|update|set|set-.*|reset-.*|respond|lock|share|transfer|cp|sync|mv|rename|put|mkdir|edit|run|import|mapped|guest|posix|s3|from-json)$/;
/** What makes or changes something without a next step, and why there is none to name. */
const excused: ReadonlyArray<readonly [which: RegExp, why: string]> = [
  [/(^| )update( |$)|^update$/, 'what was changed is said, and the same command changes it again'],
  [/ (set|set-[\w-]+|reset-[\w-]+)$/, 'the same'],
  [/^api transfer$/, 'a request of one’s own'],
  [/^(cp|sync|mv|put|edit)$/, 'says itself which files are where'],
  [/^client (create-instance|credential (create|rotate))$/, 'ends with a secret, to be put where it is used'],
  [/^compute endpoint (register|lock)$/, 'for the program of the endpoint, which goes on by itself'],
  [/^compute run$/, 'ends with the result'],
  [/^flows web-input respond$/, 'the run goes on, and is followed where it was'],
  [/^group (member approve|invite accept)$/, 'one more member of a group that is known'],
  [/^sandbox /, 'says on stderr how it is used, or is a step of a script'],
  [/^endpoint (create|server add)$/, 'was removed'],
];

test('what makes or changes something has a next step, or a reason for none', () => {
  const made = all.filter(({ path }) => doing.test(path.split(' ').at(-1) ?? ''));
  expect(made.length).toBeGreaterThan(90);
  const isExcused = (path: string) => excused.some(([which]) => which.test(path));
  expect(made.filter(({ path, command }) => !command.next && !isExcused(path)).map(({ path }) => path)).toEqual([]);
  // no excuse outlives what it is for
  const needed = (which: RegExp) => made.some(({ path, command }) => !command.next && which.test(path));
  expect(excused.filter(([which]) => !needed(which)).map(([which]) => String(which))).toEqual([]);
});

test('what was shared is taken back from those who got it', async () => {
  const next = (await commandOf('share/index')).next!;
  const people = [
    { type: 'identity', idOrUsername: 'grace@example.org' },
    { type: 'group', id: exampleId, name: 'A, B' },
    { type: 'anonymous' },
  ];
  const document = { collection_id: exampleId, path: '/run7/', DATA: [{ state: 'new' }] };
  const input = (dryRun: boolean) => ({ flags: { with: [people], dryRun } }) as never;
  expect(next(document, input(false))).toBe(
    `Take it back:  globus share revoke ${exampleId}:/run7/ --with 'grace@example.org,group:"A, B",anyone'`,
  );
  expect(next(document, input(true))).toBeUndefined();
  expect(next({ ...document, DATA: [{ state: 'same' }] }, input(false))).toBeUndefined();
});

test('whoever was given access can be sent the link to the folder, which no shell cuts short', async () => {
  const command = await commandOf('endpoint/permission/create');
  const place = { endpoint: '6c54cade-bde5-45c1-bdea-f4bd71dba2cc', path: '/run 7/a&b/' };
  const said = command.next?.({ message: '', access_id: 'R' }, { args: { endpointPlusPath: place } } as never);
  const [, link = ''] = /^Send the link: {2}(\S+)$/m.exec(said ?? '') ?? [];
  expect(Object.fromEntries(new URL(link).searchParams)).toEqual({
    origin_id: place.endpoint,
    origin_path: place.path,
  });
});

test.each([
  ['nightly run', "'nightly run'"],
  [undefined, '@last'],
  ['', '@last'],
  // these would be read as an option, a bookmark, or the beginning of an id
  ['-x', '@last'],
  ['@data', '@last'],
  ['cafe1234', '@last'],
  ['two\nlines', '@last'],
  ['odd\u2028break', '@last'],
])('a task and a run are called by their label where that is a name: %s', async (label, word) => {
  for (const [module, document] of [
    ['transfer/index', { task_id: exampleId }],
    ['delete', { task_id: exampleId }],
    ['flows/start', { run_id: exampleId }],
  ] as const) {
    const command = await commandOf(module);
    const input = { args: {}, flags: { label } } as never;
    const words = new OwnWords();
    words.noteMade(command.made?.(document, input) ?? { id: '', name: undefined });
    expect(words.said(command.next?.(document, input) ?? '')).toMatch(new RegExp(`^Follow it: .* watch ${word}$`));
  }
});

test('an application that people log in with is given by its id, and another one by its name', async () => {
  const { made } = await commandOf('client/create');
  const named = (client: object) => made?.({ client: { id: exampleId, name: 'Tool', ...client } }, {} as never)?.name;
  expect([named({ public_client: true }), named({ public_client: false })]).toEqual([undefined, 'Tool']);
});

describe('the next step', () => {
  test.each(withNext)('after $path', async ({ module, path }) => {
    const line = await workingLine(module, folder);
    if (!line) throw new Error(`no example of '${path}' works on the samples`);
    const run = (more: object, words: readonly string[] = []) =>
      globus([...line.argv, ...words], {
        api: answering({ variant: line.variant }),
        logins: exampleLogins,
        env: { NO_COLOR: '1' },
        ...more,
      });
    const shown = await run({ terminal: { columns: 80 } });
    expect(shown.code, shown.stderr).toBe(0);
    // on stderr, or as the end of the summary of what was made
    const step = /^[A-Z][a-z ]+:(?: {2}|\n {2})(globus .*)$/m;
    const [, next = ''] = step.exec(shown.stderr) ?? step.exec(shown.stdout) ?? [];
    // an example that waits, or only plans, has nothing to go on with; after a real login, questions.test.ts sees it
    if (path !== 'login' && !line.argv.some((word) => /^--(wait|dry-run)$/.test(word))) expect(next).not.toBe('');
    if (next === '') return;
    expect(`${shown.stdout}\n${shown.stderr}`.split('\n').filter((each) => each.endsWith(next))).toHaveLength(1);
    expect(next).not.toMatch(/undefined|null|None|<|>|\b[A-Z]+_ID\b/);
    expect(moduleOf(shellWords(next).slice(1)), next).toBeDefined();
    expect((await run({})).stderr).not.toContain(next);
    expect((await run({ terminal: { columns: 80 } }, ['--quiet'])).stderr).not.toContain(next);
    expect((await run({ terminal: { columns: 80 } }, ['--format', 'json'])).stderr).not.toContain(next);
  });
});
