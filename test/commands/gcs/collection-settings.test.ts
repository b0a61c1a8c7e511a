import { describe, expect, test } from 'vitest';
import { userId } from '../../support/globus.js';
import {
  ada,
  adaId,
  asked,
  covers,
  endpointId,
  gatewayId,
  guestId,
  mappedId,
  personalId,
  result,
  run,
} from './server.js';

const mapped = {
  DATA_TYPE: 'collection#1.0.0',
  id: mappedId,
  collection_type: 'mapped',
  display_name: 'Projects',
  identity_id: adaId,
  public: true,
};
const done = (message: string) => {
  const { data: _data, ...rest } = result([]);
  return { ...rest, message };
};

describe('collection update', () => {
  const sends = async (id: string, flags: readonly string[], body: object) => {
    const type = id === guestId ? 'guest' : 'mapped';
    const { code, stderr } = await run(
      ['collection', 'update', id, ...flags],
      [asked('PATCH', `collections/${id}`, result([mapped]), { collection_type: type, ...body })],
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  };
  const refuses = async (id: string, flags: readonly string[], message: string) => {
    const { code, stderr } = await run(['collection', 'update', id, ...flags]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  };

  test('every flag of both kinds is a key of the document', () =>
    sends(
      mappedId,
      '--display-name N --department Physics --organization Lab --contact-email a@b.c --contact-info Hall1 --info-link https://b.c --default-directory /~/ --no-force-encryption --private --keywords'
        .split(' ')
        .concat(''),
      {
        DATA_TYPE: 'collection#1.0.0',
        display_name: 'N',
        department: 'Physics',
        organization: 'Lab',
        contact_email: 'a@b.c',
        contact_info: 'Hall1',
        info_link: 'https://b.c',
        default_directory: '/~/',
        force_encryption: false,
        public: false,
        keywords: [],
      },
    ));
  test('null takes away what is set', () =>
    sends(
      guestId,
      '--description null --department null --organization null --contact-email null --contact-info null --info-link null --default-directory null --user-message null --user-message-link null'.split(
        ' ',
      ),
      {
        DATA_TYPE: 'collection#1.1.0',
        description: null,
        department: null,
        organization: null,
        contact_email: null,
        contact_info: null,
        info_link: null,
        default_directory: null,
        user_message: null,
        user_message_link: null,
      },
    ));
  test('what only mapped collections have', () =>
    sends(
      mappedId,
      [
        '--sharing-restrict-paths',
        '{"none": ["/"]}',
        '--allow-guest-collections',
        '--enable-anonymous-writes',
        '--domain-name',
        'd.e.f',
        '--enable-https',
        '--sharing-user-allow',
        'ada',
        '--sharing-user-allow',
        'bob',
        '--sharing-user-deny',
        '',
      ],
      {
        DATA_TYPE: 'collection#1.5.0',
        sharing_restrict_paths: { none: ['/'] },
        allow_guest_collections: true,
        disable_anonymous_writes: false,
        domain_name: 'd.e.f',
        enable_https: true,
        sharing_users_allow: ['ada', 'bob'],
        sharing_users_deny: [],
      },
    ));
  test.each([
    ['force', { force_verify: true, disable_verify: false }],
    ['disable', { force_verify: false, disable_verify: true }],
    ['DEFAULT', { force_verify: false, disable_verify: false }],
  ])('--verify %s is two keys', (word, keys) =>
    sends(mappedId, ['--verify', word], { DATA_TYPE: 'collection#1.4.0', ...keys }),
  );
  test.each([
    [mappedId, ['--user-message', 'short'], { DATA_TYPE: 'collection#1.1.0', user_message: 'short' }],
    [mappedId, ['--user-message', 'x'.repeat(65)], { DATA_TYPE: 'collection#1.7.0', user_message: 'x'.repeat(65) }],
    [mappedId, ['--guest-auth-policy-id', 'null'], { DATA_TYPE: 'collection#1.6.0', guest_auth_policy_id: null }],
    [mappedId, ['--no-delete-protected'], { DATA_TYPE: 'collection#1.8.0', delete_protected: false }],
    [mappedId, ['--acl-expiration-mins', '60'], { DATA_TYPE: 'collection#1.10.0', acl_expiration_mins: 60 }],
    [guestId, ['--acl-expiration-mins', 'null'], { DATA_TYPE: 'collection#1.11.0', acl_expiration_mins: null }],
    [
      mappedId,
      ['--restrict-transfers-to-high-assurance', 'All'],
      { DATA_TYPE: 'collection#1.12.0', restrict_transfers_to_high_assurance: 'all' },
    ],
    [mappedId, ['--auto-delete-timeout', '30'], { DATA_TYPE: 'collection#1.13.0', auto_delete_timeout: 30 }],
    [guestId, ['--skip-auto-delete'], { DATA_TYPE: 'collection#1.13.0', skip_auto_delete: true }],
    [
      guestId,
      ['--activity-notifications', 'all'],
      {
        DATA_TYPE: 'collection#1.14.0',
        activity_notification_policy: { status: ['succeeded', 'failed'], transfer_use: ['source', 'destination'] },
      },
    ],
    [
      guestId,
      ['--activity-notifications', 'none'],
      { DATA_TYPE: 'collection#1.14.0', activity_notification_policy: { status: [], transfer_use: [] } },
    ],
    [
      guestId,
      ['--activity-notifications', '{"status": ["FAILED"], "transfer_use": ["source"]}'],
      {
        DATA_TYPE: 'collection#1.14.0',
        activity_notification_policy: { status: ['failed'], transfer_use: ['source'] },
      },
    ],
    [mappedId, ['--associated-flows', 'null'], { DATA_TYPE: 'collection#1.15.0', associated_flow_policy: null }],
    [mappedId, ['--https-methods', 'GET,PUT'], { DATA_TYPE: 'collection#1.16.0', https_methods: ['GET', 'PUT'] }],
    [mappedId, ['--preserve-modtime', 'null'], { DATA_TYPE: 'collection#1.16.0', preserve_modtime: null }],
  ])('%s %j has the oldest version that knows the key', (id, flags, body) => sends(id, flags, body));

  test('a setting of the other kind is a usage error', async () => {
    await refuses(
      guestId,
      ['--sharing-user-allow', '', '--domain-name', 'd'],
      `${guestId} is a guest collection, which has no --domain-name, --sharing-user-allow.`,
    );
    await refuses(
      mappedId,
      ['--activity-notifications', 'all'],
      `${mappedId} is a mapped collection, which has no --activity-notifications.`,
    );
  });
  test('values that do not fit are usage errors', async () => {
    await refuses(
      mappedId,
      ['--sharing-restrict-paths', '[]'],
      'Invalid value for --sharing-restrict-paths: expected a JSON object ({...}) or null.',
    );
    await refuses(
      mappedId,
      ['--user-message-link', 'ftp://x'],
      "Invalid value for --user-message-link: 'ftp://x' is not an 'http://' or 'https://' URL, or 'null'.",
    );
    await refuses(
      mappedId,
      ['--preserve-modtime', 'some'],
      "Invalid value for --preserve-modtime: 'some' is not one of inbound, outbound, all or null.",
    );
    await refuses(
      guestId,
      ['--activity-notifications', 'sometimes'],
      "Invalid value for --activity-notifications: 'sometimes' is not 'all', 'none'",
    );
    await refuses(
      guestId,
      ['--activity-notifications', '{"status": []}'],
      "Invalid value for --activity-notifications: the document needs the lists 'status' and 'transfer_use'.",
    );
    await refuses(mappedId, [], 'Give at least one setting to change.');
  });
  test('other kinds of things have commands of their own', async () => {
    for (const [verb, id, command] of [
      ['update', endpointId, `globus gcs endpoint update ${endpointId}`],
      ['update', personalId, `globus gcp update mapped ${personalId}`],
      ['delete', personalId, `globus endpoint delete ${personalId}`],
    ] as const) {
      const { code, stderr } = await run(['collection', verb, id, ...(verb === 'update' ? ['--private'] : [])]);
      expect(code).toBe(3);
      expect(stderr).toContain(`Run instead:\n\n  ${command}\n`);
    }
  });
});

describe('collection create mapped', () => {
  const body = (more: object) => ({
    collection_type: 'mapped',
    DATA_TYPE: 'collection#1.2.0',
    collection_base_path: '/',
    display_name: 'N',
    identity_id: userId,
    public: true,
    storage_gateway_id: gatewayId,
    sharing_users_allow: [],
    sharing_users_deny: [],
    ...more,
  });
  const line = ['collection', 'create', 'mapped', endpointId, 'N', '--storage-gateway-id', gatewayId];
  test.each([
    [
      ['--google-project-id', 'p'],
      { policies: { DATA_TYPE: 'google_cloud_storage_collection_policies#1.0.0', project: 'p' } },
    ],
    [
      ['--posix-sharing-group-deny', ''],
      { policies: { DATA_TYPE: 'posix_collection_policies#1.1.0', sharing_groups_deny: [] } },
    ],
    [
      ['--posix-staging-sharing-group-allow', 'a', '--posix-staging-sharing-group-deny', 'b'],
      {
        policies: {
          DATA_TYPE: 'posix_staging_collection_policies#1.0.0',
          sharing_groups_allow: ['a'],
          sharing_groups_deny: ['b'],
        },
      },
    ],
    [
      ['--identity-id', ada, '--private', '--user-message', 'Hi'],
      { identity_id: adaId, public: false, user_message: 'Hi' },
    ],
  ])('%j', async (flags, more) => {
    expect((await run([...line, ...flags], [asked('POST', 'collections', result([mapped]), body(more))])).code).toBe(0);
  });
  test('no gateway, and several, are usage errors', async () => {
    const create = (...gateways: object[]) =>
      run(line.slice(0, 5), [asked('GET', 'storage_gateways', result(gateways))]);
    expect((await create()).stderr).toContain('The endpoint has no storage gateway.');
    const { code, stderr } = await create({ id: 'g1', display_name: 'disk' }, { id: 'g2', display_name: 'tape' });
    expect(code).toBe(2);
    expect(stderr).toBe(
      'The endpoint has several storage gateways: say which with --storage-gateway-id.\n\n  g1  disk\n  g2  tape\n',
    );
  });
  test('one of several gateways is meant by its name', async () => {
    const gateways = [
      { id: 'g1', display_name: 'disk' },
      { id: 'g2', display_name: 'tape' },
      { id: 'g3', display_name: 'tape' },
    ];
    const by = (name: string, ...then: ReturnType<typeof asked>[]) =>
      run(
        [...line.slice(0, 5), '--storage-gateway-id', name],
        [asked('GET', 'storage_gateways', result(gateways)), ...then],
      );
    const made = asked('POST', 'collections', result([mapped]), body({ storage_gateway_id: 'g1' }));
    expect((await by('disk', made)).code).toBe(0);
    expect((await by('cloud')).stderr).toContain("The endpoint has no storage gateway of the name 'cloud'.");
    expect((await by('tape')).stderr).toContain("The endpoint has several storage gateways of the name 'tape'.");
  });
});

describe('checking, verifying, handing over', () => {
  const trouble = { DATA_TYPE: 'check_result#1.0.0', id: guestId, message: 'The mapped collection is gone.' };
  const check = {
    exchanges: [asked('GET', 'collections/check', result([trouble]))],
    text: [
      ['Collection ID', 'Message'],
      [guestId, 'The mapped collection is gone.'],
    ],
    json: result([trouble]),
  };
  covers('checks all of an endpoint', { argv: ['gcs', 'collection', 'check', endpointId], ...check });
  covers('checks one', {
    ...check,
    argv: ['gcs', 'collection', 'check', guestId],
    exchanges: [asked('GET', `collections/${guestId}/check`, result([trouble]))],
  });
  const says = (words: readonly string[], method: string, path: string, body?: unknown) =>
    covers('says what the manager says', {
      argv: words,
      exchanges: [asked(method, path, done('As you wish'), body)],
      text: 'As you wish\n',
      json: done('As you wish'),
    });
  says(['gcs', 'collection', 'batch-delete', endpointId, guestId, mappedId], 'POST', 'collections/batch_delete', {
    DATA_TYPE: 'batch#1.0.0',
    ids: [guestId, mappedId],
  });
  says(
    ['gcs', 'collection', 'set-subscription-admin-verified', guestId, 'true'],
    'PUT',
    `collections/${guestId}/subscription_admin_verified`,
    {
      DATA_TYPE: 'subscription_admin_verified#1.0.0',
      subscription_admin_verified: true,
    },
  );
  says(['gcs', 'collection', 'set-owner', guestId, ada], 'PUT', `collections/${guestId}/owner`, {
    DATA_TYPE: 'collection_owner#1.0.0',
    identity_id: adaId,
  });
  says(['gcs', 'collection', 'set-owner-string', guestId, ada], 'PUT', `collections/${guestId}/owner_string`, {
    DATA_TYPE: 'owner_string#1.0.0',
    identity_id: adaId,
  });
  says(['gcs', 'collection', 'reset-owner-string', guestId], 'DELETE', `collections/${guestId}/owner_string`);
  says(['gcs', 'collection', 'domain', 'delete', mappedId], 'DELETE', `collections/${mappedId}/domain`);

  const domain = {
    DATA_TYPE: 'domain#1.0.0',
    domain_name: 'data.example.org',
    wildcard: true,
    certificate_chain_path: '/chain.pem',
  };
  covers('shows name and certificate', {
    argv: ['gcs', 'collection', 'domain', 'show', mappedId],
    exchanges: [asked('GET', `collections/${mappedId}/domain`, result([domain]))],
    text: 'Domain Name:            data.example.org\nWildcard:               True\nCertificate Path:       None\nCertificate Chain Path: /chain.pem\nPrivate Key Path:       None\n',
    json: domain,
  });
  covers('sends name and certificate', {
    argv: [
      'gcs',
      'collection',
      'domain',
      'update',
      mappedId,
      'data.example.org',
      '--wildcard',
      '--certificate-chain-path',
      '/chain.pem',
    ],
    exchanges: [
      asked('PUT', `collections/${mappedId}/domain`, result([domain], { message: 'Updated domain' }), domain),
    ],
    text: 'Updated domain\n',
    json: domain,
  });
});
