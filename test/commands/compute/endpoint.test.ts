import { describe, expect, test } from 'vitest';
import { fakeApi } from '../../support/fake-api.js';
import { globus } from '../../support/globus.js';
import { sampleDocument } from '../../support/samples.js';

const id = 'f81622ae-e76d-11f1-9ff5-02fc00000001';
const fn = 'f8162416-e76d-11f1-9ff5-02fc00000001';
const v2 = 'https://compute.api.globus.org/v2/endpoints';
const v3 = 'https://compute.api.globus.org/v3/endpoints';
const missing = {
  status: 404,
  response: {
    status: 'Failed',
    code: 4,
    error_args: [id],
    reason: `endpoint ${id} could not be resolved`,
    http_status_code: 404,
  },
};
const says = 'Globus Compute: endpoint f81622ae-e76d-11f1-9ff5-02fc00000001 could not be resolved';
const endpoint = { ...(sampleDocument('compute', 'v2/get_endpoint') as object), description: null };
const registered = {
  endpoint_id: id,
  task_queue_info: { queue: 'q' },
  result_queue_info: { queue: 'r' },
  warnings: [],
};

describe('endpoint list', () => {
  const owner = '25de0aed-aa83-4600-a1be-a62a910af116';
  const rows = [
    { uuid: id, name: 'one', display_name: 'One', owner },
    { uuid: fn, name: 'two', display_name: null, owner },
  ];

  test('shows owners by name', async () => {
    const names = { identities: [{ id: owner, username: 'ada@globusid.org' }] };
    const api = fakeApi([
      { method: 'GET', url: v2, response: rows },
      { method: 'GET', url: `https://auth.globus.org/v2/api/identities?ids=${owner}`, response: names },
    ]);
    const { stdout } = await globus(['compute', 'endpoint', 'list'], { api });
    expect(stdout.split('\n').map((line) => line.trimEnd())).toEqual([
      'Endpoint ID                          | Name | Display Name | Owner',
      '-------------------------------------+------+--------------+-----------------',
      `${id} | one  | One          | ada@globusid.org`,
      `${fn} | two  | None         | ada@globusid.org`,
      '',
    ]);
  });

  test('asks for those of others, shows at most so many, as JSON', async () => {
    const api = fakeApi([{ method: 'GET', url: `${v2}?role=any`, response: rows }]);
    const { stdout } = await globus(['compute', 'endpoint', 'list', '--role', 'ANY', '--limit', '1', '-F', 'json'], {
      api,
    });
    expect(JSON.parse(stdout)).toEqual([rows[0]]);
  });

  test('refuses another role', async () => {
    const { code, stderr } = await globus(['compute', 'endpoint', 'list', '--role', 'admin']);
    expect([code, stderr]).toEqual([2, expect.stringContaining("'admin' is not one of 'owner', 'any'")]);
  });
});

describe('endpoint show', () => {
  test('shows its fields', async () => {
    const { stdout } = await globus(['compute', 'endpoint', 'show', id], {
      api: fakeApi([{ method: 'GET', url: `${v2}/${id}`, response: endpoint }]),
    });
    expect(stdout.split('\n').map((line) => line.replace(/: +/, ': '))).toEqual([
      `Endpoint ID: ${id}`,
      'Name: my-endpoint',
      'Display Name: My Endpoint',
      'Description: None',
      'Public: False',
      'Multi-user: False',
      'Hostname: my-hostname',
      'Local User: user1',
      'IP Address: 140.221.112.13',
      'Endpoint Version: 2.31.0',
      'SDK Version: 2.31.0',
      'Subscription ID: f816224a-e76d-11f1-9ff5-02fc00000001',
      '',
    ]);
  });

  test('prints the configuration as it is', async () => {
    const { stdout } = await globus(['compute', 'endpoint', 'show', id, '--config'], {
      api: fakeApi([{ method: 'GET', url: `${v2}/${id}`, response: endpoint }]),
    });
    expect(stdout).toBe('display_name: My Endpoint\nengine:\n  type: GlobusComputeEngine\n');
  });

  test('JSON is the document of the service', async () => {
    const { stdout } = await globus(['compute', 'endpoint', 'show', id, '-F', 'json'], {
      api: fakeApi([{ method: 'GET', url: `${v2}/${id}`, response: endpoint }]),
    });
    expect(JSON.parse(stdout)).toEqual(endpoint);
  });

  test('says that there is none', async () => {
    const { code, stderr } = await globus(['compute', 'endpoint', 'show', id], {
      api: fakeApi([{ method: 'GET', url: `${v2}/${id}`, ...missing }]),
    });
    expect([code, stderr]).toEqual([1, expect.stringContaining(says)]);
  });
});

