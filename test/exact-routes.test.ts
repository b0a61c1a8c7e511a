import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseDocument, isMap, isScalar, isSeq } from 'yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { timerScope } from '../src/auth/scopes.js';
import { type RunningSandbox, startSandbox } from '../sandbox/src/index.js';
import { parseJson, stringifyJson } from '../src/exact-json.js';
import { globus, temporaryFolder, usualLogins } from './support/globus.js';
import { scratch } from './support/sandbox-user.js';
import { type Written, written } from './support/written-json.js';

/** What JavaScript changes: digits, and the order of keys. */
const odd = '{"obs_id":9007199254740993,"ratio":1.0,"far":1e400,"zero":-0,"b":{"10":1,"2":0.10}}';
const tight = (text: string) => stringifyJson(parseJson(text));

/** A service that answers one text to everything, but for what it is consented to, and keeps what it was sent. */
function service(answer: string) {
  const bodies: string[] = [];
  const send = async (input: string | URL | Request, init?: RequestInit) => {
    const request = new Request(input, init);
    if (request.method !== 'GET') bodies.push(await request.text());
    return new Response(request.url.includes('/consents') ? consents : answer, {
      headers: { 'content-type': 'application/json' },
    });
  };
  return { bodies, api: { fetch: send, calls: [], verify: () => undefined } };
}
const file = (name: string, text: string) => {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
};
const id = '25de0aed-aa83-4600-a1be-a62a910af116';
const scope = `https://auth.globus.org/scopes/${id}/flow_${id.replaceAll('-', '_')}_user`;
const logins = { ...usualLogins, [id]: scope };
const flow = `{"id":"${id}","definition":${odd},"input_schema":{"properties":{"n":{"type":"number","minimum":1.0},"far":{"type":"number"}}}}`;

const consents = JSON.stringify({
  consents: [
    { scope_name: timerScope, dependency_path: [1] },
    { scope_name: scope, dependency_path: [1, 2] },
  ],
});

describe('what is sent has the digits and the order that were typed', () => {
  const entry = `{"subject":"s","visible_to":["public"],"content":${odd}}`;
  test.each<[string, () => string[], string]>([
    ['a document', () => ['search', 'ingest', id, entry], odd],
    ['a file', () => ['search', 'ingest', id, file('x.json', entry)], odd],
    ['lines', () => ['search', 'ingest', id, '--from', file('x.ndjson', entry)], odd],
    [
      'a column',
      () => {
        const rows = file('x.csv', 's,n\na,9007199254740993\nb,1.0\nc,1e400\nd, +5\n');
        return `search ingest ${id} --visible-to public --subject-field s --number n --from ${rows}`.split(' ');
      },
      '"n":9007199254740993},"visible_to":["public"]},{"subject":"b","content":{"s":"b","n":1.0},"visible_to":["public"]},' +
        '{"subject":"c","content":{"s":"c","n":1e400},"visible_to":["public"]},{"subject":"d","content":{"s":"d","n":5}',
    ],
    ['a query', () => ['search', 'query', id, '--query-document', `{"q":"*","filters":[${odd}]}`], odd],
    ['a flow', () => ['flows', 'create', 'T', odd, '--input-schema', odd], `"definition":${odd},"input_schema":${odd}`],
    ['a flow to be checked', () => ['flows', 'validate', odd], odd],
    ['a changed flow', () => ['flows', 'update', id, '--definition', odd], odd],
    ['an input', () => ['flows', 'start', id, '--input', odd], odd],
    ['a field', () => ['flows', 'start', id, 'n:=9007199254740993'], '{"n":9007199254740993}'],
    ['a field by its type', () => ['flows', 'start', id, 'n=1.0', 'far=1e400'], '{"n":1.0,"far":1e400}'],
    [
      'fields on an input',
      () => ['flows', 'start', id, '--input', '{"n":1.0,"k":{"b":1,"1":2}}', 'far:=1e400'],
      '{"n":1.0,"k":{"b":1,"1":2},"far":1e400}',
    ],
    ['the input of a timer', () => ['timer', 'create', 'flow', id, '--input', odd, '--interval', '1d'], odd],
    ['a callback', () => ['timer', 'create', 'job', 'https://x.example/', odd, '--interval', '1d'], odd],
    [
      'fields of a request',
      () => ['api', 'flows', 'POST', '/flows', '--field', `definition:=${odd}`],
      `{"definition":${odd}}`,
    ],
  ])('%s', async (_, line, expected) => {
    const { bodies, api } = service(flow);
    const { stderr } = await globus(line(), { api, logins });
    expect(bodies.join('\n'), stderr).toContain(expected);
  });
  test('an input that does not fit is refused for what it is', async () => {
    const { bodies, api } = service(flow);
    const { code, stderr } = await globus(['flows', 'start', id, 'n:=0.50'], { api, logins });
    expect([code, bodies]).toEqual([2, []]);
    expect(stderr).toContain('n: must be >= 1');
  });
  test('a document that is a number is no object', async () => {
    const { code, stderr } = await globus(['flows', 'validate', '1.0'], {});
    expect(code).toBe(2);
    expect(stderr).toContain('expected a JSON object');
  });
});

