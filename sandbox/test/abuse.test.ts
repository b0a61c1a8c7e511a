import { request } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { redactQuery } from '../src/request-log.js';
import { evaluate } from '../src/flows/language/expression.js';
import { globOf, shellParts } from '../src/glob.js';
import { Troubles } from '../src/troubles.js';
import { TooSlow, withinTime } from '../src/within-time.js';
import { until } from './transferring.js';
import { flowScope, transferAll, wholeWorld, type Service, type WholeWorld } from './whole-world.js';
import { logIn, withKey } from './signed-in.js';

let world: WholeWorld;
beforeAll(async () => {
  world = await wholeWorld();
});

/** Sends a body as it is, as Ada. */
async function send(
  service: Service,
  path: string,
  body: string,
  server: string,
): Promise<{ status: number; text: string; ms: number }> {
  const started = performance.now();
  const answer = await fetch(`${world.sandbox.url}/${service}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.ada.tokens[server]}`, 'content-type': 'application/json' },
    body,
  });
  return { status: answer.status, text: await answer.text(), ms: performance.now() - started };
}
const search = (document: object) =>
  send(
    'search',
    `/v1/index/${world.env['GLOBUS_SANDBOX_INDEX']!}/search`,
    JSON.stringify(document),
    'search.api.globus.org',
  );
const breakdowns = async (): Promise<unknown[]> => (await world.admin('GET', '/state')).json.breakdowns;

describe('documents nested deeper than anything can be written again', () => {
  const nested = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);

  test.each([250, 20_000])('%i levels are refused by every service, and it goes on', async (levels) => {
    const deep = nested(levels);
    const index = world.env['GLOBUS_SANDBOX_INDEX']!;
    const all: [Service, string, string, string][] = [
      [
        'search',
        `/v1/index/${index}/ingest`,
        `{"ingest_type":"GMetaEntry","ingest_data":{"subject":"deep","visible_to":["public"],"content":${deep}}}`,
        'search.api.globus.org',
      ],
      [
        'flows',
        '/flows',
        `{"title":"deep","definition":{"StartAt":"A","States":{"A":{"Type":"Pass","End":true,"Parameters":${deep}}}},"input_schema":{}}`,
        'flows.globus.org',
      ],
      [
        'flows',
        '/flows',
        `{"title":"deep","definition":{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}},"input_schema":${deep}}`,
        'flows.globus.org',
      ],
      ['compute', '/v3/endpoints', `{"endpoint_name":"deep","config":${deep}}`, 'funcx_service'],
      ['transfer', '/v0.10/transfer', `{"DATA_TYPE":"transfer","a":${deep}}`, 'transfer.api.globus.org'],
    ];
    for (const [service, path, body, server] of all)
      expect([service, await send(service, path, body, server)]).toMatchObject([
        service,
        { status: service === 'flows' ? 422 : 400, text: expect.stringContaining('nested deeper') },
      ]);
    expect((await world.ada.ask('search', 'GET', `/v1/index/${index}`)).status).toBe(200);
    expect(await breakdowns()).toEqual([]);
  });

  test('what is nested as deep as people nest it is fine', async () => {
    expect(
      (
        await send(
          'flows',
          '/flows',
          `{"title":"x","definition":{"StartAt":"A","States":{"A":{"Type":"Pass","End":true,"Parameters":${nested(50)}}}},"input_schema":{}}`,
          'flows.globus.org',
        )
      ).status,
    ).toBe(201);
  });

  test('queries and expressions, too', async () => {
    expect((await search({ q: `${'('.repeat(5000)}a${')'.repeat(5000)}`, advanced: true })).status).toBe(400);
    for (const [open, close] of [
      ['(', ')'],
      ['[', ']'],
      ['-', ''],
      ['not ', ''],
      ['2 ** ', ''],
      ['1 if a else ', ''],
    ] as const) {
      for (const times of [150, 9000])
        expect(() => evaluate(`${open.repeat(times)}1${close.repeat(times)}`, { a: 1 }, {})).toThrow(/nested|at most/);
    }
    expect(evaluate(`${'('.repeat(50)}1${')'.repeat(50)}`, {}, {})).toBe(1);
    expect(evaluate(Array(4000).fill('1').join('+'), {}, {})).toBe(4000);
    for (const huge of ["'a' * 1000000000", "'a' * 10 ** 400"])
      expect(() => evaluate(huge, {}, {})).toThrow(/too long/);
    expect(evaluate("'ab' * 3 + 'x' * -1", {}, {})).toBe('ababab');
    for (const name of ['constructor', 'toString', '__proto__'])
      expect(() => evaluate(`${name}('x')`, {}, {})).toThrow(/no function/);
  });

  test('a run that doubles its data comes to an end', async () => {
    const definition = {
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Parameters: { 'a.$': '$', 'b.$': '$' }, Next: 'A2' },
        A2: { Type: 'Choice', Choices: [{ Variable: '$.none', IsPresent: true, Next: 'End' }], Default: 'A' },
        End: { Type: 'Pass', End: true },
      },
    };
    const { id } = await world.ada.get('flows', 'POST', '/flows', { title: 'Doubling', definition, input_schema: {} });
    const token = (await logIn(world.sandbox, 'ada@globusid.org', flowScope(id)))[id]!;
    const { run_id: run } = await world.ada.get(
      'flows',
      'POST',
      `/flows/${id}/run`,
      { body: { text: 'x'.repeat(1000) } },
      token,
    );
    const over = await until(async () => {
      const document = await world.ada.get('flows', 'GET', `/runs/${run}`);
      return document.status === 'ACTIVE' ? undefined : document;
    });
    expect([over.status, JSON.stringify(over.details)]).toEqual([
      'FAILED',
      expect.stringContaining('DataLimitExceeded'),
    ]);
  });
});

