/** Words that stand by themselves where a flag takes them: the error gives the line that was meant. */
import { expect, test } from 'vitest';
import { globus } from '../support/globus.js';

const id = '11111111-6a3c-4a6e-9d3e-5b7a1c2d3e4f';

test.each([
  [['search', 'query', id, 'run'], `Search for it: globus search query ${id} -q run`],
  [['search', 'query', id, 'run', '7'], `Search for it: globus search query ${id} -q 'run 7'`],
  [
    ['search', 'query', '--limit', '3', id, 'run', '--advanced'],
    `Search for it: globus search query ${id} --limit 3 --advanced -q run`,
  ],
  [['search', 'scroll', id, 'run'], `Search for it: globus search scroll ${id} -q run`],
  [['search', 'delete-by-query', id, 'run'], `Delete what it finds: globus search delete-by-query ${id} -q run`],
  [['flows', 'list', 'beam', 'line'], "Look for it: globus flows list --filter-fulltext 'beam line'"],
  [['task', 'list', 'nightly'], 'Look for it: globus task list --filter-label nightly'],
  [
    ['task', 'list', '--exact', '--filter-label', 'weekly', 'nightly'],
    'Look for it: globus task list --exact --filter-label weekly --filter-label nightly',
  ],
  [['find', `${id}:/data/`, '*.h5'], `Find it: globus find ${id}:/data/ --name '*.h5'`],
  [
    ['share', `${id}:/data/`, 'grace@globusid.org', 'eve@globusid.org', '--with', 'anyone', '--read'],
    `Share it: globus share ${id}:/data/ --with anyone --read --with grace@globusid.org,eve@globusid.org`,
  ],
  [
    ['timer', 'update', id, 'weekly', '--name', 'nightly'],
    undefined, // it has its name, so that the word is none
  ],
  // the other way round
  [
    ['share', 'grace@globusid.org', `${id}:/data/`, '--with', 'anyone', '--read'],
    `Share it: globus share ${id}:/data/ --with anyone --read --with grace@globusid.org`,
  ],
  [['task', 'update', id, 'first'], `Rename it: globus task update ${id} --label first`],
  // who named a document has said what to look for
  [['search', 'query', id, 'run', '--query-document', '{"q": "*"}'], undefined],
  [['task', 'show', id, 'more'], undefined],
] as const)('%j', async (line, meant) => {
  const { code, stderr } = await globus(line);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^Unexpected arguments?: /);
  const see = /\nSee: globus [\w -]+ --help\n$/.exec(stderr)?.[0] ?? '';
  expect(stderr.slice(stderr.indexOf('\n\n') + 2)).toBe(`${meant === undefined ? '' : `${meant}\n`}${see.slice(1)}`);
});

test('a flag of one letter that there is in the other case is suggested', async () => {
  expect(await globus(['ls', '-R', `${id}:/`])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("Unknown option '-R' (Did you mean -r, --recursive?)") as string,
  });
});