describe('what is printed has the digits and the order that were sent', () => {
  const subject = `{"subject":"s","entries":[{"content":${odd}}]}`;
  const show = async (...more: string[]) =>
    (await globus(['search', 'subject', 'show', id, 's', ...more], { api: service(subject).api })).stdout;
  test('text and json', async () => {
    expect(tight(await show())).toBe(`{"content":${odd}}`);
    expect(tight(await show('-F', 'json'))).toBe(subject);
    expect((await show('-F', 'ndjson')).replace(/([:,]) /g, '$1')).toBe(`${subject}\n`);
  });
  test('unix, csv and tsv', async () => {
    expect(await show('-F', 'unix', '--jmespath', 'entries[0].content')).toBe(
      '1e400\t9007199254740993\t1.0\t-0\nB\n1\t0.10\n',
    );
    expect(await show('-F', 'csv', '--jmespath', 'entries[0].content.[obs_id, ratio, far, zero]')).toContain('1.0');
    expect(await show('-F', 'tsv', '--jmespath', 'entries[].content.{n: obs_id, r: ratio}')).toBe(
      'n\tr\n9007199254740993\t1.0\n',
    );
  });
  test.each([
    ['entries[0].content.b', '{"10":1,"2":0.10}'],
    ['entries[].content.{n: obs_id, far: far}', '[{"n":9007199254740993,"far":1e400}]'],
    ['entries[?content.ratio == `1`].content.obs_id | [0]', '9007199254740993'],
    ['entries[?content.obs_id > `5`].content.zero', '[-0]'],
    ['max(entries[0].content.[obs_id, ratio])', '9007199254740993'],
    ['sum(entries[0].content.[ratio, ratio])', '2'],
    ['entries[0].content.ratio + `1`', '2'],
    ['sort_by(entries, &content.ratio)[0].content.ratio', '1.0'],
    ['to_string(entries[0].content.b)', JSON.stringify('{"10":1,"2":0.10}')],
    ['type(entries[0].content.ratio)', '"number"'],
    ['entries[0].content.ratio.text', 'null'],
    ['let $r = entries[0].content.ratio in $r', '1.0'],
  ])('--jmespath %s', async (expression, expected) => {
    expect(tight(await show('-F', 'json', '--jmespath', expression))).toBe(expected);
  });
  test('a definition, and one that stands in a document whose own keys are sorted', async () => {
    const { api } = service(flow);
    expect(tight((await globus(['flows', 'show', id, '-F', 'json'], { api })).stdout)).toMatch(
      `{"definition":${odd},"id":`,
    );
    expect(tight((await globus(['flows', 'show', id, '--jmespath', 'definition'], { api })).stdout)).toBe(odd);
    const { stdout } = await globus(['flows', 'run', 'show-definition', id], {
      api: service(`{"flow_id":"${id}","definition":${odd}}`).api,
    });
    expect(tight(stdout)).toBe(`{"flow_id":"${id}","definition":${odd}}`);
  });
});