describe('bodies too large to be held', () => {
  const post = (headers: Record<string, string>, chunks: number) =>
    new Promise<number>((resolve, reject) => {
      const sent = request(
        `${world.sandbox.url}/transfer/v0.10/transfer`,
        {
          method: 'POST',
          headers: {
            authorization: `Bearer ${world.ada.tokens['transfer.api.globus.org']}`,
            'content-type': 'application/json',
            ...headers,
          },
        },
        (answer) => {
          resolve(answer.statusCode ?? 0);
          answer.resume();
          sent.destroy();
        },
      );
      sent.on('error', reject);
      const chunk = Buffer.alloc(1024 * 1024, 32);
      for (let i = 0; i < chunks; i += 1) sent.write(chunk);
      if (chunks === 0) sent.flushHeaders();
      else sent.end();
    });

  test('are refused before they are read, or when they have become it', async () => {
    expect(await post({ 'content-length': '1000000000000' }, 0)).toBe(413);
    expect(await post({ 'transfer-encoding': 'chunked' }, 140)).toBe(413);
    expect(await post({ 'transfer-encoding': 'chunked' }, 2)).toBe(400);
  });
});

describe('patterns that never end', () => {
  test('globs take no longer than the text is long', () => {
    const glob = globOf(shellParts(`${'*a'.repeat(50)}b`));
    const started = performance.now();
    expect(glob.test('a'.repeat(20_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
    expect(['abc', 'abd', 'a\nc', 'ac'].map((text) => globOf(shellParts('a?[!d]')).test(text))).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(['X-1', 'x-9', 'y-1'].map((text) => globOf(shellParts('x-[0-9]', true)).test(text))).toEqual([
      true,
      true,
      false,
    ]);
    expect(['😀', 'ab'].map((text) => globOf(shellParts('?')).test(text))).toEqual([true, false]);
  });

  test('a regular expression is broken off, and the next one works', () => {
    const started = performance.now();
    expect(() => withinTime(100, () => /^(a+)+$/.test(`${'a'.repeat(50)}!`))).toThrow(TooSlow);
    expect(performance.now() - started).toBeLessThan(2000);
    expect(withinTime(100, () => 7)).toBe(7);
    expect(() => withinTime(100, () => JSON.parse('{'))).toThrow(SyntaxError);
  });

  test('searches, filters and inputs of runs answer soon', async () => {
    const index = world.env['GLOBUS_SANDBOX_INDEX']!;
    await world.ada.get('search', 'POST', `/v1/index/${index}/ingest`, {
      ingest_type: 'GMetaEntry',
      ingest_data: { subject: 'long', visible_to: ['public'], content: { x: 'a'.repeat(5000) } },
    });
    await until(async () =>
      (await world.ada.ask('search', 'GET', `/v1/index/${index}/subject?subject=long`)).status === 200
        ? true
        : undefined,
    );
    const slow = await search({ q: 'x:/(a+)+b/', advanced: true });
    expect(slow).toMatchObject({ status: 400, text: expect.stringContaining('too long') });
    const wild = await search({ q: `x:${'*a'.repeat(30)}b`, advanced: true });
    expect(wild.status).toBe(200);
    const flow = await world.ada.get('flows', 'POST', '/flows', {
      title: 'Slow',
      definition: { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } },
      input_schema: { properties: { a: { type: 'string', pattern: '^(a+)+$' } } },
    });
    const token = (await logIn(world.sandbox, 'ada@globusid.org', flowScope(flow.id)))[flow.id]!;
    const run = await world.ada.ask(
      'flows',
      'POST',
      `/flows/${flow.id}/run`,
      { body: { a: `${'a'.repeat(60)}!` } },
      token,
    );
    expect(run).toMatchObject({ status: 400, json: { error: { code: 'FLOW_INPUT_ERROR' } } });
    const started = performance.now();
    expect(
      (await world.ada.ask('transfer', 'GET', `/v0.10/task_list?filter=label:~${'*a'.repeat(30)}b/label:~[z-a]`))
        .status,
    ).toBe(200);
    expect(Math.max(slow.ms, wild.ms, performance.now() - started)).toBeLessThan(5000);
  });
});

test('routes that nobody has and failures are listed, but not without end', () => {
  const troubles = new Troubles();
  for (let i = 0; i < 3000; i += 1) {
    troubles.count(`GET /${i}`);
    troubles.add('RUN', `/${i}`, new Error('broken'));
  }
  troubles.count('GET /7');
  expect(troubles.missing.size).toBe(1001);
  expect(troubles.missing.get('GET /7')).toBe(2);
  expect(troubles.missing.get('others')).toBe(2000);
  expect(troubles.breakdowns.length).toBe(1000);
  expect(troubles.breakdowns.at(-1)).toMatchObject({
    method: 'RUN',
    path: '/2999',
    error: expect.stringContaining('broken'),
  });
});

test('names that every object has are names like any other', async () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    for (const path of [
      `endpoint_search?filter_scope=${name}`,
      `task_list?filter=${name}:x`,
      `task_list?orderby=${name}`,
    ]) {
      expect([path, (await world.ada.ask('transfer', 'GET', `/v0.10/${path}`)).status]).toEqual([path, 400]);
    }
    expect((await world.admin('POST', '/faults', { effect: { type: name } })).status).toBe(400);
    const body = `{"ingest_type":"GMetaEntry","ingest_data":{"subject":"${name}","id":"${name}","visible_to":["public"],"content":{"${name}":{"polluted":true}}}}`;
    expect(
      (await send('search', `/v1/index/${world.env['GLOBUS_SANDBOX_INDEX']!}/ingest`, body, 'search.api.globus.org'))
        .status,
    ).toBe(200);
  }
  expect('polluted' in {}).toBe(false);
  expect(await breakdowns()).toEqual([]);
});

