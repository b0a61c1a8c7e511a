import { describe, expect, test } from 'vitest';
import { asked, covers, endpointId, gatewayId, posixId, result, run } from './server.js';

const gateway = {
  DATA_TYPE: 'storage_gateway#1.3.0',
  id: gatewayId,
  display_name: 'Lab storage',
  connector_id: posixId,
  high_assurance: false,
  require_mfa: false,
  authentication_timeout_mins: 15840,
  allowed_domains: ['example.org', 'a.example.org'],
  users_allow: [],
  restrict_paths: null,
  policies: { DATA_TYPE: 'posix_storage_policies#1.0.0', groups_allow: ['staff'] },
};
const text = `ID:                               ${gatewayId}
Display Name:                     Lab storage
Connector:                        POSIX
High Assurance:                   False
Multi-factor Authentication:      False
Authentication Timeout (Minutes): 15840
Allowed Domains:                  example.org, a.example.org
Allowed Users:                    ${''}
Policies:                         {"DATA_TYPE": "posix_storage_policies#1.0.0", "groups_allow": ["staff"]}
`;
const done = (message: string) => {
  const { data: _data, ...rest } = result([]);
  return { ...rest, message };
};

covers('sorts the domains', {
  argv: ['gcs', 'storage-gateway', 'list', endpointId, '--include-private-policies'],
  exchanges: [asked('GET', 'storage_gateways?include=private_policies', result([gateway]))],
  text: [
    ['ID', 'Display Name', 'High Assurance', 'Allowed Domains'],
    [gatewayId, 'Lab storage', 'False', 'a.example.org,example.org'],
  ],
  json: result([gateway]),
});
covers('is the same under endpoint', {
  argv: ['endpoint', 'storage-gateway', 'list', endpointId, '--limit', '1'],
  exchanges: [asked('GET', 'storage_gateways', result([gateway, gateway]))],
  text: [
    ['ID', 'Display Name', 'High Assurance', 'Allowed Domains'],
    [gatewayId, 'Lab storage', 'False', 'a.example.org,example.org'],
  ],
  json: result([gateway]),
});
covers('shows what there is', {
  argv: ['gcs', 'storage-gateway', 'show', endpointId, gatewayId],
  exchanges: [asked('GET', `storage_gateways/${gatewayId}`, result([gateway]))],
  text,
  json: gateway,
});
covers('is given by its name, below an endpoint', {
  argv: ['gcs', 'storage-gateway', 'show', endpointId, gateway.display_name.toUpperCase()],
  exchanges: [
    asked('GET', 'storage_gateways', result([gateway])),
    asked('GET', `storage_gateways/${gatewayId}`, result([gateway])),
  ],
  text,
  json: gateway,
});
covers('deletes it', {
  argv: ['gcs', 'storage-gateway', 'delete', endpointId, gatewayId],
  exchanges: [asked('DELETE', `storage_gateways/${gatewayId}`, done('Deleted'))],
  text: 'Deleted\n',
  json: done('Deleted'),
});
covers('sends the document as it is', {
  argv: ['gcs', 'storage-gateway', 'create', 'from-json', endpointId, '{"display_name": "X"}'],
  exchanges: [asked('POST', 'storage_gateways', result([gateway]), { display_name: 'X' })],
  text,
  json: gateway,
});
covers('sends the changes as they are', {
  argv: ['gcs', 'storage-gateway', 'update', 'from-json', endpointId, gatewayId, '{"display_name": "X"}'],
  exchanges: [
    asked('PATCH', `storage_gateways/${gatewayId}`, result([gateway], { message: 'Updated' }), { display_name: 'X' }),
  ],
  text: 'Updated\n',
  json: gateway,
});

