import { describe, expect, test } from 'vitest';
import { type Exchange, fakeApi } from '../../support/fake-api.js';
import { globus, usualLogins } from '../../support/globus.js';
import {
  ada,
  adaId,
  adaUrn,
  asked,
  covers,
  endpointId,
  groupId,
  guestId,
  known,
  logins,
  mappedId,
  personalId,
  result,
  roleId,
  run,
} from './server.js';

const endpoint = {
  DATA_TYPE: 'endpoint#1.2.0',
  id: endpointId,
  display_name: 'Beamline storage',
  allow_udt: false,
  keywords: ['x-ray', 'tape'],
  network_use: 'custom',
  max_concurrency: 8,
  preferred_concurrency: 4,
  max_parallelism: 16,
  preferred_parallelism: 2,
  public: true,
  subscription_id: null,
};
const page = `Endpoint ID:                  ${endpointId}
Display Name:                 Beamline storage
Allow UDT:                    False
Contact Email:                None
Contact Info:                 None
Department:                   None
Description:                  None
Earliest Last Access:         None
GCS Manager URL:              None
GridFTP Control Channel Port: None
Info Link:                    None
Keywords:                     x-ray, tape
Network Use:                  custom
Network Use (Concurrency):    custom (Preferred: 4, Max: 8)
Network Use (Parallelism):    custom (Preferred: 2, Max: 16)
Organization:                 None
Public:                       True
Subscription ID:              None
`;
const role = { DATA_TYPE: 'role#1.0.0', id: roleId, collection: null, principal: adaUrn, role: 'activity_monitor' };
const roleText = `ID:        ${roleId}
Role:      activity_monitor
Principal: ${ada}
`;
const group = { ...role, principal: `urn:globus:groups:id:${groupId}` };
const done = (message: string) => {
  const { data: _data, ...rest } = result([]);
  return { ...rest, message };
};

covers('shows the endpoint', {
  argv: ['gcs', 'endpoint', 'show', endpointId],
  exchanges: [asked('GET', 'endpoint', result([endpoint]))],
  text: page,
  json: endpoint,
});
covers('sends what changes', {
  argv: ['gcs', 'endpoint', 'update', endpointId, '--display-name', 'Beamline storage'],
  exchanges: [
    asked('PATCH', 'endpoint?include=endpoint', result([endpoint]), {
      DATA_TYPE: 'endpoint#1.0.0',
      display_name: 'Beamline storage',
    }),
  ],
  text: page,
  json: endpoint,
});
covers('takes DEFAULT in any case', {
  argv: ['gcs', 'endpoint', 'set-subscription-id', endpointId, 'default'],
  exchanges: [
    asked('PUT', 'endpoint/subscription_id', done('Updated Endpoint'), {
      DATA_TYPE: 'endpoint_subscription#1.0.0',
      subscription_id: 'DEFAULT',
    }),
  ],
  text: 'Updated Endpoint\n',
  json: done('Updated Endpoint'),
});
covers('names the new holder', {
  argv: ['gcs', 'endpoint', 'role', 'create', endpointId, 'activity_monitor', ada],
  exchanges: [asked('POST', 'roles', role, { DATA_TYPE: 'role#1.0.0', principal: adaUrn, role: 'activity_monitor' })],
  text: roleText,
  json: role,
});
covers('takes the role out of an envelope', {
  argv: ['gcs', 'endpoint', 'role', 'show', endpointId, roleId],
  exchanges: [asked('GET', `roles/${roleId}`, result([role]))],
  text: roleText,
  json: role,
});
covers('names people and groups', {
  argv: ['gcs', 'endpoint', 'role', 'list', endpointId],
  exchanges: [asked('GET', 'roles', result([role, group]))],
  text: [
    ['ID', 'Role', 'Principal'],
    [roleId, 'activity_monitor', ada],
    [roleId, 'activity_monitor', `Globus Group (${groupId})`],
  ],
  json: { DATA: [role, group] },
});
covers('says what the manager says', {
  argv: ['gcs', 'endpoint', 'role', 'delete', endpointId, roleId],
  exchanges: [asked('DELETE', `roles/${roleId}`, done('Deleted role'))],
  text: 'Deleted role\n',
  json: done('Deleted role'),
});

