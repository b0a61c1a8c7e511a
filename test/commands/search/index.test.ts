import { describe, expect, test } from 'vitest';
import { type Exchange, fakeApi } from '../../support/fake-api.js';
import { globus } from '../../support/globus.js';
import { personId } from '../../support/transfer.js';

const index = '60d1160b-f016-40b0-8545-99619865873d';
const taskId = 'f81ae280-e76d-11f1-9ff5-02fc00000001';
const base = `https://search.api.globus.org/v1/index/${index}`;
const document = {
  id: index,
  display_name: 'recipes',
  description: 'what we cook',
  status: 'open',
  is_trial: true,
  permissions: ['owner', 'admin'],
  num_subjects: 12,
  num_entries: 13,
  size_in_mb: 0,
  max_size_in_mb: 1,
  creation_date: '2026-01-01 00:00:00',
  subscription_id: null,
};
const refused = (request: Pick<Exchange, 'method' | 'url'> & { body?: unknown }) =>
  fakeApi([
    {
      ...request,
      status: 409,
      response: {
        '@datatype': 'GError',
        code: 'Conflict.IncompatibleIndexStatus',
        message: 'Index status (open) is not right',
        request_id: 'r',
        status: 409,
      },
    },
  ]);
const role = {
  id: 'MDQ1',
  index_id: index,
  role_name: 'writer',
  principal: `urn:globus:auth:identity:${personId}`,
  principal_type: 'identity',
  creation_date: 'c',
};

describe('search index', () => {
  test('show', async () => {
    const api = () => fakeApi([{ method: 'GET', url: base, response: document }]);
    expect((await globus(['search', 'index', 'show', index], { api: api() })).stdout).toBe(
      `Index ID:     ${index}\nDisplay Name: recipes\nStatus:       open\n`,
    );
    const { stdout } = await globus(['search', 'index', 'show', index, '--verbose'], { api: api() });
    expect(stdout).toMatch(/Permissions: +admin,owner\n[^]*Subjects: +12\nEntries: +13\n/);
    expect((await globus(['search', 'index', 'show', index, '--jmespath', 'num_entries'], { api: api() })).stdout).toBe(
      '13\n',
    );
    expect((await globus(['search', 'index', 'show', '1405823f-0597'])).code).toBe(2);
  });
  test('update sends what was said, and nothing else', async () => {
    const changed = {
      method: 'PATCH',
      url: base,
      body: { description: '' },
      response: { ...document, description: '' },
    };
    expect(
      (await globus(['search', 'index', 'update', index, '--description', ''], { api: fakeApi([changed]) })).stdout,
    ).toContain('Display Name: recipes');
    expect(
      JSON.parse(
        (
          await globus(['search', 'index', 'update', index, '--description', '', '-F', 'json'], {
            api: fakeApi([changed]),
          })
        ).stdout,
      ),
    ).toEqual(changed.response);
    expect((await globus(['search', 'index', 'update', index])).code).toBe(2);
  });
  test('reopen', async () => {
    const request = { method: 'POST', url: `${base}/reopen` };
    const good = { ...request, response: { index_id: index, acknowledged: true } };
    expect((await globus(['search', 'index', 'reopen', index], { api: fakeApi([good]) })).stdout).toBe(
      `Index ${index} is open again.\n`,
    );
    expect(
      JSON.parse((await globus(['search', 'index', 'reopen', index, '-F', 'json'], { api: fakeApi([good]) })).stdout),
    ).toEqual(good.response);
    expect(await globus(['search', 'index', 'reopen', index], { api: refused(request) })).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('Index status (open) is not right'),
    });
  });
});

