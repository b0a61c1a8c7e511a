import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { formats } from '../src/output/format.js';
import type { FakeApi } from './support/fake-api.js';
import { globus, temporaryFolder } from './support/globus.js';
import { exampleLogins } from './support/answering.js';
import { faked, hostile, hostileTexts, obeyed } from './support/hostile.js';

const id = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc';

/** A network on which every request is answered the same. */
function answering(document: unknown, status = 200, headers: Record<string, string> = {}): FakeApi {
  return {
    fetch: () =>
      Promise.resolve(
        new Response(typeof document === 'string' ? document : JSON.stringify(document), {
          status,
          headers: { 'content-type': 'application/json', ...headers },
        }),
      ),
    calls: [],
    verify: () => undefined,
  };
}

const named = (text: string) => ({ name: text, display_name: text, label: text, username: text, title: text });
const listed = (text: string) => [{ ...named(text), id, type: 'dir', size: 1, permissions: text, user: text }];

/** Reading commands, and where their answers carry names. */
const reading: Readonly<Record<string, (text: string) => unknown>> = {
  [`ls ${id}:/`]: (text) => ({ DATA_TYPE: 'file_list', path: text, DATA: listed(text) }),
  [`ls -l ${id}:/`]: (text) => ({ DATA_TYPE: 'file_list', path: text, DATA: listed(text) }),
  'endpoint search x': (text) => ({
    DATA: listed(text).map((row) => ({ ...row, owner_id: text, owner_string: text })),
  }),
  [`endpoint show ${id}`]: (text) => ({ id, ...named(text), description: text, entity_type: 'GCP_mapped_collection' }),
  [`task show ${id}`]: (text) => ({
    task_id: id,
    label: text,
    status: 'ACTIVE',
    nice_status: text,
    source_endpoint_display_name: text,
    type: 'TRANSFER',
  }),
  [`task event-list ${id}`]: (text) => ({ DATA: [{ code: text, description: text, details: text, is_error: true }] }),
  'bookmark list': (text) => ({ DATA: [{ ...named(text), id, path: text, endpoint_id: id }] }),
  'group list': (text) => [{ ...named(text), id, my_memberships: [{ role: text, status: text }] }],
  [`get-identities -v ${id}`]: (text) => ({ identities: [{ id, ...named(text), email: text, organization: text }] }),
  'flows list': (text) => ({ flows: [{ id, ...named(text), flow_owner: text }] }),
  [`flows run show ${id}`]: (text) => ({ run_id: id, ...named(text), flow_title: text, status: text, run_owner: text }),
  [`search index show ${id}`]: (text) => ({ id, ...named(text), description: text, status: text }),
  [`gcp set-subscription-id ${id} ${id}`]: (text) => ({ message: text, code: text }),
  [`group show ${id}`]: (text) => ({ id, ...named(text), description: text }),
};

/** Error documents, with their status. */
const refusals: Readonly<Record<string, (text: string) => readonly [number, unknown]>> = {
  'a plain refusal': (text) => [400, { code: text, message: text, request_id: text }],
  'an error document of JSON:API': (text) => [
    409,
    { errors: [{ code: text, title: text, detail: text, status: text }] },
  ],
  'a validation error': (text) => [
    422,
    {
      detail: [
        { loc: ['body', text], msg: text },
        { loc: [text], msg: text },
      ],
    },
  ],
  'messages by field': (text) => [422, { message: text, error_data: { messages: { [text]: [text] } } }],
  'a consent that is missing': (text) => [
    403,
    { code: 'ConsentRequired', message: text, required_scopes: [text], request_id: text },
  ],
  'a session that is asked for': (text) => [
    403,
    {
      code: text,
      authorization_parameters: {
        session_message: text,
        session_required_identities: [text],
        session_required_policies: [text],
        required_scopes: [text],
      },
    },
  ],
  'a login that is refused': (text) => [401, { code: text, message: text, request_id: text }],
};

const places = { 'a pipe': undefined, 'a terminal': { columns: 120 } } as const;