describe('what stands on the line', () => {
  const update = (...flags: string[]) => run(['gcs', 'endpoint', 'update', endpointId, ...flags]);
  const sends = async (flags: readonly string[], body: object) => {
    const { code } = await run(
      ['gcs', 'endpoint', 'update', endpointId, ...flags],
      [asked('PATCH', 'endpoint?include=endpoint', result([endpoint]), body)],
    );
    expect(code).toBe(0);
  };
  test('every flag is a key of the document', async () => {
    const words =
      '--allow-udt yes --contact-email a@b.c --contact-info Hall1 --department Physics --description D --info-link https://b.c --keywords a,b --organization Lab --private';
    await sends(words.split(' '), {
      DATA_TYPE: 'endpoint#1.0.0',
      allow_udt: true,
      contact_email: 'a@b.c',
      contact_info: 'Hall1',
      department: 'Physics',
      description: 'D',
      info_link: 'https://b.c',
      keywords: ['a', 'b'],
      organization: 'Lab',
      public: false,
    });
  });
  test('custom network use comes with its four numbers', async () => {
    await sends(
      '--network-use CUSTOM --max-concurrency 4 --max-parallelism 5 --preferred-concurrency 2 --preferred-parallelism 3'.split(
        ' ',
      ),
      {
        DATA_TYPE: 'endpoint#1.0.0',
        network_use: 'custom',
        max_concurrency: 4,
        max_parallelism: 5,
        preferred_concurrency: 2,
        preferred_parallelism: 3,
      },
    );
    const { code, stderr } = await update('--network-use', 'custom', '--max-concurrency', '4');
    expect(code).toBe(2);
    expect(stderr).toContain(
      '--network-use custom also needs --max-parallelism, --preferred-concurrency, --preferred-parallelism.',
    );
  });
  test('the port may be null, and wants the newer document', () =>
    sends(['--gridftp-control-channel-port', 'null'], {
      DATA_TYPE: 'endpoint#1.1.0',
      gridftp_control_channel_port: null,
    }));
  test('a number that would be sent as another one is refused', async () => {
    const { code, stderr } = await update('--gridftp-control-channel-port', '9007199254740993');
    expect(code).toBe(2);
    expect(stderr).toContain("'9007199254740993' is not a whole number or 'null'.");
  });
  test('nothing to change is a usage error', async () => {
    expect((await update()).code).toBe(2);
  });
  test('a subscription is a UUID, DEFAULT or null', async () => {
    const { code, stderr } = await run(['gcs', 'endpoint', 'set-subscription-id', endpointId, 'mine']);
    expect(code).toBe(2);
    expect(stderr).toContain("Invalid value for SUBSCRIPTION_ID: 'mine' is not a UUID, 'DEFAULT' or 'null'.");
  });
  test('all roles are asked for by a query', async () => {
    const { stdout } = await run(
      ['gcs', 'endpoint', 'role', 'list', endpointId, '--all-roles', '--jmespath', 'DATA[].id'],
      [asked('GET', 'roles?include=all_roles', result([role]))],
    );
    expect(JSON.parse(stdout)).toEqual([roleId]);
  });
  const create = (...words: string[]) => run(['gcs', 'endpoint', 'role', 'create', endpointId, ...words]);
  test('a principal fits its type', async () => {
    for (const [words, message] of [
      [['administrator', ada, '--principal-type', 'group'], `'${ada}' is not the id of a group.`],
      [
        ['administrator', adaUrn, '--principal-type', 'group'],
        `'${adaUrn}' is an identity, and --principal-type says group.`,
      ],
      [
        ['administrator', `urn:globus:groups:id:${groupId}`, '--principal-type', 'identity'],
        `'urn:globus:groups:id:${groupId}' is a group, and --principal-type says identity.`,
      ],
      [['administrator', 'urn:globus:groups:id:x'], "'urn:globus:groups:id:x' does not end in a valid UUID."],
      [
        ['administrator', 'nobody@example.org'],
        "Nobody has the username 'nobody@example.org'.\n\nCheck how it is spelled. People who have never logged in to Globus may have no identity yet.",
      ],
    ] as const) {
      expect(await create(...words)).toEqual({ code: 2, stdout: '', stderr: `${message}\n` });
    }
  });
});

describe('the wrong kind of thing', () => {
  test('a collection where an endpoint is wanted names the command with its endpoint', async () => {
    for (const id of [mappedId, guestId]) {
      const { code, stderr } = await run(['gcs', 'endpoint', 'show', id]);
      expect(code).toBe(3);
      expect(stderr).toBe(
        `${id} is ${id === mappedId ? 'a mapped' : 'a guest'} collection, not a Globus Connect Server endpoint.\n\nRun instead:\n\n  globus gcs endpoint show ${endpointId}\n`,
      );
    }
  });
  describe('and a person at a terminal only looks', () => {
    const look = (words: readonly string[], more: readonly Exchange[]) =>
      globus(words, {
        api: fakeApi([...known, ...more], { lenientReads: true }),
        logins,
        terminal: { columns: 80 },
        env: { NO_COLOR: '1' },
      });
    test.each([mappedId, guestId])('is shown the endpoint of the collection %s', async (id) => {
      const shown = await look(['gcs', 'endpoint', 'show', id], [asked('GET', 'endpoint', result([endpoint]))]);
      expect(shown).toMatchObject({ code: 0, stderr: '' });
      expect(shown.stdout).toContain('Beamline storage');
      const roles = await look(['gcs', 'endpoint', 'role', 'list', id], [asked('GET', 'roles', result([role]))]);
      expect(roles).toMatchObject({ code: 0, stderr: '' });
      expect(roles.stdout).toContain(ada);
    });
    test.each([
      [endpointId, 'GCSv5_endpoint  server'],
      [personalId, 'GCP_mapped_collection  personal'],
    ])('is shown what is no collection of a server: %s', async (id, first) => {
      for (const more of [[], ['--include-private-policies'], ['-v']]) {
        const shown = await look(['gcs', 'collection', 'show', id, ...more], []);
        expect(shown).toMatchObject({ code: 0 });
        expect(shown.stdout).toContain(first);
      }
    });
    test('is not let into what changes something', async () => {
      const { code, stderr } = await look(['gcs', 'endpoint', 'update', mappedId, '--organization', 'x'], []);
      expect(code).toBe(3);
      expect(stderr).toContain(`Run instead:\n\n  globus gcs endpoint update ${endpointId}\n`);
    });
  });
  test('Globus Connect Personal has no manager', async () => {
    const { code, stderr } = await run(['gcs', 'endpoint', 'role', 'list', personalId, '-F', 'json']);
    expect(code).toBe(3);
    expect(JSON.parse(stderr)).toMatchObject({
      error: 'WrongTypeError',
      exit_code: 3,
      found: 'GCP_mapped_collection',
      hint: `Run instead:\n\n  globus endpoint show ${personalId}`,
    });
  });
});

