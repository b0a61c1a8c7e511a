import { describe, expect, test } from 'vitest';
import { fakeApi } from '../../support/fake-api.js';
import { globus, userId } from '../../support/globus.js';
import {
  ada,
  adaId,
  adaUrn,
  asked,
  authUrl,
  covers,
  credentialId,
  endpointId,
  gatewayId,
  guestId,
  known,
  logins,
  mappedId,
  personalId,
  posixId,
  result,
  roleId,
  run,
} from './server.js';

const mapped = {
  DATA_TYPE: 'collection#1.9.0',
  id: mappedId,
  collection_type: 'mapped',
  display_name: 'Projects',
  identity_id: adaId,
  storage_gateway_id: gatewayId,
  connector_id: posixId,
  allow_guest_collections: true,
  https_url: null,
  public: true,
  keywords: ['x-ray', 'tape'],
  policies: { DATA_TYPE: 'posix_collection_policies#1.1.0', sharing_groups_allow: ['staff'] },
  root_path: '/',
  sharing_restrict_paths: { DATA_TYPE: 'path_restrictions#1.0.0', none: ['/'] },
  sharing_users_deny: [],
};
const mappedText = `Display Name:            Projects
Owner:                   ${ada}
ID:                      ${mappedId}
Collection Type:         mapped
Storage Gateway ID:      ${gatewayId}
Connector:               POSIX
Allow Guest Collections: True
Public:                  True
Keywords:                ['x-ray', 'tape']
`;
const guest = {
  DATA_TYPE: 'collection#1.0.0',
  id: guestId,
  collection_type: 'guest',
  display_name: 'Shared',
  identity_id: adaId,
  mapped_collection_id: mappedId,
  public: false,
};
const done = (message?: string) => {
  const { data: _data, ...rest } = result([]);
  return { ...rest, ...(message !== undefined && { message }) };
};

covers('shows what there is', {
  argv: ['gcs', 'collection', 'show', mappedId],
  exchanges: [asked('GET', `collections/${mappedId}`, result([mapped]))],
  text: mappedText,
  json: mapped,
});
covers('is the same under its other name', {
  argv: ['collection', 'show', mappedId],
  exchanges: [asked('GET', `collections/${mappedId}`, result([mapped]))],
  text: mappedText,
  json: mapped,
});
covers('shows the private policies where they are asked for', {
  argv: ['gcs', 'collection', 'show', mappedId, '--include-private-policies'],
  exchanges: [
    asked('GET', `collections/${mappedId}?include=private_policies`, result([{ DATA_TYPE: 'note#1.0.0' }, mapped])),
  ],
  text: `Display Name:                 Projects
Owner:                        ${ada}
ID:                           ${mappedId}
Collection Type:              mapped
Storage Gateway ID:           ${gatewayId}
Connector:                    POSIX
Allow Guest Collections:      True
Public:                       True
Keywords:                     ['x-ray', 'tape']
Root Path:                    /
Sharing Path Restrictions:    {"DATA_TYPE": "path_restrictions#1.0.0", "none": ["/"]}
Sharing Denied Users:         ${''}
Sharing Allowed POSIX Groups: staff
`,
  json: mapped,
});
covers('lists a page at a time', {
  argv: [
    'gcs',
    'collection',
    'list',
    endpointId,
    '--filter',
    'guest_Collections',
    '--filter',
    'MANAGED-by-me',
    '--mapped-collection-id',
    mappedId,
    '--include-private-policies',
    '--storage-gateway-id',
    gatewayId,
  ],
  exchanges: [
    asked(
      'GET',
      `collections?filter=guest_collections,managed_by_me&mapped_collection_id=${mappedId}&storage_gateway_id=${gatewayId}&include=private_policies&marker=m`,
      result([guest]),
    ),
    asked(
      'GET',
      `collections?filter=guest_collections,managed_by_me&mapped_collection_id=${mappedId}&storage_gateway_id=${gatewayId}&include=private_policies`,
      result([mapped], { has_next_page: true, marker: 'm' }),
    ),
  ],
  text: [
    ['ID', 'Display Name', 'Owner', 'Collection Type', 'Storage Gateway ID'],
    [mappedId, 'Projects', ada, 'mapped', gatewayId],
    [guestId, 'Shared', ada, 'guest', 'None'],
  ],
  json: { DATA: [mapped, guest] },
});
covers('deletes it', {
  argv: ['gcs', 'collection', 'delete', guestId],
  exchanges: [asked('DELETE', `collections/${guestId}`, result([]))],
  text: 'success\n',
  json: result([]),
});
covers('tells the code, and shows the collection as JSON', {
  argv: ['gcs', 'collection', 'update', mappedId, '--description', 'D'],
  exchanges: [
    asked('PATCH', `collections/${mappedId}`, result([mapped]), {
      collection_type: 'mapped',
      DATA_TYPE: 'collection#1.0.0',
      description: 'D',
    }),
  ],
  text: 'code: success\n',
  json: mapped,
});
covers('makes a mapped collection on the one gateway', {
  argv: [
    'gcs',
    'collection',
    'create',
    'mapped',
    endpointId,
    'Projects',
    '--base-path',
    '/projects',
    '--posix-sharing-group-allow',
    'staff',
  ],
  exchanges: [
    asked('GET', 'storage_gateways', result([{ id: gatewayId, display_name: 'disk' }])),
    asked('POST', 'collections', result([mapped]), {
      collection_type: 'mapped',
      DATA_TYPE: 'collection#1.2.0',
      collection_base_path: '/projects',
      display_name: 'Projects',
      identity_id: userId,
      public: true,
      storage_gateway_id: gatewayId,
      sharing_users_allow: [],
      sharing_users_deny: [],
      policies: { DATA_TYPE: 'posix_collection_policies#1.1.0', sharing_groups_allow: ['staff'] },
    }),
  ],
  text: mappedText,
  json: mapped,
});

