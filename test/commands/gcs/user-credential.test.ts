import { describe, expect, test } from 'vitest';
import {
  ada,
  adaId,
  asked,
  covers,
  credentialId,
  endpointId,
  gatewayId,
  mappedId,
  posixId,
  result,
  run,
} from './server.js';

const credential = {
  DATA_TYPE: 'user_credential#1.0.0',
  id: credentialId,
  display_name: 'mine',
  identity_id: adaId,
  username: 'ada',
  connector_id: posixId,
  storage_gateway_id: gatewayId,
  invalid: false,
  provisioned: true,
  policies: { DATA_TYPE: 'posix_user_credential_policies#1.0.0' },
};
const done = (message: string) => {
  const { data: _data, ...rest } = result([]);
  return { ...rest, message };
};
const body = (more: object) => ({
  DATA_TYPE: 'user_credential#1.0.0',
  storage_gateway_id: gatewayId,
  identity_id: adaId,
  username: 'ada',
  ...more,
});
const s3 = { DATA_TYPE: 's3_user_credential_policies#1.0.0', s3_key_id: 'K', s3_secret_key: 'S' };

covers('lists those of a gateway', {
  argv: ['gcs', 'user-credential', 'list', endpointId, '--storage-gateway', gatewayId],
  exchanges: [asked('GET', `user_credentials?storage_gateway=${gatewayId}`, result([credential]))],
  text: [
    ['ID', 'Display Name', 'Globus Identity', 'Local Username', 'Invalid'],
    [credentialId, 'mine', ada, 'ada', 'False'],
  ],
  json: result([credential]),
});
covers('shows what there is', {
  argv: ['gcs', 'user-credential', 'show', endpointId, credentialId],
  exchanges: [asked('GET', `user_credentials/${credentialId}`, result([credential]))],
  text: `ID:              ${credentialId}
Display Name:    mine
Globus Identity: ${ada}
Local Username:  ada
Connector:       POSIX
Invalid:         False
Provisioned:     True
Policies:        {"DATA_TYPE": "posix_user_credential_policies#1.0.0"}
`,
  json: credential,
});
covers('is the same under endpoint', {
  argv: ['endpoint', 'user-credential', 'delete', endpointId, credentialId],
  exchanges: [asked('DELETE', `user_credentials/${credentialId}`, done('Deleted'))],
  text: 'Deleted\n',
  json: done('Deleted'),
});
const changes = (what: string, argv: readonly string[], method: string, path: string, sent: object) =>
  covers(what, {
    argv,
    exchanges: [asked(method, path, result([credential], { message: 'Done' }), sent)],
    text: 'Done\n',
    json: credential,
  });

changes(
  'looks the username up',
  ['gcs', 'user-credential', 'create', 'posix', endpointId, gatewayId, ada, 'ada', '--display-name', 'mine'],
  'POST',
  'user_credentials',
  body({
    display_name: 'mine',
    policies: { DATA_TYPE: 'posix_user_credential_policies#1.0.0' },
  }),
);
changes(
  'sends the keys',
  ['gcs', 'user-credential', 'create', 's3', endpointId, gatewayId, adaId, 'ada', 'K', 'S'],
  'POST',
  'user_credentials',
  body({ policies: s3 }),
);
changes(
  'sends the document as it is',
  ['gcs', 'user-credential', 'create', 'from-json', endpointId, '{"username": "ada"}'],
  'POST',
  'user_credentials',
  { username: 'ada' },
);
changes(
  'sends the changes as they are',
  ['gcs', 'user-credential', 'update', 'from-json', endpointId, credentialId, '{"username": "ada"}'],
  'PATCH',
  `user_credentials/${credentialId}`,
  { username: 'ada' },
);
changes(
  'changes the account',
  ['gcs', 'user-credential', 'update', 'posix', endpointId, credentialId, '--local-username', 'ada2'],
  'PATCH',
  `user_credentials/${credentialId}`,
  {
    DATA_TYPE: 'user_credential#1.0.0',
    username: 'ada2',
  },
);
changes(
  'changes the keys',
  [
    'gcs',
    'user-credential',
    'update',
    's3',
    endpointId,
    credentialId,
    '--s3-key-id',
    'K',
    '--s3-secret-key',
    'S',
    '--display-name',
    'new',
  ],
  'PATCH',
  `user_credentials/${credentialId}`,
  {
    DATA_TYPE: 'user_credential#1.0.0',
    display_name: 'new',
    policies: s3,
  },
);

describe('what stands on the line', () => {
  test('an account that pays for its requests has the newer policies', async () => {
    const policies = { ...s3, DATA_TYPE: 's3_user_credential_policies#1.1.0', s3_requester_pays: true };
    const sent = asked('POST', 'user_credentials', result([credential], { message: 'Done' }), body({ policies }));
    expect(
      (
        await run(
          [
            'gcs',
            'user-credential',
            'create',
            's3',
            endpointId,
            gatewayId,
            adaId,
            'ada',
            'K',
            'S',
            '--s3-requester-pays',
          ],
          [sent],
        )
      ).stdout,
    ).toBe('Done\n');
  });
  test.each([
    [
      ['create', 'from-json', endpointId, '["a"]'],
      'Invalid value for USER_CREDENTIAL_JSON: expected a JSON object ({...}).',
    ],
    [
      ['create', 'posix', endpointId, gatewayId, 'nobody@example.org', 'x'],
      "Nobody has the username 'nobody@example.org'.",
    ],
    [['update', 'posix', endpointId, credentialId], 'Give one of --local-username or --display-name.'],
    [['update', 's3', endpointId, credentialId, '--s3-key-id', 'K'], '--s3-key-id also needs --s3-secret-key.'],
  ])('%j is a usage error', async (words, message) => {
    const { code, stderr } = await run(['gcs', 'user-credential', ...words]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
  test('a collection is the wrong kind of thing, with the right line', async () => {
    const { code, stderr } = await run(['gcs', 'user-credential', 'list', mappedId]);
    expect(code).toBe(3);
    expect(stderr).toContain(`Run instead:\n\n  globus gcs user-credential list ${endpointId}\n`);
  });
});