/** Flags, the policies of a new gateway with them, and one change; by connector. */
const connectors: readonly (readonly [
  create: string,
  update: string,
  id: string,
  flags: readonly string[],
  policies: object,
  change: readonly string[],
  changed: object,
])[] = [
  [
    'gcs storage-gateway create posix',
    'gcs storage-gateway update posix',
    posixId,
    ['--group-allow', 'staff', '--group-deny', ''],
    { DATA_TYPE: 'posix_storage_policies#1.0.0', groups_allow: ['staff'], groups_deny: [] },
    ['--group-deny', 'x'],
    { groups_deny: ['x'] },
  ],
  [
    'gcs storage-gateway create posix-staging',
    'gcs storage-gateway update posix-staging',
    '052be037-7dda-4d20-b163-3077314dc3e6',
    ['--stage-app', '/bin/stage', '--environment', 'A=1', '--environment', 'B=x=y'],
    {
      DATA_TYPE: 'posix_staging_storage_policies#1.0.0',
      stage_app: '/bin/stage',
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: 'x=y' },
      ],
    },
    ['--stage-app', '/b'],
    { stage_app: '/b' },
  ],
  [
    'gcs storage-gateway create s3',
    'gcs storage-gateway update s3',
    '7643e831-5f6c-4b47-a07f-8ee90f401d23',
    ['--s3-endpoint', 'https://s3.b.c', '--s3-bucket', 'a', '--s3-bucket', 'b', '--s3-user-credential-required'],
    {
      DATA_TYPE: 's3_storage_policies#1.0.0',
      s3_endpoint: 'https://s3.b.c',
      s3_buckets: ['a', 'b'],
      s3_user_credential_required: true,
    },
    ['--s3-restore', '--s3-storage-class', 'GLACIER', '--s3-allow-multi-keys', '--no-s3-requester-pays'],
    { s3_restore: true, s3_storage_class: 'GLACIER', s3_allow_multi_keys: true, s3_requester_pays: false },
  ],
  [
    'gcs storage-gateway create active-scale',
    'gcs storage-gateway update active-scale',
    '7251f6c8-93c9-11eb-95ba-12704e0d6a4d',
    ['--s3-endpoint', 'https://s3.b.c'],
    { DATA_TYPE: 's3_storage_policies#1.0.0', s3_endpoint: 'https://s3.b.c' },
    ['--s3-bucket', ''],
    { s3_buckets: [] },
  ],
  [
    'gcs storage-gateway create ceph',
    'gcs storage-gateway update ceph',
    '1b6374b0-f6a4-4cf7-a26f-f262d9c6ca72',
    ['--s3-endpoint', 'https://s3.b.c', '--ceph-admin-key-id', 'K', '--ceph-admin-secret-key', 'S'],
    {
      DATA_TYPE: 'ceph_storage_policies#1.0.0',
      s3_endpoint: 'https://s3.b.c',
      ceph_admin_key_id: 'K',
      ceph_admin_secret_key: 'S',
    },
    ['--s3-bucket', 'a'],
    { s3_buckets: ['a'] },
  ],
  [
    'gcs storage-gateway create blackpearl',
    'gcs storage-gateway update blackpearl',
    '7e3f3f5e-350c-4717-891a-2f451c24b0d4',
    ['--s3-endpoint', 'https://bp.b.c', '--bp-access-id-file', '/f'],
    { DATA_TYPE: 'blackpearl_storage_policies#1.0.0', s3_endpoint: 'https://bp.b.c', bp_access_id_file: '/f' },
    ['--bp-access-id-file', '/g'],
    { bp_access_id_file: '/g' },
  ],
  [
    'gcs storage-gateway create azure-blob',
    'gcs storage-gateway update azure-blob',
    '9436da0c-a444-11eb-af93-12704e0d6a4d',
    ['--account', 'lab', '--auth-type', 'user', '--client-id', 'C', '--client-secret', 'S'],
    {
      DATA_TYPE: 'azure_blob_storage_policies#1.0.0',
      account: 'lab',
      auth_type: 'user',
      client_id: 'C',
      secret: 'S',
      tenant: null,
      adls: false,
    },
    ['--adls', '--tenant', 'T', '--allow-any-account'],
    { adls: true, tenant: 'T', allow_any_account: true },
  ],
  [
    'gcs storage-gateway create onedrive',
    'gcs storage-gateway update onedrive',
    '28ef55da-1f97-11eb-bdfd-12704e0d6a4d',
    ['--client-id', 'C', '--client-secret', 'S'],
    { DATA_TYPE: 'onedrive_storage_policies#1.0.0', client_id: 'C', secret: 'S' },
    ['--user-api-rate-limit', '5', '--no-allow-any-account'],
    { user_api_rate_limit: 5, allow_any_account: false },
  ],
  [
    'gcs storage-gateway create dropbox',
    'gcs storage-gateway update dropbox',
    '49b00fd6-63f1-48ae-b27f-d8af4589f876',
    ['--client-id', 'C', '--client-secret', 'S'],
    { DATA_TYPE: 'dropbox_storage_policies#1.0.0', client_id: 'C', secret: 'S' },
    ['--client-secret', 'T'],
    { secret: 'T' },
  ],
  [
    'gcs storage-gateway create google-drive',
    'gcs storage-gateway update google-drive',
    '976cf0cf-78c3-4aab-82d2-7c16adbcc281',
    ['--client-id', 'C', '--client-secret', 'S', '--user-api-rate-quota', '9'],
    { DATA_TYPE: 'google_drive_storage_policies#1.0.0', client_id: 'C', secret: 'S', user_api_rate_quota: 9 },
    ['--allow-any-account'],
    { allow_any_account: true },
  ],
  [
    'gcs storage-gateway create google-cloud-storage',
    'gcs storage-gateway update google-cloud-storage',
    '56366b96-ac98-11e9-abac-9cb6d0d9fd63',
    ['--service-account-key', '{"type": "service_account"}', '--google-bucket', 'b', '--google-project', 'p'],
    {
      DATA_TYPE: 'google_cloud_storage_policies#1.0.0',
      client_id: null,
      secret: null,
      service_account_key: { type: 'service_account' },
      buckets: ['b'],
      projects: ['p'],
    },
    ['--google-bucket', ''],
    { buckets: [] },
  ],
  [
    'gcs storage-gateway create box',
    'gcs storage-gateway update box',
    '7c100eae-40fe-11e9-95a3-9cb6d0d9fd63',
    ['--box-app-settings', '{"clientID": "C"}', '--enterprise-id', '7'],
    { DATA_TYPE: 'box_storage_policies#1.0.0', boxAppSettings: { clientID: 'C' }, enterpriseID: '7' },
    ['--client-id', 'C', '--client-secret', 'S', '--allow-any-account'],
    { client_id: 'C', secret: 'S', allow_any_account: true },
  ],
  [
    'gcs storage-gateway create hpss',
    'gcs storage-gateway update hpss',
    'fb656a17-0f69-4e59-95ff-d0a62ca7bdf5',
    ['--authentication-mech', 'KRB5', '--authenticator', 'auth_keytab:/k'],
    {
      DATA_TYPE: 'hpss_storage_policies#1.0.0',
      authentication_mech: 'krb5',
      authenticator: 'auth_keytab:/k',
      uda_checksum: false,
    },
    ['--uda-checksum', '--login-name', 'hpssftp'],
    { uda_checksum: true, login_name: 'hpssftp' },
  ],
  [
    'gcs storage-gateway create irods',
    'gcs storage-gateway update irods',
    'e47b6920-ff57-11ea-8aaa-000c297ab3c2',
    ['--irods-environment-file', '/e.json', '--irods-authentication-file', '/.irodsA'],
    {
      DATA_TYPE: 'irods_storage_policies#1.0.0',
      irods_environment_file: '/e.json',
      irods_authentication_file: '/.irodsA',
    },
    ['--environment', 'A=1'],
    { environment: [{ name: 'A', value: '1' }] },
  ],
];
/** The version that the changes of these connectors need. */
const changedVersion: Readonly<Record<string, string>> = {
  s3: '1.3.0',
  'azure-blob': '1.1.0',
  onedrive: '1.1.0',
  'google-drive': '1.1.0',
  box: '1.2.0',
  hpss: '1.1.0',
};