describe('collection create guest', () => {
  test('shares no whole home folder for an empty variable', async () => {
    const line = ['gcs', 'collection', 'create', 'guest', mappedId, '', 'For reviewers'];
    expect(await globus(line)).toMatchObject({ code: 2, stdout: '' });
  });
  const scope = `urn:globus:auth:scope:${endpointId}:manage_collections`;
  const consents = (...found: object[]) => ({
    method: 'GET',
    url: `${authUrl}/identities/${userId}/consents?all=False`,
    response: { consents: found },
  });
  const outer = { id: 1, scope_name: scope, dependency_path: [1] };
  const inner = {
    id: 2,
    scope_name: `https://auth.globus.org/scopes/${mappedId}/data_access`,
    dependency_path: [1, 2],
  };
  const credential = (id: string, username: string, owner = userId) => ({
    DATA_TYPE: 'user_credential#1.0.0',
    id,
    identity_id: owner,
    username,
  });
  const credentials = (...found: object[]) => [
    asked('GET', `collections/${mappedId}`, result([mapped])),
    asked('GET', `user_credentials?storage_gateway=${gatewayId}`, result(found)),
  ];
  const body = (more: object = {}) => ({
    collection_type: 'guest',
    DATA_TYPE: 'collection#1.0.0',
    collection_base_path: '/~/shared',
    display_name: 'Shared',
    identity_id: userId,
    public: true,
    mapped_collection_id: mappedId,
    user_credential_id: credentialId,
    ...more,
  });
  const line = ['collection', 'create', 'guest', mappedId, '/~/shared', 'Shared'];

  covers('shares a folder', {
    argv: ['gcs', 'collection', 'create', 'guest', mappedId, '/~/shared', 'Shared', '--local-username', 'me'],
    exchanges: [
      consents(outer, inner),
      ...credentials(credential(credentialId, 'me'), credential(roleId, 'me', adaId), credential(roleId, 'other')),
      asked('POST', 'collections', result([guest]), body()),
    ],
    text: `Display Name:         Shared
Owner:                ${ada}
ID:                   ${guestId}
Collection Type:      guest
Mapped Collection ID: ${mappedId}
Public:               False
`,
    json: guest,
  });
  test.each([
    [
      'The storage has no such folder to begin at: not found (open)',
      'There is no folder /~/shared on the mapped collection.\n\nMake it first:  globus mkdir',
    ],
    ['collection_base_path /~/shared does not exist', 'There is no folder /~/shared on the mapped collection.'],
    ['sharing is restricted here', 'GCS Manager: sharing is restricted here [bad_request]'],
  ])('a folder that is not there is told as that: %s', async (message, told) => {
    const refused = { status: 400, response: { ...result([]), code: 'bad_request', http_response_code: 400, message } };
    const { code, stderr } = await run(
      [...line, '--user-credential-id', credentialId],
      [consents(outer, inner), { ...asked('POST', 'collections', {}, body()), ...refused }],
    );
    expect(code).toBe(1);
    expect(stderr).toContain(told);
  });
  test('a credential that is named is not looked for, and an owner may be named', async () => {
    const flags = [
      '--user-credential-id',
      credentialId,
      '--identity-id',
      ada,
      '--private',
      '--activity-notifications',
      'source,failed',
      '--verify',
      'force',
      '--disable-https',
    ];
    const sent = body({
      DATA_TYPE: 'collection#1.14.0',
      identity_id: adaId,
      public: false,
      enable_https: false,
      force_verify: true,
      disable_verify: false,
      activity_notification_policy: { status: ['failed'], transfer_use: ['source'] },
    });
    expect(
      (await run([...line, ...flags], [consents(outer, inner), asked('POST', 'collections', result([guest]), sent)]))
        .code,
    ).toBe(0);
  });
  test('without the consent, the exact login is named', async () => {
    for (const found of [[outer], [inner], [{ ...inner, dependency_path: [2] }, outer]]) {
      const { code, stderr } = await run([...line, '-F', 'json'], [consents(...found)]);
      expect(code).toBe(4);
      expect(JSON.parse(stderr)).toMatchObject({
        command: `globus login --gcs ${endpointId}:${mappedId}`,
        authorization_parameters: {
          required_scopes: [`${scope}[https://auth.globus.org/scopes/${mappedId}/data_access]`],
        },
      });
    }
  });
  test('without a login to the endpoint, login and consent are one command, and nothing else is asked', async () => {
    const api = fakeApi(known.filter((each) => each.url.endsWith(mappedId)));
    const { code, stderr } = await globus(line, { api });
    expect(code).toBe(4);
    expect(stderr).toContain(`globus login --gcs ${endpointId}:${mappedId}\n`);
  });
  test.each([
    [
      '7643e831-5f6c-4b47-a07f-8ee90f401d23',
      `s3 ${endpointId} ${gatewayId} ${userId} LOCAL_USERNAME S3_KEY_ID S3_SECRET_KEY`,
    ],
    ['28ef55da-1f97-11eb-bdfd-12704e0d6a4d', `from-json ${endpointId} USER_CREDENTIAL_JSON`],
  ])('the storage %s has a command of its own for credentials', async (connector_id, words) => {
    const [, empty] = credentials();
    const { stderr } = await run(line, [
      consents(outer, inner),
      asked('GET', `collections/${mappedId}`, result([{ ...mapped, connector_id }])),
      ...(empty ? [empty] : []),
    ]);
    expect(stderr).toContain(`  globus gcs user-credential create ${words}\n`);
  });
  test('without a credential, the command that makes one is named', async () => {
    const { code, stderr } = await run(line, [consents(outer, inner), ...credentials(credential(roleId, 'me', adaId))]);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `There is no user credential for this storage.\n\nMake one, then try again:\n\n  globus gcs user-credential create posix ${endpointId} ${gatewayId} ${userId} LOCAL_USERNAME\n`,
    );
  });
  test('of several credentials one has to be named', async () => {
    const { code, stderr } = await run(line, [
      consents(outer, inner),
      ...credentials(credential(credentialId, 'me'), credential(roleId, 'you')),
    ]);
    expect(code).toBe(1);
    expect(stderr).toBe(
      `There are several user credentials for this storage.\n\nSay which with --local-username or --user-credential-id:\n  ${credentialId}  me\n  ${roleId}  you\n`,
    );
  });
  test('high assurance wants a fresh login, not a consent', async () => {
    const strict = known.map((each) =>
      each.url.endsWith(mappedId)
        ? { ...each, response: { ...(each.response as object), high_assurance: true } }
        : each,
    );
    const refusal = {
      DATA_TYPE: 'result#1.0.0',
      code: 'permission_denied',
      http_response_code: 403,
      message: 'You must reauthenticate.',
      detail: {
        DATA_TYPE: 'authentication_timeout#1.1.0',
        high_assurance: true,
        identities: [userId],
        require_mfa: true,
      },
    };
    const api = fakeApi([...strict, { ...asked('POST', 'collections', refusal, body()), status: 403 }]);
    const { code, stderr } = await globus([...line, '--user-credential-id', credentialId], {
      api: { ...api, verify: () => undefined },
      logins,
    });
    expect(code).toBe(4);
    expect(stderr).toBe(
      `You must reauthenticate. [permission_denied]\n\nRun\n\n  globus session update ${userId} --mfa\n\nto continue.\n`,
    );
  });
  test('only a mapped collection has guests', async () => {
    for (const [id, command] of [
      [guestId, `globus gcs collection show ${guestId}`],
      [endpointId, `globus gcs collection list ${endpointId} --filter mapped-collections`],
      [personalId, `globus gcp create guest ${personalId}`],
    ] as const) {
      const { code, stderr } = await run(['collection', 'create', 'guest', id, '/', 'Shared']);
      expect(code).toBe(3);
      expect(stderr).toContain(`Run instead:\n\n  ${command}\n`);
    }
  });
});

