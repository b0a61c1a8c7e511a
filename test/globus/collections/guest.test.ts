import { describe, expect, test } from 'vitest';
import { gatewayId } from '../../../src/globus/collections/gateways.js';
import { demandDataAccess, ownCredential } from '../../../src/globus/collections/guest.js';

const mapped = { collectionId: 'COLLECTION', endpointId: 'ENDPOINT' };
async function* rowsOf(rows: readonly object[]): AsyncGenerator<never> {
  for (const row of rows) yield (await Promise.resolve(row)) as never;
}

describe('the consent to reach the data', () => {
  const manage = 'urn:globus:auth:scope:ENDPOINT:manage_collections';
  const data = 'https://auth.globus.org/scopes/COLLECTION/data_access';
  const outer = { id: 1, scope_name: manage, dependency_path: [1] };
  const inner = { id: 2, scope_name: data, dependency_path: [1, 2] };
  const elsewhere = { id: 4, scope_name: data, dependency_path: [3, 4] };
  const ask = async (mode: string, loggedInTo: readonly string[], consents: readonly object[]) => {
    const asked: unknown[] = [];
    const session = {
      status: () =>
        Promise.resolve({
          mode,
          identity_id: 'ME',
          services: loggedInTo.map((resource_server) => ({ resource_server })),
        }),
      require: (...demand: unknown[]) => Promise.resolve(void asked.push(demand)),
    };
    const auth = {
      getConsents: (id: string) => {
        asked.push(id);
        return Promise.resolve({ consents });
      },
    };
    await demandDataAccess(mapped, { auth, session } as never);
    return asked;
  };
  const demand = [
    { required_scopes: [`${manage}[${data}]`] },
    'Making a guest collection needs your consent to reach the data of the mapped collection.',
    'globus login --gcs ENDPOINT:COLLECTION',
  ];
  test('is not asked for where it was given below the login to the endpoint', async () => {
    expect(await ask('login', ['ENDPOINT'], [outer, inner])).toEqual(['ME']);
  });
  test('is demanded where it was given to another service only', async () => {
    expect(await ask('login', ['ENDPOINT'], [outer, elsewhere])).toEqual(['ME', demand]);
  });
  test('without a login to the endpoint, it is demanded with no question to Auth', async () => {
    expect(await ask('login', [], [outer, inner])).toEqual([demand]);
  });
  test('tokens from elsewhere may have it: Auth is asked', async () => {
    expect(await ask('access_tokens', [], [outer, inner])).toEqual(['ME']);
  });
});

describe('the user credential of somebody', () => {
  const credential = (id: string, identity_id: string, username: string) => ({ id, identity_id, username });
  const find = (
    rows: readonly object[],
    localUsername?: string,
    connector_id = '145812c8-decc-41f1-83cf-bb2a85a2a70b',
  ) =>
    ownCredential(
      mapped,
      { identityId: 'ADA', localUsername },
      {
        getCollection: () =>
          Promise.resolve({ DATA_TYPE: 'collection#1.0.0', storage_gateway_id: 'GATEWAY', connector_id } as never),
        listUserCredentials: (query) => rowsOf(query['storage_gateway'] === 'GATEWAY' ? rows : []),
      },
    );
  const rows = [credential('1', 'ADA', 'ada'), credential('2', 'BOB', 'bob'), credential('3', 'ADA', 'lab')];
  test('is the only one, or that of the local account', async () => {
    expect(await find(rows.slice(0, 2))).toBe('1');
    expect(await find(rows, 'lab')).toBe('3');
  });
  test('several have to be told apart', async () => {
    await expect(find(rows)).rejects.toMatchObject({
      message: 'There are several user credentials for this storage.',
      hint: 'Say which with --local-username or --user-credential-id:\n  1  ada\n  3  lab',
    });
  });
  test.each([
    ['145812c8-decc-41f1-83cf-bb2a85a2a70b', 'posix ENDPOINT GATEWAY ADA LOCAL_USERNAME'],
    ['7643e831-5f6c-4b47-a07f-8ee90f401d23', 's3 ENDPOINT GATEWAY ADA LOCAL_USERNAME S3_KEY_ID S3_SECRET_KEY'],
    ['of a connector to come', 'from-json ENDPOINT USER_CREDENTIAL_JSON'],
  ])('where there is none, the line that makes one is of the connector %s', async (connector, line) => {
    await expect(find(rows, 'eve', connector)).rejects.toMatchObject({
      message: "There is no user credential for this storage with the local account 'eve'.",
      hint: `Make one, then try again:\n\n  globus gcs user-credential create ${line}`,
    });
  });
});

describe('the only storage gateway', () => {
  const gateways = (...ids: readonly string[]) =>
    gatewayId({ listStorageGateways: () => rowsOf(ids.map((id) => ({ id, display_name: `Lab ${id}` }))) }, undefined);
  test('is found; none or several are usage errors', async () => {
    expect(await gateways('1')).toBe('1');
    await expect(gateways()).rejects.toMatchObject({ message: 'The endpoint has no storage gateway.', exitCode: 2 });
    const choose = () => Promise.resolve('2');
    const rows = () => rowsOf(['1', '2'].map((id) => ({ id, display_name: `Lab ${id}` })));
    expect(await gatewayId({ listStorageGateways: rows }, undefined, choose)).toBe('2');
    await expect(gateways('1', '2')).rejects.toMatchObject({ hint: '  1  Lab 1\n  2  Lab 2', exitCode: 2 });
  });
});