/** The JSON that a YAML text says, with its numbers as they stand there. */
function jsonOf(yaml: string): string {
  const say = (node: unknown): string => {
    if (isMap(node)) return `{${node.items.map(({ key, value }) => `${say(key)}:${say(value)}`).join(',')}}`;
    if (isSeq(node)) return `[${node.items.map(say).join(',')}]`;
    if (!isScalar(node)) throw new Error('neither a map, nor a list, nor a scalar');
    return typeof node.value === 'number' ? (node.source ?? '') : JSON.stringify(node.value);
  };
  return say(parseDocument(yaml).contents);
}

describe('through the sandbox and back', () => {
  let sandbox: RunningSandbox;
  let env: Record<string, string>;
  const api = { fetch: (...args: Parameters<typeof fetch>) => fetch(...args), calls: [], verify: () => undefined };
  const run = async (...line: string[]) => {
    const { code, stdout, stderr } = await globus(line, { api, env });
    expect(code, stderr).toBe(0);
    return stdout;
  };
  let dir: string;
  const open = async () => {
    sandbox = await startSandbox({ dir });
    const { GLOBUS_SANDBOX_CLIENT_ID: client = '', GLOBUS_SANDBOX_CLIENT_SECRET: secret = '' } = sandbox.env;
    env = { ...sandbox.env, GLOBUS_CLI_CLIENT_ID: client, GLOBUS_CLI_CLIENT_SECRET: secret };
  };
  beforeAll(async () => {
    dir = scratch();
    await open();
  });
  afterAll(() => sandbox.close());

  test('any document comes back as it was written, in each format', { timeout: 120_000 }, async () => {
    const index = (await run('search', 'index', 'create', 'exact', 'numbers', '--jmespath', 'id', '-F', 'unix')).trim();
    let n = 0;
    const comesBack = async ([loose, expected]: Written) => {
      const subject = `s${n++}`;
      await run(
        'search',
        'ingest',
        index,
        `{"subject":"${subject}","visible_to":["public"],"content":{"z":${loose},"a":1.0}}`,
        '--wait',
      );
      const back = (format: string) =>
        run('search', 'subject', 'show', index, subject, '-F', format, '--jmespath', 'entries[0].content');
      const content = `{"z":${expected},"a":1.0}`;
      expect(tight(await back('json'))).toBe(content);
      expect(tight(await back('ndjson'))).toBe(content);
      expect(jsonOf(await back('yaml'))).toBe(content);
    };
    await comesBack([odd, odd]);
    await fc.assert(fc.asyncProperty(written, comesBack), { numRuns: 15 });
  });
  test('a flow and its run keep theirs, also when the sandbox was stopped', { timeout: 120_000 }, async () => {
    const definition = `{"StartAt":"W","States":{"W":{"Type":"Pass","Parameters":{"kept.$":"$.n","more":{"b":1.0,"a":1e400}},"Next":"C"},"C":{"Type":"Choice","Choices":[{"Variable":"$.kept","NumericGreaterThan":1.0,"Next":"E"}]},"E":{"Type":"Pass","End":true}}}`;
    const made = await run(
      'flows',
      'create',
      'Exact',
      definition,
      '--input-schema',
      '{"type":"object","properties":{"n":{"type":"number","minimum":1.0}}}',
      '--jmespath',
      'id',
      '-F',
      'unix',
    );
    const flowId = made.trim();
    await sandbox.close();
    await open();
    expect(tight(await run('flows', 'show', flowId, '--jmespath', 'definition'))).toBe(definition);
    const runId = (
      await run('flows', 'start', flowId, 'n:=9007199254740993', '--jmespath', 'run_id', '-F', 'unix')
    ).trim();
    for (;;) {
      const status = (await run('flows', 'run', 'show', runId, '--jmespath', 'status', '-F', 'unix')).trim();
      if (status !== 'ACTIVE') break;
    }
    expect(tight(await run('flows', 'run', 'show', runId, '--jmespath', 'details.output', '-F', 'json'))).toBe(
      `{"kept":9007199254740993,"more":{"b":1.0,"a":1e400}}`,
    );
    expect(tight(await run('flows', 'run', 'show-definition', runId, '--jmespath', 'definition'))).toBe(definition);
  });
});