/** What people read for the connector ids. */
const names: Readonly<Record<string, string>> = {
  posix: 'POSIX',
  'posix-staging': 'POSIX Staging',
  s3: 'S3',
  'active-scale': 'ActiveScale',
  ceph: 'Ceph',
  blackpearl: 'BlackPearl',
  'azure-blob': 'Azure Blob',
  onedrive: 'OneDrive',
  dropbox: 'Dropbox',
  'google-drive': 'Google Drive',
  'google-cloud-storage': 'Google Cloud Storage',
  box: 'Box',
  hpss: 'HPSS',
  irods: 'iRODS',
};
/** One line of JSON with sorted keys. */
const spaced = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}: ${spaced(each)}`)
    .join(', ')}}`;
};

for (const [create, update, id, flags, policies, change, changed] of connectors) {
  const name = create.split(' ').at(-1) ?? '';
  const made = { ...gateway, connector_id: id, policies };
  covers(`makes one of ${name}`, {
    argv: [...create.split(' '), endpointId, 'Lab storage', '--domain', 'example.org', ...flags],
    exchanges: [
      asked('POST', 'storage_gateways', result([made]), {
        DATA_TYPE: 'storage_gateway#1.0.0',
        display_name: 'Lab storage',
        allowed_domains: ['example.org'],
        connector_id: id,
        policies,
      }),
    ],
    text: text
      .replace('POSIX', names[name] ?? name)
      .replace(/^Policies: +.*$/m, (line) => line.slice(0, 34) + spaced(policies)),
    json: made,
  });
  const type = (policies as { DATA_TYPE: string }).DATA_TYPE.replace('1.0.0', changedVersion[name] ?? '1.0.0');
  covers(`changes one of ${name}`, {
    argv: [...update.split(' '), endpointId, gatewayId, ...change],
    exchanges: [
      asked(
        'GET',
        `storage_gateways/${gatewayId}?include=private_policies`,
        result([{ ...made, policies: { DATA_TYPE: type } }], { message: 'Here' }),
      ),
      asked('PATCH', `storage_gateways/${gatewayId}`, result([made], { message: 'Updated' }), {
        DATA_TYPE: 'storage_gateway#1.0.0',
        policies: { DATA_TYPE: type, ...changed },
      }),
    ],
    text: 'Updated\n',
    json: made,
  });
}