describe('pages of other sites', () => {
  const ask = (method: string, path: string, headers: Record<string, string>): Promise<number> =>
    new Promise((resolve, reject) => {
      request(`${world.sandbox.url}${path}`, { method, headers }, (answer) => {
        resolve(answer.statusCode ?? 0);
        answer.destroy();
      })
        .on('error', reject)
        .end();
    });

  test('get nothing of the own API, not even with its header', async () => {
    const own = world.sandbox.url;
    // as a page would ask that had got hold of the key
    const key = withKey(world.sandbox);
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `${own}0` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const origin of foreign) {
      const headers = { ...origin, ...key };
      for (const path of [
        '/_sandbox/state',
        '/_sandbox/log',
        '/_sandbox/events',
        '/_sandbox/log?follow=1',
        '/_sandbox/env',
        '//_sandbox/state',
      ])
        expect([headers, path, await ask('GET', path, headers)]).toEqual([headers, path, 403]);
      expect(await ask('POST', '/_sandbox/reset', headers)).toBe(403);
    }
    const trusted: Record<string, string>[] = [
      {},
      { origin: own, 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
    ];
    for (const headers of trusted) expect(await ask('GET', '/_sandbox/health', { ...headers, ...key })).toBe(200);
  });

  test('cannot reach it by a name of their own, whatever they want', async () => {
    const port = new URL(world.sandbox.url).port;
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      `127.0.0.1.evil.example:${port}`,
      '127.0.0.1',
      `localhost:${Number(port) + 1}`,
    ]) {
      for (const path of [
        '/',
        '/_sandbox/state',
        '/_sandbox/events',
        '/transfer/v0.10/task_list',
        `/data/${world.env['GLOBUS_SANDBOX_GUEST_COLLECTION']!}/public/notice.txt`,
      ])
        expect([host, path, await ask('GET', path, { host })]).toEqual([host, path, 421]);
      // what is no host at all does not even come to the door
      expect(await ask('GET', '/_sandbox/state', { host: `127.0.0.1:${port}.${host}` })).toBe(400);
      expect(await ask('GET', '/_sandbox/events', { host, connection: 'Upgrade', upgrade: 'websocket' })).toBe(421);
    }
  });
});