describe('collection role', () => {
  const role = { DATA_TYPE: 'role#1.0.0', id: roleId, collection: mappedId, principal: adaUrn, role: 'access_manager' };
  const text = `ID:        ${roleId}\nRole:      access_manager\nPrincipal: ${ada}\n`;
  covers('gives a role', {
    argv: ['gcs', 'collection', 'role', 'create', mappedId, 'access_manager', adaId],
    exchanges: [
      asked('POST', 'roles', result([role]), {
        DATA_TYPE: 'role#1.0.0',
        collection: mappedId,
        principal: adaUrn,
        role: 'access_manager',
      }),
    ],
    text,
    json: role,
  });
  covers('shows a role', {
    argv: ['gcs', 'collection', 'role', 'show', mappedId, roleId],
    exchanges: [asked('GET', `roles/${roleId}`, role)],
    text,
    json: role,
  });
  covers('lists roles one below the other', {
    argv: ['gcs', 'collection', 'role', 'list', mappedId, '--all-roles'],
    exchanges: [asked('GET', `roles?collection_id=${mappedId}&include=all_roles`, result([role, role]))],
    text: `${text}\n${text}`,
    json: result([role, role]),
  });
  covers('takes a role away', {
    argv: ['gcs', 'collection', 'role', 'delete', mappedId, roleId],
    exchanges: [asked('DELETE', `roles/${roleId}`, done('Deleted'))],
    text: 'success\n',
    json: done('Deleted'),
  });
});
