import { oauth2 } from '@globus/sdk/services/auth';
import { endpointSearch, fileOperations, task, taskSubmission } from '@globus/sdk/services/transfer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { logIn, openSandbox } from './signed-in.js';
import { TRANSFER, until } from './transferring.js';

const before = { ...process.env };
let env: Record<string, string>, authorization: { headers: { Authorization: string } };
beforeAll(async () => {
  const sandbox = await openSandbox();
  ({ env } = sandbox);
  Object.assign(process.env, env);
  authorization = { headers: { Authorization: `Bearer ${(await logIn(sandbox, 'ada@globusid.org', TRANSFER))['transfer.api.globus.org']}` } };
});
afterAll(() => {
  process.env = before;
});

test("Globus's own JavaScript SDK copies the tutorial files with nothing but the environment set", async () => {
  const [source, destination] = [env['GLOBUS_SANDBOX_TUTORIAL']!, env['GLOBUS_SANDBOX_COLLECTION_2']!];
  const found: any = await (await endpointSearch({ query: { filter_fulltext: 'tutorial' }, ...authorization })).json();
  expect(found.DATA.map((row: any) => row.id)).toContain(source);
  const { value }: any = await (await taskSubmission.submissionId(authorization)).json();
  const payload = {
    submission_id: value, source_endpoint: source, destination_endpoint: destination, verify_checksum: true,
    DATA: [{ DATA_TYPE: 'transfer_item', source_path: '/home/share/godata/', destination_path: '/copied/', recursive: true }],
  };
  const submitted: any = await (await taskSubmission.submitTransfer({ payload, ...authorization } as any)).json();
  expect(submitted.code).toBe('Accepted');
  const done: any = await until(async () => {
    const document: any = await (await task.get(submitted.task_id, authorization)).json();
    return document.status === 'ACTIVE' ? undefined : document;
  });
  expect(done).toMatchObject({ status: 'SUCCEEDED', files_transferred: 3, bytes_transferred: 14 });
  const listed: any = await (await fileOperations.ls(destination, { query: { path: '/copied/' }, ...authorization })).json();
  expect(listed.DATA.map(({ name, size }: any) => [name, size])).toEqual([['file1.txt', 4], ['file2.txt', 4], ['file3.txt', 6]]);
});

test('and it finds the login there', async () => {
  const tokens: any = await (await oauth2.token.token({ payload: { grant_type: 'refresh_token', client_id: env['GLOBUS_SANDBOX_NATIVE_CLIENT_ID'], refresh_token: 'x' } } as any)).json();
  expect(tokens.error).toBe('invalid_grant');
});
