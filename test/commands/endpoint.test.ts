import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fakeApi } from '../support/fake-api.js';
import { globus, temporaryFolder } from '../support/globus.js';
import { collectionId, refusal, result, transferUrl } from '../support/transfer.js';

const endpoint = `${transferUrl}/endpoint/${collectionId}`;
const look = (entity_type: string, more: object = {}) => ({
  method: 'GET',
  url: endpoint,
  response: { DATA_TYPE: 'endpoint', id: collectionId, display_name: 'Lab', entity_type, ...more },
});
const otherId = '2bc8e2f4-6a3c-4a6e-9d3e-5b7a1c2d3e4f';
const updated = result('Updated', 'Endpoint updated successfully');
const update = (...flags: string[]) => ['endpoint', 'update', collectionId, ...flags];

describe('endpoint update', () => {
  test('sends exactly what is given; null clears', async () => {
    const body = {
      DATA_TYPE: 'endpoint',
      display_name: 'New',
      description: null,
      keywords: 'a,b',
      default_directory: '/~/',
      force_encryption: true,
      public: false,
      disable_verify: false,
      user_message: 'Hi',
      user_message_link: 'https://example.org',
      organization: 'O',
      department: 'D',
      contact_email: 'a@b.org',
      contact_info: 'I',
      info_link: 'https://example.org/i',
    };
    const api = fakeApi([look('GCP_mapped_collection'), { method: 'PUT', url: endpoint, body, response: updated }]);
    const run = await globus(
      update(
        '--display-name',
        'New',
        '--description',
        'null',
        '--keywords',
        'a,b',
        '--default-directory',
        '/~/',
        '--force-encryption',
        '--private',
        '--no-disable-verify',
        '--user-message',
        'Hi',
        '--user-message-link',
        'https://example.org',
        '--organization',
        'O',
        '--department',
        'D',
        '--contact-email',
        'a@b.org',
        '--contact-info',
        'I',
        '--info-link',
        'https://example.org/i',
      ),
      { api },
    );
    expect(run).toEqual({ code: 0, stdout: 'Endpoint updated successfully\n', stderr: '' });
  });

  test.each([
    ['--managed', { subscription_id: 'DEFAULT' }],
    ['--no-managed', { subscription_id: null }],
    ['--no-default-directory', { default_directory: null }],
  ])('%s', async (flag, fields) => {
    const api = fakeApi([
      look('GCP_mapped_collection'),
      { method: 'PUT', url: endpoint, body: { DATA_TYPE: 'endpoint', ...fields }, response: updated },
    ]);
    expect(JSON.parse((await globus(update(flag, '-F', 'json'), { api })).stdout)).toEqual(updated);
  });

  test('takes the settings of servers for servers under a subscription', async () => {
    const body = {
      DATA_TYPE: 'endpoint',
      location: '52.5,13.4',
      myproxy_dn: '/dn',
      network_use: 'custom',
      max_concurrency: 4,
      preferred_concurrency: 2,
      max_parallelism: 4,
      preferred_parallelism: 2,
    };
    const api = fakeApi([
      look('GCSv4_host', { subscription_id: collectionId }),
      { method: 'PUT', url: endpoint, body, response: updated },
    ]);
    const run = await globus(
      update(
        '--location',
        '52.5,13.4',
        '--myproxy-dn',
        '/dn',
        '--network-use',
        'custom',
        '--max-concurrency',
        '4',
        '--preferred-concurrency',
        '2',
        '--max-parallelism',
        '4',
        '--preferred-parallelism',
        '2',
      ),
      { api },
    );
    expect(run.code).toBe(0);
  });

  test('names the right command for a collection of Globus Connect Server', async () => {
    const run = await globus(update('--public'), { api: fakeApi([look('GCSv5_guest_collection')]) });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain(`globus gcs collection update ${collectionId}`);
  });

  test('wants something to change, a place on earth, and one word on the subscription', async () => {
    expect((await globus(update())).code).toBe(2);
    expect((await globus(update('--location', 'here'))).code).toBe(2);
    expect((await globus(update('--managed', '--no-managed'))).code).toBe(2);
  });
});

describe('endpoint delete', () => {
  const gone = result('Deleted', 'Endpoint deleted successfully');
  test('deletes a personal collection', async () => {
    const api = () => fakeApi([look('GCP_guest_collection'), { method: 'DELETE', url: endpoint, response: gone }]);
    expect((await globus(['endpoint', 'delete', collectionId], { api: api() })).stdout).toBe(
      'Endpoint deleted successfully\n',
    );
    expect((await globus(['endpoint', 'delete', collectionId, '--jmespath', 'code'], { api: api() })).stdout).toBe(
      '"Deleted"\n',
    );
  });
  test('leaves endpoints of Globus Connect Server alone', async () => {
    const run = await globus(['endpoint', 'delete', collectionId], { api: fakeApi([look('GCSv5_endpoint')]) });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('globus-connect-server endpoint cleanup');
  });
});

test('endpoint show prints an endpoint of Globus Connect Server, and refuses its collections', async () => {
  const { code, stdout } = await globus(['endpoint', 'show', collectionId], {
    api: fakeApi([look('GCSv5_endpoint', { display_name: 'Lab' })]),
  });
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^Display Name: +Lab$/m)]);
  for (const kind of ['GCSv5_mapped_collection', 'GCSv5_guest_collection']) {
    expect((await globus(['endpoint', 'show', collectionId], { api: fakeApi([look(kind)]) })).code).toBe(3);
  }
});