test('without a login to the endpoint, the exact command is named', async () => {
  const api = fakeApi(known, { lenientReads: true });
  const { code, stdout, stderr } = await globus(['gcs', 'endpoint', 'show', endpointId], { api, logins: usualLogins });
  expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
  expect(stderr).toContain(`globus login --gcs ${endpointId}\n`);
});

test('a missing login is told before anybody is looked up', async () => {
  const api = fakeApi(known.slice(0, 1));
  const { code } = await globus(['gcs', 'endpoint', 'role', 'create', endpointId, 'administrator', ada], { api });
  expect(code).toBe(4);
});

test('a manager without an address is named', async () => {
  const api = fakeApi([
    { ...known[0]!, response: { id: endpointId, entity_type: 'GCSv5_endpoint', gcs_manager_url: null } },
  ]);
  const { code, stderr } = await globus(['gcs', 'endpoint', 'show', endpointId], { api });
  expect(code).toBe(1);
  expect(stderr).toBe(
    `The address of the GCS Manager of ${endpointId} is missing or malformed.\n\nIs it on Globus Connect Server v5? Check with: globus endpoint show ${endpointId}\n`,
  );
});

describe('owner and domain', () => {
  const domain = {
    DATA_TYPE: 'domain#1.0.0',
    domain_name: 'data.example.org',
    wildcard: false,
    certificate_path: '/c.pem',
    private_key_path: '/k.pem',
  };
  covers('hands it over', {
    argv: ['gcs', 'endpoint', 'set-owner', endpointId, ada],
    exchanges: [
      asked('PUT', 'endpoint/owner', done('Updated owner'), { DATA_TYPE: 'endpoint_owner#1.0.0', identity_id: adaId }),
    ],
    text: 'Updated owner\n',
    json: done('Updated owner'),
  });
  covers('advertises an identity', {
    argv: ['gcs', 'endpoint', 'set-owner-string', endpointId, adaId],
    exchanges: [
      asked('PUT', 'endpoint/owner_string', done('Updated owner string'), {
        DATA_TYPE: 'owner_string#1.0.0',
        identity_id: adaId,
      }),
    ],
    text: 'Updated owner string\n',
    json: done('Updated owner string'),
  });
  covers('goes back to the client', {
    argv: ['gcs', 'endpoint', 'reset-owner-string', endpointId],
    exchanges: [asked('DELETE', 'endpoint/owner_string', done('Reset owner string'))],
    text: 'Reset owner string\n',
    json: done('Reset owner string'),
  });
  covers('shows name and certificate', {
    argv: ['gcs', 'endpoint', 'domain', 'show', endpointId],
    exchanges: [asked('GET', 'endpoint/domain', result([domain]))],
    text: `Domain Name:            data.example.org
Wildcard:               False
Certificate Path:       /c.pem
Certificate Chain Path: None
Private Key Path:       /k.pem
`,
    json: domain,
  });
  covers('sends name and certificate', {
    argv: [
      'gcs',
      'endpoint',
      'domain',
      'update',
      endpointId,
      'data.example.org',
      '--certificate-path',
      '/c.pem',
      '--private-key-path',
      '/k.pem',
    ],
    exchanges: [asked('PUT', 'endpoint/domain', result([domain], { message: 'Updated domain' }), domain)],
    text: 'Updated domain\n',
    json: domain,
  });
  covers('removes the name', {
    argv: ['gcs', 'endpoint', 'domain', 'delete', endpointId],
    exchanges: [asked('DELETE', 'endpoint/domain', done('Deleted domain'))],
    text: 'Deleted domain\n',
    json: done('Deleted domain'),
  });
});