describe('search index role', () => {
  test('list names the people', async () => {
    const list = {
      method: 'GET',
      url: `${base}/role_list`,
      response: {
        role_list: [role, { ...role, id: 'MDQ2', principal: 'urn:globus:groups:id:x', principal_type: 'group' }],
      },
    };
    const names = {
      method: 'GET',
      url: `https://auth.globus.org/v2/api/identities?ids=${personId}`,
      response: { identities: [{ id: personId, username: 'ada@example.org' }] },
    };
    const { stdout } = await globus(['search', 'index', 'role', 'list', index], { api: fakeApi([list, names]) });
    expect(stdout).toMatch(/MDQ1 +\| writer +\| ada@example\.org *\nMDQ2 +\| writer +\| Globus Group \(x\)\n/);
    expect(
      (
        await globus(['search', 'index', 'role', 'list', index, '--limit', '1', '--jmespath', 'role_list[].id'], {
          api: fakeApi([list]),
        })
      ).stdout,
    ).toBe('[\n  "MDQ1"\n]\n');
    expect(
      (
        await globus(['search', 'index', 'role', 'list', index], {
          api: refused({ method: 'GET', url: `${base}/role_list` }),
        })
      ).code,
    ).toBe(1);
  });
  test('delete asks first', async () => {
    const request = { method: 'DELETE', url: `${base}/role/MDQ1` };
    const good = { ...request, response: { deleted: role, success: true } };
    expect(
      (await globus(['search', 'index', 'role', 'delete', index, 'MDQ1', '--yes'], { api: fakeApi([good]) })).stdout,
    ).toBe(`Removed role MDQ1 from index ${index}\n`);
    expect(
      (
        await globus(['search', 'index', 'role', 'delete', index, 'MDQ1', '--yes', '--jmespath', 'success'], {
          api: fakeApi([good]),
        })
      ).stdout,
    ).toBe('true\n');
    expect(
      (await globus(['search', 'index', 'role', 'delete', index, 'MDQ1', '--yes'], { api: refused(request) })).code,
    ).toBe(1);
  });
});

describe('search entry and search subject batch-delete', () => {
  const found = { subject: 's', entries: [{ entry_id: 'e', matched_principal_sets: [], content: { n: 1 } }] };
  test('entry show', async () => {
    const shown = { method: 'GET', url: `${base}/entry?subject=s&entry_id=e`, response: found };
    expect(
      JSON.parse(
        (await globus(['search', 'entry', 'show', index, 's', '--entry-id', 'e'], { api: fakeApi([shown]) })).stdout,
      ),
    ).toEqual(found.entries[0]);
    const bypassing = { ...shown, url: `${base}/entry?subject=s&bypass_visible_to=True` };
    expect(
      JSON.parse(
        (
          await globus(['search', 'entry', 'show', index, 's', '--bypass-visible-to', '-F', 'json'], {
            api: fakeApi([bypassing]),
          })
        ).stdout,
      ),
    ).toEqual(found);
    expect((await globus(['search', 'entry', 'show', index, 's'], { logins: {} })).code).toBe(4);
  });
  test('entry delete', async () => {
    const gone = { method: 'DELETE', url: `${base}/entry?subject=s&entry_id=e`, response: { task_id: taskId } };
    const argv = ['search', 'entry', 'delete', index, 's', '--entry-id', 'e', '--yes'];
    expect((await globus(argv, { api: fakeApi([gone]) })).stdout).toBe(
      `Message: delete-entry task successfully submitted\nTask ID: ${taskId}\n`,
    );
    expect((await globus([...argv, '--jmespath', 'task_id'], { api: fakeApi([gone]) })).stdout).toBe(`"${taskId}"\n`);
    expect((await globus(argv, { api: refused(gone) })).code).toBe(1);
  });
  test('subject batch-delete', async () => {
    const gone = {
      method: 'POST',
      url: `${base}/batch_delete_by_subject`,
      body: { subjects: ['a', 'b', 'c'] },
      response: { task_id: taskId },
    };
    const argv = ['search', 'subject', 'batch-delete', index, 'a', '--from', '-', '--yes'];
    expect((await globus(argv, { api: fakeApi([gone]), stdin: 'b\n\n c \n' })).stdout).toContain(taskId);
    expect(JSON.parse((await globus([...argv.slice(0, -1), '--dry-run'], { stdin: 'b\n\n c \n' })).stdout)).toEqual(
      gone.body,
    );
    expect(await globus(['search', 'subject', 'batch-delete', index])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Say which subjects'),
    });
    expect(
      (await globus(['search', 'subject', 'batch-delete', index, '--from', '-', '--yes'], { stdin: '\n' })).code,
    ).toBe(2);
  });
});

