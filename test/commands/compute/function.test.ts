import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fakeApi } from '../../support/fake-api.js';
import { globus, temporaryFolder } from '../../support/globus.js';

const id = 'f8162416-e76d-11f1-9ff5-02fc00000001';
const v2 = 'https://compute.api.globus.org/v2/functions';
const v3 = 'https://compute.api.globus.org/v3/functions';
const source = 'def mean(values):\n    return sum(values) / len(values)\n\ndef "';
const file = (text: string) => {
  const path = join(temporaryFolder(), 'stats.py');
  writeFileSync(path, text);
  return path;
};

describe('function register', () => {
  test('sends the whole file, without a byte order mark, under its name', async () => {
    const text = '# é🎉\ndef mean (values):\n    return sum(values)\n';
    const body = {
      function_name: 'average',
      function_code: `${Array.from(text).length + 8}\nst\nmean:${text}`,
      description: 'of numbers',
      public: true,
      group: id,
    };
    const api = fakeApi([{ method: 'POST', url: v3, body, response: { function_uuid: id } }]);
    const argv = [
      'compute',
      'function',
      'register',
      file(`\ufeff${text}`),
      '--function',
      'mean',
      '--name',
      'average',
      '--description',
      'of numbers',
      '--public',
      '--group',
      id,
    ];
    expect((await globus(argv, { api })).stdout).toBe(`Function ID: ${id}\n`);
  });
  test('the older interface, from standard input, as JSON', async () => {
    const text = 'double = lambda x: 2 * x\n';
    const api = fakeApi([
      {
        method: 'POST',
        url: v2,
        body: { function_name: 'double', function_code: `${text.length + 10}\nst\ndouble:${text}` },
        response: { function_uuid: id },
      },
    ]);
    const { stdout } = await globus(
      ['compute', 'function', 'register', '-', '--function', 'double', '--api-version', 'v2', '-F', 'json'],
      { api, stdin: text },
    );
    expect(JSON.parse(stdout)).toEqual({ function_uuid: id });
  });
  test('a dry run sends nothing', async () => {
    const { stdout } = await globus([
      'compute',
      'function',
      'register',
      file('def f(): pass'),
      '--function',
      'f',
      '--dry-run',
    ]);
    expect(JSON.parse(stdout)).toEqual({ function_name: 'f', function_code: '18\nst\nf:def f(): pass' });
  });
  test('the only function of a file is meant without being named', async () => {
    const { stdout } = await globus(['compute', 'function', 'register', file('def f(): pass'), '--dry-run']);
    expect(JSON.parse(stdout)).toMatchObject({ function_name: 'f' });
  });
  test('says what the file defines instead', async () => {
    const text = 'def mean(x): pass\ndef median(x): pass\nif True:\n    def f(): pass\nf == 3\n';
    const { code, stderr } = await globus(['compute', 'function', 'register', file(text), '--function', 'f']);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/does not define a function 'f' at its top level\.[^]*It defines: mean, median/),
    ]);
    expect((await globus(['compute', 'function', 'register', file(text)])).code).toBe(2);
  });
});

describe('function show', () => {
  const found = {
    function_uuid: id,
    function_name: 'mean',
    function_code: `${source.length + 8}\nst\nmean:${source}`,
    description: 'of numbers',
    metadata: { python_version: '3.12.6', sdk_version: '2.28.1' },
  };
  const api = (more: object = {}) => fakeApi([{ method: 'GET', url: `${v2}/${id}`, response: { ...found, ...more } }]);

  test('shows what is known of it', async () => {
    const { stdout } = await globus(['compute', 'function', 'show', id], { api: api() });
    expect(stdout).toBe(
      `Function ID:    ${id}\nName:           mean\nDescription:    of numbers\nPython Version: 3.12.6\nSDK Version:    2.28.1\nCode:           source\n`,
    );
  });
  test('prints its source', async () => {
    expect((await globus(['compute', 'function', 'show', id, '--source'], { api: api() })).stdout).toBe(`${source}\n`);
  });
  test('JSON is the document of the service', async () => {
    expect(
      JSON.parse((await globus(['compute', 'function', 'show', id, '-F', 'json'], { api: api() })).stdout),
    ).toEqual(found);
  });
  test('says which code only Python can read', async () => {
    const dill = { function_code: '8\n04\ngASVQ' };
    expect(
      (await globus(['compute', 'function', 'show', id], { api: api({ ...dill, metadata: null }) })).stdout,
    ).toContain('only Python can read it (DillCodeSource)\n');
    const { code, stdout, stderr } = await globus(['compute', 'function', 'show', id, '--source'], { api: api(dill) });
    expect([code, stdout, stderr]).toEqual([
      1,
      '',
      expect.stringContaining('in a form that only Python can read (DillCodeSource)'),
    ]);
  });
});

describe('function delete', () => {
  const api = (answer: object) => fakeApi([{ method: 'DELETE', url: `${v2}/${id}`, ...answer }]);
  test('says so', async () => {
    expect(
      (await globus(['compute', 'function', 'delete', id], { api: api({ response: { result: 302 } }) })).stdout,
    ).toBe(`Function ${id} was deleted.\n`);
  });
  test('JSON', async () => {
    expect(
      JSON.parse(
        (await globus(['compute', 'function', 'delete', id, '-F', 'json'], { api: api({ response: { result: 302 } }) }))
          .stdout,
      ),
    ).toEqual({ result: 302 });
  });
  test('fails', async () => {
    const response = {
      status: 'Failed',
      code: 8,
      reason: 'Access to function is forbidden',
      error_args: [],
      http_status_code: 403,
    };
    const { code, stderr } = await globus(['compute', 'function', 'delete', id], {
      api: api({ status: 403, response }),
    });
    expect([code, stderr]).toEqual([1, expect.stringContaining('Access to function is forbidden')]);
  });
});