describe('what every gateway has', () => {
  test('every flag is a key, in the oldest version that knows them all', async () => {
    const flags = [
      '--display-name',
      'N',
      '--domain',
      'a.b',
      '--identity-mapping',
      '{"DATA_TYPE": "external_identity_mapping#1.0.0"}',
      '--restrict-paths',
      'null',
      '--user-allow',
      'ada',
      '--user-deny',
      '',
      '--no-high-assurance',
    ];
    const more = [
      '--authentication-timeout-mins',
      '30',
      '--process-user',
      'gcsweb',
      '--load-dsi-module',
      'null',
      '--mfa',
      '--admin-managed-credentials',
      '--network-use',
      'minimal',
    ];
    const body = {
      display_name: 'N',
      allowed_domains: ['a.b'],
      identity_mappings: [{ DATA_TYPE: 'external_identity_mapping#1.0.0' }],
      restrict_paths: null,
      users_allow: ['ada'],
      users_deny: [],
      high_assurance: false,
    };
    const send = (words: readonly string[], sent: object) =>
      run(
        ['gcs', 'storage-gateway', 'update', 's3', endpointId, gatewayId, ...words],
        [asked('PATCH', `storage_gateways/${gatewayId}`, result([gateway], { message: 'Updated' }), sent)],
      );
    expect((await send(flags, { DATA_TYPE: 'storage_gateway#1.0.0', ...body })).stdout).toBe('Updated\n');
    const all = {
      ...body,
      authentication_timeout_mins: 30,
      process_user: 'gcsweb',
      load_dsi_module: null,
      require_mfa: true,
      admin_managed_credentials: true,
      network_use: 'minimal',
    };
    expect((await send([...flags, ...more], { DATA_TYPE: 'storage_gateway#1.3.0', ...all })).stdout).toBe('Updated\n');
  });
  test('policies that are not named stay, the secret ones too', async () => {
    const there = {
      DATA_TYPE: 's3_storage_policies#1.9.0',
      s3_endpoint: 'https://s3.example.org',
      s3_buckets: ['a'],
      s3_user_credential_required: true,
    };
    const ran = await run(
      ['gcs', 'storage-gateway', 'update', 's3', endpointId, gatewayId, '--s3-bucket', 'b'],
      [
        asked(
          'GET',
          `storage_gateways/${gatewayId}?include=private_policies`,
          result([{ ...gateway, policies: there }], { message: 'Here' }),
        ),
        asked('PATCH', `storage_gateways/${gatewayId}`, result([gateway], { message: 'Updated' }), {
          DATA_TYPE: 'storage_gateway#1.0.0',
          policies: { ...there, s3_buckets: ['b'] },
        }),
      ],
    );
    expect(ran).toMatchObject({ code: 0, stdout: 'Updated\n' });
  });
  test.each(['{"reads":["/x"]}', '{"none":"/x"}', '[]'])('paths under no list restrict nothing: %s', async (paths) => {
    const words = ['gcs', 'storage-gateway', 'update', 'posix', endpointId, gatewayId, '--restrict-paths', paths];
    expect(await run(words, [])).toMatchObject({ code: 2, stdout: '' });
  });
  test('what a connector cannot do without is asked for', async () => {
    const { code, stderr } = await run(['gcs', 'storage-gateway', 'create', 's3', endpointId, 'N']);
    expect(code).toBe(2);
    expect(stderr).toContain("Missing option '--s3-endpoint'.");
  });
  test.each(['create', 'update'])('%s lets nobody in by an empty domain, which would mean every one', async (verb) => {
    const where = verb === 'create' ? 'Lab' : gatewayId;
    expect(await run(['gcs', 'storage-gateway', verb, 'posix', endpointId, where, '--domain', ''])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Invalid value for --domain: it is empty.') as string,
    });
  });
  test('values that do not fit are usage errors', async () => {
    for (const [words, message] of [
      [
        ['create', 'irods', endpointId, 'N', '--irods-environment-file', '/e', '--environment', '=x'],
        "Invalid value for --environment: '=x' is not NAME=VALUE.",
      ],
      [['update', 'posix', endpointId, gatewayId], 'Give at least one setting to change.'],
      [['update', 'posix', endpointId, gatewayId, '--network-use', 'custom'], '--network-use custom also needs'],
    ] as const) {
      const { code, stderr } = await run(['gcs', 'storage-gateway', ...words]);
      expect(code).toBe(2);
      expect(stderr).toContain(message);
    }
  });
});
