import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { fakeApi } from '../support/fake-api.js';
import { globus } from '../support/globus.js';
import { sandboxUser } from '../support/sandbox-user.js';

const compute = 'https://compute.api.globus.org';
const transfer = 'https://transfer.api.globus.org/v0.10';
const flows = 'https://flows.automate.globus.org';
const index = '60d1160b-f016-40b0-8545-99619865873d';
const rows = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

describe('api beyond the reference', () => {
  test('compute', async () => {
    const version = { method: 'GET', url: `${compute}/v2/version?service=all`, response: { api: '1.2.3' } };
    const argv = ['api', 'compute', 'GET', '/v2/version', '-Q', 'service=all'];
    expect((await globus(argv, { api: fakeApi([version]) })).stdout).toBe('{"api":"1.2.3"}\n');
    expect((await globus([...argv, '--jmespath', 'api'], { api: fakeApi([version]) })).stdout).toBe('"1.2.3"\n');
    expect(
      await globus(['api', 'compute', 'GET', '/v2/none'], {
        api: fakeApi([
          { method: 'GET', url: `${compute}/v2/none`, status: 404, response: { reason: 'nothing there' } },
        ]),
      }),
    ).toMatchObject({ code: 1, stderr: expect.stringContaining('nothing there') });
  });

  test('--input sends a file, or standard input', async () => {
    const sent = { method: 'POST', url: `${flows}/flows`, body: { title: 'é🎉' }, response: { id: 1 } };
    expect(
      (
        await globus(['api', 'flows', 'POST', '/flows', '--input', '-'], {
          api: fakeApi([sent]),
          stdin: '{"title": "é🎉"}',
        })
      ).code,
    ).toBe(0);
    expect(await globus(['api', 'flows', 'POST', '/flows', '--input', 'nowhere.json'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Cannot read 'nowhere.json'"),
    });
  });

  test.each([
    [
      'offset',
      ['transfer', 'GET', '/task_list'],
      [
        [`${transfer}/task_list`, { DATA: [1, 2], total: 3, notes: [] }],
        [`${transfer}/task_list?offset=2`, { DATA: [3], total: 3, notes: [] }],
      ],
    ],
    [
      'marker',
      ['flows', 'GET', '/flows', '-Q', 'x=y'],
      [
        [`${flows}/flows?x=y`, { flows: [1, 2], marker: 'm', has_next_page: true }],
        [`${flows}/flows?x=y&marker=m`, { flows: [3], has_next_page: false }],
      ],
    ],
    [
      'next_marker',
      ['transfer', 'GET', '/task/T/skipped_errors'],
      [
        [`${transfer}/task/T/skipped_errors`, { DATA: [1, 2], next_marker: 'm' }],
        [`${transfer}/task/T/skipped_errors?marker=m`, { DATA: [3], next_marker: null }],
      ],
    ],
    [
      'last_key',
      ['transfer', 'GET', '/endpoint_manager/task_list'],
      [
        [`${transfer}/endpoint_manager/task_list`, { DATA: [1, 2], last_key: 'k', has_next_page: true }],
        [`${transfer}/endpoint_manager/task_list?last_key=k`, { DATA: [3], last_key: 'l', has_next_page: false }],
      ],
    ],
    [
      'link',
      ['transfer', 'GET', '/v2/tunnels'],
      [
        ['https://transfer.api.globus.org/v2/tunnels', { data: [1, 2], links: { next: '/v2/tunnels?page[cursor]=c' } }],
        ['https://transfer.api.globus.org/v2/tunnels?page[cursor]=c', { data: [3], links: { next: null } }],
      ],
    ],
    [
      'facets beside the rows',
      ['search', 'GET', `/v1/index/${index}/search`, '-Q', 'q=x'],
      [
        [
          `https://search.api.globus.org/v1/index/${index}/search?q=x`,
          { gmeta: [1, 2], facet_results: [9], total: 3, has_next_page: true },
        ],
        [
          `https://search.api.globus.org/v1/index/${index}/search?q=x&offset=2`,
          { gmeta: [3], facet_results: [9], total: 3, has_next_page: false },
        ],
      ],
    ],
  ] as const)('--paginate follows pages by %s', async (_, words, pages) => {
    const api = fakeApi(pages.map(([url, response]) => ({ method: 'GET', url, response })));
    const { code, stdout } = await globus(['api', ...words, '--paginate'], { api });
    expect([code, rows(stdout)]).toEqual([0, [1, 2, 3]]);
  });

  test('--as-curl prints a line without a token, and sends nothing', async () => {
    const argv = [
      'api',
      'transfer',
      'POST',
      '/delete',
      '-Q',
      'a=b c',
      '--field',
      "label=it's",
      '-H',
      'X-Y: z',
      '-H',
      'Authorization: Bearer mine-alone',
      '--as-curl',
    ];
    const { code, stdout } = await globus(argv);
    expect([code, stdout]).toEqual([
      0,
      `curl -X POST 'https://transfer.api.globus.org/v0.10/delete?a=b+c' -H "Authorization: Bearer $(globus auth token transfer)" -H 'content-type: application/json' -H 'X-Y: z' --data-raw '{"label":"it'\\''s"}'\n`,
    ]);
    expect((await globus(['api', 'auth', 'HEAD', '/x', '--as-curl', '-L'])).stdout).toMatch(/^curl -I \S+ .* -L\n$/);
  });
});

test('in the sandbox, the curl line that is printed works', async () => {
  const user = await sandboxUser();
  await user.logIn();
  const { stdout } = await user.run(['api', 'groups', 'POST', '/v2/groups', '--field', 'name=@é🎉', '--as-curl']);
  const token = (await user.run(['auth', 'token', 'groups'])).stdout.trim();
  expect(stdout).not.toContain(token);
  const argv = execFileSync(
    'sh',
    ['-c', `globus() { echo "${token}"; }; printf '%s\\n' ${stdout.replace(/^curl /, '')}`],
    { encoding: 'utf8' },
  )
    .trimEnd()
    .split('\n');
  const headers = argv.flatMap((word, i) => (argv[i - 1] === '-H' ? [word.split(': ', 2) as [string, string]] : []));
  const answer = await fetch(argv[2] ?? '', { method: argv[1] ?? '', headers, body: argv.at(-1) ?? '' });
  expect([answer.status, ((await answer.json()) as { name: string }).name]).toEqual([201, '@é🎉']);
  const listed = await user.run([
    'api',
    'transfer',
    'GET',
    '/endpoint_search',
    '-Q',
    'filter_scope=all',
    '-Q',
    'filter_fulltext=sandbox',
    '-Q',
    'limit=1',
    '--paginate',
  ]);
  expect(rows(listed.stdout).length).toBeGreaterThan(1);
});
