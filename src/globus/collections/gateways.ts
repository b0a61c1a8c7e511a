import { UsageError } from '../../errors.js';
import type { StorageGateway } from '../../services/gcs-documents.js';
import type { GcsOperations } from '../../services/gcs.js';
import { allRows } from '../all-rows.js';
import { isUuid } from '../../uuid.js';
import { visible } from '../../visible.js';

/**
 * The id of the storage gateway that is meant, by id or by its name; without either, of the only one that the endpoint has.
 * Of several, `choose` has a person say which; without it, or where none has the name, a UsageError names them.
 */
export async function gatewayId(
  manager: Pick<GcsOperations, 'listStorageGateways'>,
  wanted: string | undefined,
  choose?: (gateways: readonly StorageGateway[]) => Promise<string>,
): Promise<string> {
  // an id is the service's to judge
  if (wanted !== undefined && isUuid(wanted)) return wanted;
  const gateways = await allRows(manager.listStorageGateways({}));
  const [first] = gateways;
  if (!first) {
    throw new UsageError('The endpoint has no storage gateway.', {
      hint: 'Make one with: globus gcs storage-gateway create CONNECTOR',
    });
  }
  if (wanted === undefined && gateways.length === 1) return first.id;
  const named = gateways.filter((each) => each.display_name === wanted);
  if (named[0] && named.length === 1) return named[0].id;
  const list = gateways.map((each) => `  ${visible(`${each.id}  ${each.display_name}`)}`).join('\n');
  if (wanted !== undefined) {
    const many = named.length ? 'several storage gateways' : 'no storage gateway';
    throw new UsageError(`The endpoint has ${many} of the name '${visible(wanted)}'.`, { hint: list });
  }
  if (choose) return choose(gateways);
  throw new UsageError('The endpoint has several storage gateways: say which with --storage-gateway-id.', {
    hint: list,
  });
}