describe('endpoint status', () => {
  const status = {
    status: 'online',
    details: { total_workers: 1, idle_workers: 0, pending_tasks: 2, outstanding_tasks: 3, managers: 1 },
  };
  const api = () => fakeApi([{ method: 'GET', url: `${v2}/${id}/status`, response: status }]);

  test('shows workers and tasks', async () => {
    const { stdout } = await globus(['compute', 'endpoint', 'status', id], { api: api() });
    expect(stdout).toBe(
      'Status:            online\nTotal Workers:     1\nIdle Workers:      0\nPending Tasks:     2\nOutstanding Tasks: 3\nManagers:          1\n',
    );
  });
  test('JMESPath', async () => {
    expect(
      (await globus(['compute', 'endpoint', 'status', id, '--jmespath', 'details.pending_tasks'], { api: api() }))
        .stdout,
    ).toBe('2\n');
  });
  test('refuses what is no id', async () => {
    expect((await globus(['compute', 'endpoint', 'status', '1405823f-0597'])).code).toBe(2);
  });
});

describe('endpoint register', () => {
  const body = {
    endpoint_name: 'cluster',
    endpoint_uuid: id,
    display_name: 'Our cluster',
    public: false,
    multi_user: true,
    allowed_functions: [fn],
    authentication_policy: fn,
    subscription_uuid: fn,
    metadata: { hostname: 'lab', description: 'For all' },
  };
  const argv = [
    'compute',
    'endpoint',
    'register',
    'cluster',
    '--endpoint-id',
    id,
    '--display-name',
    'Our cluster',
    '--no-public',
    '--multi-user',
    '--allowed-function',
    fn,
    '--authentication-policy',
    fn,
    '--subscription-id',
    fn,
    '--metadata',
    '{"hostname": "lab"}',
    '--description',
    'For all',
  ];

  test('sends what was given, and says what the service warns of', async () => {
    const response = { ...registered, warnings: ['old version'] };
    const { stdout, stderr } = await globus(argv, { api: fakeApi([{ method: 'POST', url: v3, body, response }]) });
    expect([stdout, stderr]).toEqual([`Endpoint ID: ${id}\n`, expect.stringContaining('old version')]);
  });
  test('the older interface, as JSON', async () => {
    const api = fakeApi([{ method: 'POST', url: v2, body: { endpoint_name: 'cluster' }, response: registered }]);
    const { stdout } = await globus(
      ['compute', 'endpoint', 'register', 'cluster', '--api-version', 'v2', '-F', 'json'],
      { api },
    );
    expect(JSON.parse(stdout)).toEqual(registered);
  });
  test('a dry run sends nothing', async () => {
    expect(JSON.parse((await globus([...argv, '--dry-run'])).stdout)).toEqual(body);
  });
  test('fails when it is locked', async () => {
    const response = {
      status: 'Failed',
      code: 23,
      reason: 'Endpoint is locked',
      http_status_code: 423,
      error_args: [],
    };
    const api = fakeApi([{ method: 'POST', url: v3, body: { endpoint_name: 'x' }, status: 423, response }]);
    const { code, stderr } = await globus(['compute', 'endpoint', 'register', 'x'], { api });
    expect([code, stderr]).toEqual([1, expect.stringContaining('Globus Compute: Endpoint is locked')]);
  });
});