describe('endpoint set-subscription-id', () => {
  test.each([
    ['NULL', null],
    ['null', null],
    [otherId.toUpperCase(), otherId],
  ])('%s', async (typed, subscription_id) => {
    const api = fakeApi([
      { method: 'PUT', url: `${endpoint}/subscription`, body: { subscription_id }, response: updated },
    ]);
    expect((await globus(['endpoint', 'set-subscription-id', collectionId, typed], { api })).stdout).toBe(
      'Endpoint updated successfully\n',
    );
  });
  test('fails where the service does', async () => {
    const api = fakeApi([
      { method: 'PUT', url: `${endpoint}/subscription`, body: { subscription_id: null }, ...refusal },
    ]);
    expect((await globus(['endpoint', 'set-subscription-id', collectionId, 'null', '-F', 'json'], { api })).code).toBe(
      1,
    );
  });
  test('takes no DEFAULT: the commands of each kind do', async () => {
    const { code, stderr } = await globus(['endpoint', 'set-subscription-id', collectionId, 'DEFAULT']);
    expect([code, stderr]).toEqual([2, expect.stringContaining("'DEFAULT' is not a UUID or 'null'")]);
  });
});

describe('endpoint my-shared-endpoint-list', () => {
  const url = `${endpoint}/my_shared_endpoint_list`;
  const page = {
    DATA_TYPE: 'endpoint_list',
    DATA: [{ id: collectionId, owner_string: 'ada@example.org', display_name: 'Share' }],
  };
  test('lists them', async () => {
    const { stdout } = await globus(['endpoint', 'my-shared-endpoint-list', collectionId], {
      api: fakeApi([{ method: 'GET', url, response: page }]),
    });
    expect(stdout.split('\n').map((line) => line.trimEnd())).toEqual([
      'ID                                   | Owner           | Display Name | Domain',
      '-------------------------------------+-----------------+--------------+-------',
      `${collectionId} | ada@example.org | Share        | None`,
      '',
    ]);
  });
  test('prints the document, or fails', async () => {
    expect(
      JSON.parse(
        (
          await globus(['endpoint', 'my-shared-endpoint-list', collectionId, '-Fjson'], {
            api: fakeApi([{ method: 'GET', url, response: page }]),
          })
        ).stdout,
      ),
    ).toEqual(page);
    expect(
      (
        await globus(['endpoint', 'my-shared-endpoint-list', collectionId], {
          api: fakeApi([{ method: 'GET', url, ...refusal }]),
        })
      ).code,
    ).toBe(1);
  });
});

describe('endpoint local-id', () => {
  const home = () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, '.globusonline/lta'), { recursive: true });
    writeFileSync(join(folder, '.globusonline/lta/client-id.txt'), `${collectionId}\n`);
    return folder;
  };
  test('finds the id of the collection on this computer', async () => {
    expect(await globus(['endpoint', 'local-id', '--personal'], { env: { HOME: home() } })).toEqual({
      code: 0,
      stdout: `${collectionId}\n`,
      stderr: '',
    });
    expect((await globus(['endpoint', 'local-id', '-Fjson'], { env: { HOME: home() } })).stdout).toBe(
      `{\n  "endpoint_id": "${collectionId}"\n}\n`,
    );
  });
  test('says where it looked in vain, on Windows too', async () => {
    const run = await globus(['endpoint', 'local-id'], { env: { HOME: '/nowhere' } });
    expect(run).toMatchObject({ code: 1, stdout: 'No Globus Connect Personal installation found.\n' });
    expect(run.stderr).toContain('/nowhere/.globusonline/lta/client-id.txt');
    expect((await globus(['endpoint', 'local-id'], { env: { LOCALAPPDATA: 'C:\\Data' } })).stderr).toContain(
      'C:\\Data\\Globus Connect\\client-id.txt',
    );
  });
});

describe('removed commands', () => {
  test.each(['activate', 'create', 'deactivate', 'is-activated', 'server'])(
    'endpoint %s says what became of it',
    async (name) => {
      const run = await globus(['endpoint', name, 'x', '--any', 'thing', '-F', 'json']);
      expect(run).toMatchObject({ code: 1, stdout: '' });
      expect(run.stderr).toContain(`'globus endpoint ${name}' was removed`);
    },
  );
});

test('endpoint search asks for pages of a hundred and stops at the limit', async () => {
  const rows = (n: number) =>
    Array.from({ length: n }, (_, i) => ({
      id: `${i}`,
      owner_string: 'o',
      display_name: 'd',
      tlsftp_server: 'tlsftp://h.example.org:443',
    }));
  const url = `${transferUrl}/endpoint_search?filter_scope=my-endpoints&limit=100`;
  const api = fakeApi([
    { method: 'GET', url, response: { DATA: rows(100), has_next_page: true } },
    { method: 'GET', url: `${url}&offset=100`, response: { DATA: rows(100), has_next_page: true } },
  ]);
  const { stdout } = await globus(
    ['endpoint', 'search', '--filter-scope', 'my-endpoints', '--limit', '120', '--jmespath', 'length(DATA)'],
    { api },
  );
  expect(stdout).toBe('120\n');
});

test('endpoint search fails for an owner nobody has heard of as every other command does, before it searches', async () => {
  const url = 'https://auth.globus.org/v2/api/identities?usernames=nobody%40example.org&provision=false';
  const api = fakeApi([{ method: 'GET', url, response: { identities: [] } }]);
  const run = await globus(['endpoint', 'search', 'data', '--filter-owner-id', 'nobody@example.org'], { api });
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toContain("Nobody has the username 'nobody@example.org'.");
  expect(run.stderr).toContain('Check how it is spelled.');
  expect(run.stderr).not.toContain('globus get-identities');
});
