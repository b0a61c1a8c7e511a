import { describe, expect, test } from 'vitest';
import { WrongTypeError } from '../../../src/errors.js';
import { gcsTarget } from '../../../src/globus/collections/connect.js';
import { changing, collectionManager, endpointManager } from '../../../src/globus/collections/reach.js';
import type { GcsConnector, GcsWanted } from '../../../src/services/index.js';

const id = '11111111-1111-4111-8111-111111111111';
const owner = '22222222-2222-4222-8222-222222222222';
const managerUrl = 'https://abc.data.globus.org';
/** A connector that finds this at the id, and hands out where it would have gone. */
function connectorTo(document: object) {
  const reached: string[] = [];
  const at = async (asked: string, wanted?: GcsWanted) => {
    const transfer = { getEndpoint: () => Promise.resolve(document) } as never;
    const target = await gcsTarget(
      transfer,
      (url, endpoint) => void reached.push(url, endpoint) as never,
      asked,
      wanted,
    );
    return { endpointId: target.endpointId } as never;
  };
  return { reached, gcs: { at } satisfies GcsConnector };
}
const collection = { entity_type: 'GCSv5_mapped_collection', owner_id: owner, gcs_manager_url: managerUrl };
const endpoint = { entity_type: 'GCSv5_endpoint', gcs_manager_url: `${managerUrl}/api/` };

describe('the manager', () => {
  test('of an endpoint is at its own address', async () => {
    const { gcs, reached } = connectorTo(endpoint);
    await endpointManager(gcs, id, 'gcs node list');
    expect(reached).toEqual([`${managerUrl}/api`, id]);
  });
  test('of a collection is that of the endpoint it belongs to', async () => {
    const { gcs, reached } = connectorTo(collection);
    await collectionManager(gcs, id);
    expect(reached).toEqual([`${managerUrl}/api`, owner]);
  });
  test('has to have an address', async () => {
    const { gcs } = connectorTo({ ...endpoint, gcs_manager_url: 'http://abc.example.org' });
    await expect(endpointManager(gcs, id, 'gcs node list')).rejects.toThrow(
      `The address of the GCS Manager of ${id} is`,
    );
  });
});

describe('the wrong kind of thing', () => {
  test('where an endpoint is wanted, a collection names its endpoint', async () => {
    const error = await endpointManager(connectorTo(collection).gcs, id, 'gcs node list').catch((e: unknown) => e);
    expect(error).toBeInstanceOf(WrongTypeError);
    expect(error).toMatchObject({
      message: `${id} is a mapped collection, not a Globus Connect Server endpoint.`,
      hint: `Run instead:\n\n  globus gcs node list ${owner}`,
      exitCode: 3,
      data: { found: 'GCSv5_mapped_collection', expected: ['GCSv5_endpoint'] },
    });
  });
  test('where a collection is wanted, names the command for what it is', async () => {
    const { gcs } = connectorTo({ entity_type: 'GCP_guest_collection' });
    await expect(collectionManager(gcs, id, changing)).rejects.toMatchObject({
      message: `${id} is a Globus Connect Personal guest collection, not a mapped collection or a guest collection.`,
      hint: `Run instead:\n\n  globus gcp update guest ${id}`,
    });
  });
  test('that nobody has heard of can be looked at', async () => {
    await expect(collectionManager(connectorTo({}).gcs, id)).rejects.toMatchObject({
      hint: `Run instead:\n\n  globus endpoint show ${id}`,
    });
  });
});
