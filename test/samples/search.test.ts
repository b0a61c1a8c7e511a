import { describe, expect, test } from 'vitest';
import { operations } from '../../src/services/search.js';
import type { Exchange } from '../support/fake-api.js';
import { adapterMatchesSamples, rendersSample, samplesOf } from '../support/samples.js';

const file = 'search';

adapterMatchesSamples(file, operations, {
  batch_delete_by_subject: (api, { ids, body }) => api.batchDeleteBySubject(ids[0]!, body),
  create_index: (api, { body }) => api.createIndex(body),
  create_role: (api, { ids, body }) => api.createRole(ids[0]!, body),
  delete_index: (api, { last }) => api.deleteIndex(last),
  delete_role: (api, { ids, last }) => api.deleteRole(ids[0]!, last),
  get_role_list: (api, { ids }) => api.getRoleList(ids[0]!),
  index_list: (api) => api.indexList(),
  post_search: (api, { ids, body }) => api.postSearch(ids[0]!, body),
  reopen_index: (api, { ids }) => api.reopenIndex(ids[0]!),
  search: (api, { ids, query }) => api.search(ids[0]!, query),
  update_index: (api, { last, body }) => api.updateIndex(last, body),
});

const person = '25de0aed-aa83-4600-a1be-a62a910af116';
interface Served {
  /** The line, for the id of the index in the sample's path and the last word of it. */
  readonly line: (index: string, last: string) => readonly string[];
  readonly body?: unknown;
  readonly query?: string;
  /** What of the document the text must show. */
  readonly text?: readonly string[];
}
/** The command that serves each operation. */
const commands: Readonly<Record<string, Served>> = {
  batch_delete_by_subject: {
    line: (index) => ['search', 'subject', 'batch-delete', index, 'a', 'b', '--yes'],
    body: { subjects: ['a', 'b'] },
    text: ['f81ae280-e76d-11f1-9ff5-02fc00000001'],
  },
  create_index: {
    line: () => ['search', 'index', 'create', 'n', 'd'],
    body: { display_name: 'n', description: 'd' },
    text: ['Awesome Index of Awesomeness'],
  },
  create_role: {
    line: (index) => ['search', 'index', 'role', 'create', index, 'writer', person],
    body: { role_name: 'writer', principal: `urn:globus:auth:identity:${person}` },
    text: ['MDQ1MzAy'],
  },
  delete_index: { line: (index) => ['search', 'index', 'delete', index, '--yes'] },
  delete_role: {
    line: (index, last) => ['search', 'index', 'role', 'delete', index, last, '--yes'],
    text: ['MDMwMjM5'],
  },
  get_role_list: { line: (index) => ['search', 'index', 'role', 'list', index], text: ['MDMwMjM5'] },
  index_list: { line: () => ['search', 'index', 'list'], text: ['Index of Indexed Awesomeness', 'owner'] },
  post_search: {
    line: (index) => ['search', 'query', index, '--query-document', '{"q": "foo"}'],
    body: { q: 'foo' },
    text: ['foo-bar'],
  },
  reopen_index: { line: (index) => ['search', 'index', 'reopen', index] },
  search: {
    line: (index) => ['search', 'query', index, '-q', 'foo'],
    query: '?q=foo&limit=10&advanced=False',
    text: ['foo-bar'],
  },
  update_index: {
    line: (index) => ['search', 'index', 'update', index, '--display-name', 'n'],
    body: { display_name: 'n' },
    text: ['Awesome Index of Awesomeness'],
  },
};

const samples = samplesOf(file);
describe.runIf(samples)('the sample documents of Search in their commands', () => {
  for (const [operation, cases] of Object.entries(samples ?? {})) {
    test(operation, async () => {
      const served = commands[operation];
      const sample = cases['default']?.[0];
      if (!served || !sample) throw new Error(`no command serves ${operation}`);
      const { pathname } = new URL(sample.url);
      const index = pathname.split('/')[3] ?? '';
      const exchange: Exchange = {
        method: sample.method,
        url: `${sample.url}${served.query ?? ''}`,
        body: served.body,
        status: sample.status,
        response: sample.json,
      };
      const { text } = await rendersSample(served.line(index, pathname.split('/').at(-1) ?? ''), exchange);
      for (const each of served.text ?? []) expect(text).toContain(each);
    });
  }
});
