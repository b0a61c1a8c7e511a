import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fakeApi } from '../support/fake-api.js';
import { globus, temporaryFolder } from '../support/globus.js';
import { refusal, transferUrl } from '../support/transfer.js';

const url = `${transferUrl}/task_list`;
const answer = { DATA: [{ b: 2, a: 1 }], total: 1 };

describe('globus api', () => {
  test('prints what came, as it came', async () => {
    const api = fakeApi([{ method: 'GET', url, response: answer }]);
    expect((await globus(['api', 'transfer', 'get', '/task_list'], { api })).stdout).toBe(
      `${JSON.stringify(answer)}\n`,
    );
  });
  test('an expression reads the document', async () => {
    const api = fakeApi([{ method: 'GET', url: `${url}?limit=1`, response: answer }]);
    expect(
      (await globus(['api', 'transfer', 'GET', 'v0.10/task_list', '-Q', 'limit=1', '--jq', 'DATA[0].a'], { api }))
        .stdout,
    ).toBe('1\n');
  });
  test('an error status is exit 1, and with --allow-errors what came', async () => {
    const api = () => fakeApi([{ method: 'GET', url, ...refusal }]);
    expect(await globus(['api', 'transfer', 'GET', '/task_list'], { api: api() })).toMatchObject({
      code: 1,
      stdout: '',
    });
    expect(
      JSON.parse((await globus(['api', 'transfer', 'GET', '/task_list', '--allow-errors'], { api: api() })).stdout),
    ).toEqual(refusal.response);
  });
  test('a body comes from the line, from fields, from a file or from standard input', async () => {
    const body = { name: 'x', n: 1 };
    const api = () => fakeApi([{ method: 'POST', url: `${transferUrl}/bookmark`, body, response: {} }]);
    const post = ['api', 'transfer', 'POST', '/bookmark'];
    const file = join(temporaryFolder(), 'body.json');
    writeFileSync(file, JSON.stringify(body));
    for (const argv of [
      ['--body', JSON.stringify(body)],
      ['--field', 'name=x', '--field', 'n:=1'],
      ['--body-file', file],
      ['--body-file', '-'],
    ]) {
      expect((await globus([...post, ...argv], { api: api(), stdin: JSON.stringify(body) })).code).toBe(0);
    }
  });
  test.each([
    [['transfer', 'FETCH', '/x'], "'FETCH' is not one of"],
    [['transfer', 'GET', '/x', '-H', 'nonsense'], 'is not NAME: VALUE'],
    [['transfer', 'GET', '/x', '-Q', 'nonsense'], 'is not KEY=VALUE'],
    [['transfer', 'POST', '/x', '--body', '{}', '--field', 'a=b'], 'mutually exclusive'],
    [['transfer', 'POST', '/x', '--field', 'a:={'], 'is not JSON'],
    [['transfer', 'POST', '/x', '--body-file', '/nonexistent/body'], 'there is no such file'],
  ])('refuses %j', async (argv, words) => {
    const { code, stdout, stderr } = await globus(['api', ...argv]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  });
  test('--paginate names an answer that is no JSON', async () => {
    const fetch = () => Promise.resolve(new Response('<html>Welcome</html>'));
    const { code, stderr } = await globus(['api', 'transfer', 'GET', '/task_list', '--paginate'], {
      api: { fetch, calls: [], verify: () => undefined },
    });
    expect(code).toBe(1);
    expect(stderr).toBe(
      'The answer is not JSON: there are no pages to follow.\n\nWithout --paginate it is printed as it came.\n',
    );
  });
});
