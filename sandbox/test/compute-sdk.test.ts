import { compute } from '@globus/sdk';
import { describe, expect, test } from 'vitest';
import { refused, said, usingSdk } from './sdk.js';

const using = usingSdk('compute', compute);
const { sdk, by } = using;

describe("Globus's own JavaScript SDK, Compute", () => {
  test('finds endpoints, changes and deletes its own', async () => {
    const { ada, grace, env } = using.world;
    const tutorial = env['GLOBUS_SANDBOX_COMPUTE_ENDPOINT']!;
    expect(await said(sdk.endpoints.getAll(by(ada, { query: { role: 'owner' } })))).toMatchObject([
      { uuid: tutorial, display_name: 'Tutorial Endpoint' },
    ]);
    expect(await said(sdk.endpoints.get(tutorial, by(grace)))).toMatchObject({
      uuid: tutorial,
      public: true,
      hostname: 'localhost',
    });
    expect(await said(sdk.endpoints.getStatus(tutorial, by(grace)))).toMatchObject({
      status: 'online',
      details: { pending_tasks: 0, total_workers: expect.any(Number) },
    });
    const { endpoint_id: id } = await ada.get('compute', 'POST', '/v3/endpoints', {
      endpoint_name: 'mine',
      metadata: {},
    });
    expect(await said(sdk.endpoints.update(id, by(ada, { payload: { display_name: 'Renamed' } })))).toMatchObject({
      endpoint_id: id,
    });
    expect(await said(sdk.endpoints.get(id, by(ada)))).toMatchObject({ display_name: 'Renamed' });
    expect(await refused(sdk.endpoints.remove(id, by(grace)), 403)).toMatchObject({
      status: 'Failed',
      http_status_code: 403,
      error_args: [id],
    });
    expect(await said(sdk.endpoints.remove(id, by(ada)))).toEqual({ result: 302 });
    await refused(sdk.endpoints.get(id, by(ada)), 404);
  });
});
using.everyFunctionWasCalled();