describe('search scroll and query --all', () => {
  const row = (subject: string) => ({
    subject,
    entries: [{ entry_id: null, matched_principal_sets: [], content: { subject } }],
  });
  const page = (body: object, subjects: readonly string[], marker: string | null): Exchange => ({
    method: 'POST',
    url: `${base}/scroll`,
    body,
    response: { count: subjects.length, gmeta: subjects.map(row), has_next_page: marker !== null, marker },
  });
  const both = (query: object) => [
    page({ ...query, limit: 500 }, ['a', 'b'], 'm1'),
    page({ ...query, limit: 500, marker: 'm1' }, ['c'], null),
  ];
  test('the whole index, page after page, a subject a line', async () => {
    expect((await globus(['search', 'scroll', index], { api: fakeApi(both({ q: '*' })) })).stdout).toBe('a\nb\nc\n');
    const { stdout } = await globus(
      ['search', 'scroll', index, '-F', 'ndjson', '--query-document', '{"filters": []}'],
      { api: fakeApi(both({ filters: [] })) },
    );
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
    ).toEqual(['a', 'b', 'c'].map(row));
  });
  test('query --all is the same for a query, as JSON or line by line', async () => {
    const argv = ['search', 'query', index, '--all', '-q', 'x'];
    expect(
      (await globus([...argv, '-F', 'ndjson'], { api: fakeApi(both({ q: 'x' })) })).stdout.split('\n').length,
    ).toBe(4);
    expect(JSON.parse((await globus([...argv, '-F', 'json'], { api: fakeApi(both({ q: 'x' })) })).stdout)).toEqual({
      count: 3,
      gmeta: ['a', 'b', 'c'].map(row),
    });
    expect((await globus([...argv, '--offset', '3'])).code).toBe(2);
  });
  test('stops at a limit, and prints what came before a failure', async () => {
    const first = page({ q: '*', limit: 2 }, ['a', 'b'], 'm1');
    expect((await globus(['search', 'scroll', index, '--limit', '2'], { api: fakeApi([first]) })).stdout).toBe(
      'a\nb\n',
    );
    const [one, two] = both({ q: '*' });
    const api = fakeApi([
      one!,
      { ...two!, status: 403, response: { code: 'Forbidden.Generic', message: 'no more', request_id: 'r' } },
    ]);
    expect(await globus(['search', 'scroll', index], { api })).toMatchObject({
      code: 1,
      stdout: 'a\nb\n',
      stderr: expect.stringContaining('no more'),
    });
  });
});

describe('search task wait', () => {
  const url = `https://search.api.globus.org/v1/task/${taskId}`;
  const state = (word: string, message: string | null = null): Exchange => ({
    method: 'GET',
    url,
    response: {
      task_id: taskId,
      index_id: index,
      state: word,
      state_description: word.toLowerCase(),
      creation_date: 'c',
      completion_date: null,
      message,
    },
  });
  const argv = ['search', 'task', 'wait', taskId];
  test('until it has succeeded', async () => {
    expect(
      (await globus(argv, { api: fakeApi([state('PENDING'), state('PROGRESS'), state('SUCCESS')]) })).stdout,
    ).toContain('State:           SUCCESS (success)\n');
    expect((await globus([...argv, '--jmespath', 'state'], { api: fakeApi([state('SUCCESS')]) })).stdout).toBe(
      '"SUCCESS"\n',
    );
  });
  test('fails with the task, and with the exit code asked for when the time is up', async () => {
    expect(await globus(argv, { api: fakeApi([state('FAILED', 'wrong type')]) })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('wrong type'),
    });
    const late = await globus([...argv, '--timeout', '3', '--timeout-exit-code', '57'], {
      api: fakeApi([state('PENDING')]),
    });
    expect(late).toMatchObject({ code: 57, stderr: expect.stringContaining(`globus search task wait ${taskId}`) });
  });
});