describe.each(Object.entries(places))('on %s', (_place, terminal) => {
  const run = (line: string, format: string, api: FakeApi, ...more: string[]) =>
    globus([...line.split(' '), '-F', format, ...more], {
      api,
      env: { CLICOLOR_FORCE: '0' },
      ...(terminal && { terminal }),
    });

  test.each(Object.keys(reading))('%s shows names, and obeys none', async (line) => {
    for (const text of [hostile, ...(terminal ? [] : Object.values(hostileTexts))])
      for (const format of text === hostile ? formats : (['text'] as const)) {
        const { code, stdout, stderr } = await run(line, format, answering(reading[line]?.(text)));
        const unquoted = format === 'csv' ? stdout.replaceAll(`\n${faked}`, '') : stdout;
        const bare = terminal && format === 'text' ? unquoted.replace(/\u001b\[\d{1,2}m/g, '') : unquoted;
        expect([...obeyed(bare), ...obeyed(stderr)], `${format}: ${JSON.stringify(stdout + stderr)}`).toEqual([]);
        expect(code, stderr).toBe(0);
        expect(stdout).toMatch(/\\x1b|\\u001b|FAKED|Status|txt|abcd|ab|red|here/);
      }
  });

  test.each(Object.keys(refusals))('%s shows what it says, and obeys nothing', async (what) => {
    for (const text of [hostile, ...Object.values(hostileTexts)]) {
      const [status, document] = refusals[what]?.(text) ?? [500, {}];
      for (const more of [[], ['--debug']]) {
        const api = answering(document, status, { 'x-request-id': 'a\u009b31m' });
        for (const format of ['text', 'json', 'unix']) {
          const { code, stderr, stdout } = await run(`task show ${id}`, format, api, ...more);
          expect(obeyed(stdout + stderr), `${text} ${JSON.stringify(stderr)}`).toEqual([]);
          expect(code).toBeGreaterThan(0);
          expect(stderr).not.toContain('This is a bug');
        }
      }
    }
  });

  test('what a user typed is shown, too, where it is refused', async () => {
    for (const argv of [
      ['task', 'show', hostile],
      [hostile],
      ['ls', `--${hostile}`],
      ['ls', '-F', hostile],
      ['auth', 'token', hostile],
    ]) {
      const { stderr } = await globus(argv, { logins: exampleLogins, ...(terminal && { terminal }) });
      expect(stderr).not.toBe('');
      expect(obeyed(stderr), JSON.stringify(stderr)).toEqual([]);
    }
  });
});

test('things among which one has to choose are shown, their ids, too', async () => {
  const groups = [1, 2].map((n) => ({ id: `${id}${n}${hostile}`, name: 'Genome lab', my_memberships: [] }));
  const guest = { entity_type: 'GCSv5_guest_collection', host_path: '/data', acl_editable: true };
  const guests = [1, 2].map((n) => ({ id: `${id}${n}${hostile}`, display_name: hostile, ...guest }));
  const mapped = {
    id,
    entity_type: 'GCSv5_mapped_collection',
    display_name: 'Lab',
    DATA: guests,
    identities: [{ id, username: 'ada@example.org' }],
  };
  for (const [line, document, says] of [
    [['group', 'show', 'Genome lab'], groups, 'Give the id of one'],
    [['group', 'show', 'Genome'], groups, 'These names contain it'],
    [['share', 'revoke', `${id}:/data`, '--with', 'ada@example.org', '--yes'], mapped, 'Give the id of one'],
  ] as const) {
    const { stderr } = await globus(line, { api: answering(document), logins: exampleLogins });
    expect(stderr).toContain(says);
    expect(obeyed(stderr), JSON.stringify(stderr)).toEqual([]);
  }
});

test('the body of `globus api` comes as it is on a pipe, and is shown on a terminal', async () => {
  const body = JSON.stringify({ a: 1 }) + '\u001b[2J\u202e\n';
  const line = ['api', 'transfer', 'GET', '/task_list'];
  expect((await globus(line, { api: answering(body) })).stdout).toBe(body);
  expect((await globus(line, { api: answering(body), terminal: { columns: 80 } })).stdout).toBe(
    '{"a":1}\\x1b[2J\\u202e\n',
  );
});

describe('a secret that a service repeats', () => {
  let configDir: string;
  const secrets = {
    access: 'AccessTokenOfTransfer',
    refresh: 'RefreshToken/+Of=Transfer',
    client: 'Client"Secret\\0123456789',
    proxy: 'proxy%20passw0rd',
  };
  beforeEach(() => {
    configDir = join(temporaryFolder(), 'config');
    mkdirSync(configDir, { mode: 0o700 });
    const token = {
      resource_server: 'transfer.api.globus.org',
      identity_id: id,
      scope: 'urn:globus:auth:scope:transfer.api.globus.org:all',
      access_token: secrets.access,
      refresh_token: secrets.refresh,
      expires_at_seconds: 4_000_000_000,
      token_type: 'Bearer',
    };
    const data = { 'userprofile/production': { 'transfer.api.globus.org': token } };
    writeFileSync(join(configDir, 'tokens.json'), JSON.stringify({ data, format_version: '2.0' }), { mode: 0o600 });
  });

  test.each([400, 401, 403, 500])('is in no error, debug line or JSON (status %i)', async (status) => {
    const env = { HTTPS_PROXY: `http://me:${secrets.proxy}@127.0.0.1:9` };
    const everything = Object.values(secrets).flatMap((each) => [each, encodeURIComponent(each)]);
    const message = `You sent: Authorization: Bearer ${everything.join(' ')} passw0rd`;
    const document = { message, code: 'Bad', request_id: secrets.access, detail: { form: secrets.refresh } };
    for (const more of [[], ['--debug'], ['-F', 'json'], ['--debug', '-F', 'json']]) {
      const { code, stderr } = await globus(['task', 'show', id, ...more], {
        api: { ...answering(document, status) },
        configDir,
        env,
      });
      expect(code).toBeGreaterThan(0);
      for (const secret of [secrets.access, secrets.refresh, encodeURIComponent(secrets.refresh)])
        expect(stderr, more.join(' ')).not.toContain(secret);
      expect(stderr).not.toContain(secrets.proxy);
      // of a token that is refused there is nothing to quote
      if (status !== 401) expect(stderr).toContain('[secret]');
    }
  });

  test('is taken out of the complaint about a client and about a code, in all its spellings', async () => {
    const client = { GLOBUS_CLI_CLIENT_ID: id, GLOBUS_CLI_CLIENT_SECRET: secrets.client };
    const basic = Buffer.from(`${id}:${secrets.client}`).toString('base64');
    const said = [secrets.client, encodeURIComponent(secrets.client), basic].join(' | ');
    for (const format of ['text', 'json']) {
      const { stderr } = await globus(['task', 'show', id, '--debug', '-F', format], {
        api: answering({ error: 'invalid_client', error_description: `Basic ${said}` }, 401),
        configDir,
        env: client,
      });
      for (const spelling of [secrets.client, JSON.stringify(secrets.client).slice(1, -1), basic])
        expect(stderr).not.toContain(spelling);
      expect(stderr).not.toContain(encodeURIComponent(secrets.client));
    }
  });

  test('is printed where it was asked for', async () => {
    const { stdout } = await globus(['auth', 'token', 'transfer'], { configDir });
    expect(stdout).toBe(`${secrets.access}\n`);
  });

  test('of a login, code and verifier, stays out of the error about them', async () => {
    const folder = join(temporaryFolder(), 'config');
    const begun = await globus(['login', '--start'], { configDir: folder });
    expect(begun.code, begun.stderr).toBe(0);
    const echo: FakeApi = {
      ...answering({}),
      fetch: async (_input, init) => {
        const sent = typeof init?.body === 'string' ? init.body : '';
        const form = new URLSearchParams(sent);
        const text = `bad: ${sent} ${[...form.values()].join(' ')}`;
        return Promise.resolve(
          new Response(JSON.stringify({ error: 'invalid_grant', error_description: text }), { status: 400 }),
        );
      },
    };
    const { code, stderr } = await globus(['login', '--finish', 'TheCodeOfThisLogin', '--debug'], {
      api: echo,
      configDir: folder,
    });
    expect(code).toBe(1);
    expect(stderr).toContain('bad: ');
    expect(stderr).not.toContain('TheCodeOfThisLogin');
    expect(stderr).toMatch(/code_verifier=(%5B|\[)secret/);
  });
});

test.each(['yesterday', '0000-00-00T00:00:00Z', '99999-01-01T00:00:00Z', '1e400'])(
  'a time that is none (%s) is shown as it is, and nothing is reckoned with it',
  async (time) => {
    const task = { status: 'ACTIVE', type: 'TRANSFER', label: 'x', files: 1, faults: 0, bytes_transferred: 1 };
    const documents = {
      [`flows run show ${id}`]: { run_id: id, flow_id: id, status: 'ENDED', start_time: time, completion_time: time },
      [`timer show ${id}`]: { job_id: id, status: 'loaded', next_run: time, last_ran_at: time, start: time, name: 'x' },
      [`task show ${id}`]: { task_id: id, ...task, request_time: time, completion_time: time, deadline: time },
    };
    for (const [line, document] of Object.entries(documents)) {
      const { code, stdout, stderr } = await globus(line.split(' '), {
        api: answering(document),
        terminal: { columns: 100 },
      });
      expect(code, stderr).toBe(0);
      expect(stdout).toContain(time);
      expect(stdout).not.toMatch(/NaN|undefined|Invalid/);
    }
  },
);

test('a long text with line breaks begins no line of its own in YAML', async () => {
  const label = `${'a'.repeat(60)}\u009b31m\n\nFAKED and more\nFAKED`;
  const { stdout } = await globus(['task', 'show', id, '-F', 'yaml'], {
    api: answering({ DATA_TYPE: 'task', task_id: id, label, status: 'ACTIVE' }),
    logins: exampleLogins,
  });
  expect(stdout).toContain('FAKED');
  expect(stdout).not.toMatch(/^FAKED/m);
  expect(obeyed(stdout)).toEqual([]);
});

test.each(['cp', 'sync', 'mv', 'check'])('the path that %s did not find is shown in one line', async (name) => {
  const { code, stderr } = await globus([name, 'a\nFAKED', `${id}:/~/`], {
    // what the collection is, which mv wants to know first
    api: answering({ id }),
    logins: exampleLogins,
  });
  expect(code).not.toBe(0);
  expect(stderr).toContain('a\\nFAKED');
  expect(stderr).not.toMatch(/^FAKED/m);
});

test.each([
  ['group list', 'Groups'],
  ['compute endpoint list', 'Compute'],
  ['group show lab', 'Groups'],
])('%s of a document that is no list says so', async (line, service) => {
  const { code, stderr } = await globus(line.split(' '), {
    api: answering({ DATA: [] }),
    logins: exampleLogins,
  });
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining(`${service} sent something unexpected: a document where a list`),
  ]);
});