describe('secrets', () => {
  test('in queries are not kept, however they are spelled', () => {
    for (const name of [
      'code',
      'token',
      'access_token',
      'Refresh_Token',
      'id_token_hint',
      'client_secret',
      'client_assertion',
      'password',
      'api_key',
      'access%5Ftoken',
      'X-Amz-Signature',
      'code_verifier',
    ]) {
      expect([name, redactQuery(`a=1&${name}=hush`)]).toEqual([name, expect.not.stringContaining('hush')]);
    }
    expect(redactQuery('next_token=10&orderby=name&keywords=x&filter=name%3A~*')).toBe(
      'next_token=10&orderby=name&keywords=x&filter=name%3A~*',
    );
  });

  test('are nowhere in what the sandbox tells or keeps in the open; a refresh token opens nothing', async () => {
    const { url, dir } = world.sandbox;
    const scope = `openid ${transferAll}`;
    const form = (fields: Record<string, string>) =>
      fetch(`${url}/auth/v2/oauth2/token`, { method: 'POST', body: new URLSearchParams(fields) });
    const [client_id, redirect_uri] = ['7c6a5f4e-3d2b-4a19-8c7d-6e5f4a3b2c1d', 'http://localhost:1/code'];
    const query = new URLSearchParams({
      client_id,
      redirect_uri,
      scope,
      response_type: 'code',
      sandbox_user: 'ada@globusid.org',
      access_type: 'offline',
      state: 'hush-state',
    });
    const code = new URL(
      (await fetch(`${url}/auth/v2/oauth2/authorize?${query.toString()}`, { redirect: 'manual' })).headers.get(
        'location',
      )!,
    ).searchParams.get('code')!;
    const first: any = await (await form({ grant_type: 'authorization_code', client_id, redirect_uri, code })).json();
    const all = [first, ...first.other_tokens];
    const secrets: string[] = [
      'hush-state',
      code,
      ...all.flatMap((each: any) => [each.access_token, each.refresh_token]),
    ];
    expect(secrets.every((each) => typeof each === 'string')).toBe(true);
    for (const [service, path] of [
      ['transfer', '/v0.10/task_list'],
      ['groups', '/v2/groups/my_groups'],
      ['flows', '/flows'],
      ['search', '/v1/index_list'],
      ['auth', '/v2/oauth2/userinfo'],
    ] as const) {
      for (const each of all) {
        const { status } = await fetch(`${url}/${service}${path}?access_token=${each.access_token}`, {
          headers: { authorization: `Bearer ${each.refresh_token}` },
        });
        expect([service, [401, 403].includes(status)]).toEqual([service, true]);
      }
    }
    const told = await Promise.all(
      ['/_sandbox/state', '/_sandbox/log', '/_sandbox/overview', '/_sandbox/env', '/'].map(async (path) =>
        (await fetch(url + path, { headers: withKey(world.sandbox) })).text(),
      ),
    );
    await new Promise((done) => setTimeout(done, 300));
    told.push(readFileSync(join(dir, 'requests.jsonl'), 'utf8'));
    for (const each of secrets) expect(told.filter((text) => text.includes(each))).toEqual([]);
  });
});
