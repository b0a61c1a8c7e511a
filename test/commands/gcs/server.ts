/** An endpoint of Globus Connect Server with its collections, as Transfer and the manager know them. */
import { describe, expect, test } from 'vitest';
import { type Exchange, fakeApi } from '../../support/fake-api.js';
import { globus, type Result, usualLogins } from '../../support/globus.js';

export const endpointId = 'cf37806c-572c-47ff-88e2-511c646ef1a4';
export const mappedId = '1405823f-0597-4a16-b296-46d4f0ae4b15';
export const guestId = '0e4a77f8-b778-4d5c-abaa-e1254e71427f';
export const personalId = '06e2c959-d311-4bab-b2ea-25ad77d9fc12';
export const gatewayId = '6ebdbaa3-9c60-4637-9d26-1bcfa3921f6b';
export const credentialId = 'af43d884-64a1-4414-897a-680c32374439';
export const roleId = '0174edd0-998c-4147-a123-99ea38068145';
export const nodeId = '3c0b6b0e-4f3a-4f7e-9f0a-1f0b8a2f6d11';
export const policyId = '5f1d9a70-8c22-4a53-8a38-2d9c1b7e4a02';
export const adaId = 'e926d510-cb98-11e5-a6ac-0b0216052512';
export const ada = 'ada@example.org';
export const groupId = '449718d5-32b2-48ba-bd46-e045deab5430';
export const adaUrn = `urn:globus:auth:identity:${adaId}`;
export const posixId = '145812c8-decc-41f1-83cf-bb2a85a2a70b';

export const managerUrl = 'https://abc.xyz.data.globus.org/api';
export const transferUrl = 'https://transfer.api.globus.org/v0.10';
export const authUrl = 'https://auth.globus.org/v2/api';

const entity = (
  id: string,
  type: string,
  gcs_manager_url: string | null = 'https://abc.xyz.data.globus.org',
): Exchange => ({
  method: 'GET',
  url: `${transferUrl}/endpoint/${id}`,
  response: { id, display_name: type, entity_type: type, gcs_manager_url, owner_id: endpointId, high_assurance: false },
});
/** What Transfer says of the ids above, and Auth of the people. */
export const known: readonly Exchange[] = [
  entity(endpointId, 'GCSv5_endpoint'),
  entity(mappedId, 'GCSv5_mapped_collection'),
  entity(guestId, 'GCSv5_guest_collection'),
  entity(personalId, 'GCP_mapped_collection', null),
  {
    method: 'GET',
    url: `${authUrl}/identities?ids=${adaId}`,
    response: { identities: [{ id: adaId, username: ada }] },
  },
  {
    method: 'GET',
    url: `${authUrl}/identities?usernames=${ada}&provision=false`,
    response: { identities: [{ id: adaId, username: ada }] },
  },
  {
    method: 'GET',
    url: `${authUrl}/identities?usernames=nobody@example.org&provision=false`,
    response: { identities: [] },
  },
];

export const logins = { ...usualLogins, [endpointId]: `urn:globus:auth:scope:${endpointId}:manage_collections` };

/** The manager's envelope. */
export const result = (data: readonly unknown[], more: object = {}) => ({
  DATA_TYPE: 'result#1.0.0',
  code: 'success',
  detail: 'success',
  has_next_page: false,
  http_response_code: 200,
  data,
  ...more,
});
export const asked = (method: string, path: string, response: unknown, body?: unknown): Exchange => ({
  method,
  url: `${managerUrl}/${path}`,
  response,
  ...(body !== undefined && { body }),
});

/** Runs a line against this server; reading exchanges may stay unused, changing ones may not. */
export const run = (argv: readonly string[], exchanges: readonly Exchange[] = []): Promise<Result> =>
  globus(argv, { api: fakeApi([...known, ...exchanges], { lenientReads: true }), logins });

/** The cells of a table, line by line, without the rule under its heading. */
export const cells = (text: string) =>
  text
    .split('\n')
    .filter((line, i) => i !== 1 && line !== '')
    .map((line) => line.split(' | ').map((cell) => cell.trim()));

interface Covered {
  readonly argv: readonly string[];
  /** What the manager is asked, the command's own request last. */
  readonly exchanges: readonly Exchange[];
  /** The whole of stdout; or the cells of the table that it is. */
  readonly text: string | readonly (readonly string[])[];
  readonly json: unknown;
}

/** The three tests of a command: its text, its JSON, and the manager's refusal. */
export function covers(what: string, { argv, exchanges, text, json }: Covered): void {
  describe(`${argv.slice(0, 4).join(' ')}: ${what}`, () => {
    test('as text', async () => {
      const { code, stdout, stderr } = await run(argv, exchanges);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      if (typeof text === 'string') expect(stdout).toBe(text);
      else expect(cells(stdout)).toEqual(text);
    });
    test('as JSON', async () => {
      const { stdout } = await run([...argv, '-F', 'json'], exchanges);
      expect(JSON.parse(stdout)).toEqual(json);
    });
    test('ends with the words of the manager when it says no', async () => {
      const refusal = {
        DATA_TYPE: 'result#1.0.0',
        code: 'permission_denied',
        detail: null,
        http_response_code: 403,
        message: 'You lack a role for this.',
      };
      const last = exchanges.at(-1) as Exchange;
      const refused = await run(argv, [...exchanges.slice(0, -1), { ...last, status: 403, response: refusal }]);
      expect(refused).toEqual({
        code: 1,
        stdout: '',
        stderr: 'GCS Manager: You lack a role for this. [permission_denied]\n',
      });
    });
  });
}
