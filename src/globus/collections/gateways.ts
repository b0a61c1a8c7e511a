import { UsageError } from '../../errors.js';
import type { GcsOperations } from '../../services/gcs.js';
import { allRows } from '../all-rows.js';
import { visible } from '../../visible.js';

/** The id of the endpoint's storage gateway where there is exactly one; a UsageError that names them otherwise. */
export async function onlyGateway(manager: Pick<GcsOperations, 'listStorageGateways'>): Promise<string> {
  const gateways = await allRows(manager.listStorageGateways({}));
  const [first] = gateways;
  if (!first) {
    throw new UsageError('The endpoint has no storage gateway.', {
      hint: 'Make one with: globus gcs storage-gateway create CONNECTOR',
    });
  }
  if (gateways.length === 1) return first.id;
  throw new UsageError('The endpoint has several storage gateways: say which with --storage-gateway-id.', {
    hint: gateways.map((each) => `  ${visible(`${each.id}  ${each.display_name}`)}`).join('\n'),
  });
}
