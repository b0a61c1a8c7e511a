/** What random damage of answers once found, each by itself. */
import { expect, test } from 'vitest';
import { demandExpected } from '../../src/services/expected.js';
import type { RequestOptions } from '../../src/services/http.js';
import { path } from '../../src/services/path.js';
import { answering, exampleId as id, exampleLogins, type Json } from '../support/answering.js';
import { globus } from '../support/globus.js';

/** Runs a line where the answer to this request is another; what was asked is in `asked`. */
async function withAnswer(line: string, request: RegExp, answer: Json) {
  const asked: string[] = [];
  const api = answering({
    change: ({ method, url }) => {
      asked.push(`${method} ${url.pathname}`);
      return request.test(asked.at(-1) ?? '') ? Response.json(answer) : undefined;
    },
  });
  return { ...(await globus(line.split(' '), { api, logins: exampleLogins })), asked };
}

test('an id that would fake a line of ours is none', async () => {
  const { code, stdout, stderr } = await withAnswer(`delete ${id}:/a`, /^POST .*\/delete$/, {
    task_id: `${id}\nRun: rm -rf ~`,
  });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain("a 'task_id' that is not an id");
  expect(stderr).not.toContain('rm -rf');
});

test('a command to run next never names what is no id', async () => {
  const { code, stderr } = await withAnswer(`gcs endpoint show ${id}`, /^GET .*\/endpoint\/[^/]*$/, {
    id,
    entity_type: 'GCSv5_mapped_collection',
    owner_id: 'x\nrm -rf ~',
  });
  expect(code).toBe(1);
  expect(stderr).toContain("a 'owner_id' that is not an id");
  expect(stderr).not.toContain('rm -rf');
});

test.each([
  ['project create a --contact-email a@example.org', /^POST .*projects$/, { project: {} }, 'project.id'],
  [`endpoint role create ${id} --role access_manager --identity ${id}`, /^POST .*role$/, {}, 'id'],
  [`flows run cancel ${id}`, /^POST .*cancel$/, {}, 'run_id'],
  ['bookmark v2 create ID:/a b'.replace('ID', id), /^POST .*bookmarks$/, { data: {} }, 'data.id'],
  ['client create-child a --client-type client_identity', /^POST .*clients$/, {}, 'client.id'],
] as const)('%s is no success without the id of what it made', async (line, request, answer, key) => {
  const { code, stdout, stderr } = await withAnswer(line, request, answer);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(`an answer without '${key}', which says what came of the request`);
});

test('credentials are not rotated where the list of the old ones lacks an id', async () => {
  const { code, stderr, asked } = await withAnswer(`client credential rotate ${id} --name new`, /^GET .*credentials$/, {
    credentials: [{ name: 'old' }],
  });
  expect(code).toBe(1);
  expect(stderr).toContain('Nothing was changed.');
  expect(asked.filter((request) => !request.startsWith('GET'))).toEqual([]);
});

test('a call that Compute accepts and names no task of is told', async () => {
  const { code, stderr } = await withAnswer(`compute run ${id} --function-id ${id}`, /^POST .*\/submit$/, {
    task_group_id: id,
    tasks: {},
  });
  expect(code).toBe(1);
  expect(stderr).toContain('accepted the call and did not name its task.');
  expect(stderr).toContain(`globus compute task-group show ${id}`);
});

test('a request of which an id is missing is not made', () => {
  expect(path`task/${'a b'}/events`).toBe('task/a%20b/events');
  expect(() => path`task/${undefined as unknown as string}`).toThrow(TypeError);
  expect(() => path`task/${{} as unknown as string}`).toThrow(TypeError);
  expect(() => path`task/${''}`).toThrow('An id is empty.');
});

test('an expression that does not fit the document is said to be that', async () => {
  const { code, stderr } = await globus(['api', 'transfer', 'GET', '/v0.10/task_list', '--jmespath', 'keys(@)'], {
    api: answering({ change: () => new Response('') }),
  });
  expect(code).toBe(1);
  expect(stderr).toContain("--jmespath: 'keys(@)' does not fit this document");
});

test('a list that a command goes through is one of documents', () => {
  const origin = { service: 'transfer', method: 'GET', url: 'https://transfer.example/v0.10/bookmark_list' };
  const demand = (document: unknown, options: RequestOptions) => () => demandExpected(document, options, origin);
  for (const wrong of [{}, { DATA: null }, { DATA: 'x'.repeat(5) }, { DATA: {} }, { DATA: [{}, null] }, { DATA: [1] }])
    expect(demand(wrong, { listUnder: 'DATA' }), JSON.stringify(wrong)).toThrow("no list of documents under 'DATA'");
  expect(demand({ DATA: [] }, { listUnder: 'DATA' })).not.toThrow();
  expect(demand({ DATA: [{}] }, { listUnder: 'DATA' })).not.toThrow();
  expect(demand([], { listUnder: 'DATA' })).toThrow('a list where a document belongs');
  expect(demand({}, { isList: true })).toThrow('a document where a list belongs');
  for (const wrong of [[1], ['a', {}], [null], [[]]])
    expect(demand(wrong, { isList: true }), JSON.stringify(wrong)).toThrow('something else in it than documents');
  expect(demand([{}], { isList: true })).not.toThrow();
});

const changing: readonly (readonly [string, RegExp])[] = [
  [`mkdir ${id}:/a`, /^POST .*\/mkdir$/],
  [`rename ${id} /a /b`, /^POST .*\/rename$/],
  [`task cancel ${id}`, /^POST .*\/cancel$/],
  [`task update ${id} --label a`, /^PUT .*\/task\//],
  [`endpoint permission create ${id}:/a/ --permissions r --identity ${id}`, /^POST .*\/access$/],
  [`bookmark show ${id}`, /^GET .*\/bookmark\//],
  [`endpoint show ${id}`, /^GET .*\/endpoint\//],
  [`group show ${id}`, /^GET .*\/groups\//],
  [`flows show ${id}`, /^GET .*\/flows\//],
  [`search index show ${id}`, /^GET .*\/index\//],
  [`timer show ${id}`, /^GET .*\/jobs\//],
];
test.each(changing)(
  '%s: what is no document is told in words of the service, not of this program',
  async (line, request) => {
    for (const answer of [[], {}, [[]], [null]] as readonly Json[]) {
      const { code, stderr } = await withAnswer(line, request, answer);
      expect(stderr).not.toMatch(/is a bug|'(?:replaceAll|map|split|length|slice|at|toString)'|is not a function/);
      if (Array.isArray(answer))
        expect([code, stderr]).toEqual([1, expect.stringContaining('sent something unexpected')]);
    }
  },
);