describe('endpoint update', () => {
  const put = (body: object) => fakeApi([{ method: 'PUT', url: `${v3}/${id}`, body, response: registered }]);
  test('sends only what changes', async () => {
    expect(
      (
        await globus(['compute', 'endpoint', 'update', id, '--endpoint-name', 'new', '--public'], {
          api: put({ endpoint_name: 'new', public: true }),
        })
      ).stdout,
    ).toBe(`Endpoint ID: ${id}\n`);
  });
  test('lifts the restriction, as JSON', async () => {
    const { stdout } = await globus(['compute', 'endpoint', 'update', id, '--any-function', '-F', 'json'], {
      api: put({ allowed_functions: null }),
    });
    expect(JSON.parse(stdout)).toEqual(registered);
  });
  test('a dry run sends nothing', async () => {
    expect(
      JSON.parse((await globus(['compute', 'endpoint', 'update', id, '--display-name', 'N', '--dry-run'])).stdout),
    ).toEqual({ display_name: 'N' });
  });
  test('wants a change, and not two at odds', async () => {
    expect(await globus(['compute', 'endpoint', 'update', id])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Give at least one setting to change.'),
    });
    expect((await globus(['compute', 'endpoint', 'update', id, '--any-function', '--allowed-function', fn])).code).toBe(
      2,
    );
  });
});

describe('endpoint lock, delete, allowed-functions', () => {
  const lock = { endpoint_id: id, lock_expiration_timestamp: '2021-07-01T00:00:00.000000' };
  test('lock says until when', async () => {
    const { stdout } = await globus(['compute', 'endpoint', 'lock', id], {
      api: fakeApi([{ method: 'POST', url: `${v3}/${id}/lock`, response: lock }]),
    });
    expect(stdout).toBe(`Endpoint ID:  ${id}\nLocked Until: 2021-07-01 00:00:00\n`);
  });
  test('lock with the older interface, as JSON', async () => {
    const { stdout } = await globus(['compute', 'endpoint', 'lock', id, '--api-version', 'v2', '-F', 'json'], {
      api: fakeApi([{ method: 'POST', url: `${v2}/${id}/lock`, response: lock }]),
    });
    expect(JSON.parse(stdout)).toEqual(lock);
  });
  test('lock fails', async () => {
    expect(
      (
        await globus(['compute', 'endpoint', 'lock', id], {
          api: fakeApi([{ method: 'POST', url: `${v3}/${id}/lock`, ...missing }]),
        })
      ).code,
    ).toBe(1);
  });

  const gone = () => fakeApi([{ method: 'DELETE', url: `${v2}/${id}`, response: { result: 302 } }]);
  test('delete says so', async () => {
    expect((await globus(['compute', 'endpoint', 'delete', id], { api: gone() })).stdout).toBe(
      `Endpoint ${id} was deleted.\n`,
    );
  });
  test('delete as JSON', async () => {
    expect(
      JSON.parse((await globus(['compute', 'endpoint', 'delete', id, '-F', 'json'], { api: gone() })).stdout),
    ).toEqual({ result: 302 });
  });
  test('delete fails', async () => {
    const { code, stderr } = await globus(['compute', 'endpoint', 'delete', id], {
      api: fakeApi([{ method: 'DELETE', url: `${v2}/${id}`, ...missing }]),
    });
    expect([code, stderr]).toEqual([1, expect.stringContaining(says)]);
  });

  const allowed = (document: object) =>
    fakeApi([{ method: 'GET', url: `${v3}/${id}/allowed_functions`, response: { endpoint_id: id, ...document } }]);
  test('allowed-functions lists them, or says that any may run', async () => {
    const argv = ['compute', 'endpoint', 'allowed-functions', id];
    expect((await globus(argv, { api: allowed({ restricted: true, functions: [fn] }) })).stdout).toMatch(
      new RegExp(`^Function ID +\n-+\n${fn}\n$`),
    );
    expect((await globus(argv, { api: allowed({ restricted: false, functions: [] }) })).stdout).toBe(
      'Any function may run on this endpoint.\n',
    );
  });
  test('allowed-functions as JSON', async () => {
    const { stdout } = await globus(
      ['compute', 'endpoint', 'allowed-functions', id, '--jmespath', 'functions[0]', '-F', 'unix'],
      { api: allowed({ restricted: true, functions: [fn] }) },
    );
    expect(stdout).toBe(`${fn}\n`);
  });
  test('allowed-functions fails', async () => {
    expect(
      (
        await globus(['compute', 'endpoint', 'allowed-functions', id], {
          api: fakeApi([{ method: 'GET', url: `${v3}/${id}/allowed_functions`, ...missing }]),
        })
      ).code,
    ).toBe(1);
  });
});
