import { CliError, WrongTypeError } from '../../errors.js';
import type { Http } from '../../services/http.js';
import type { GcsKind, GcsWanted } from '../../services/index.js';
import type { Endpoint, TransferOperations } from '../../services/transfer.js';
import { describeKind } from './kinds.js';
import { own } from '../../own.js';

const anything: readonly GcsKind[] = ['GCSv5_endpoint', 'GCSv5_mapped_collection', 'GCSv5_guest_collection'];

export interface GcsTarget {
  readonly http: Http;
  readonly url: string;
  readonly endpoint: Endpoint;
  readonly endpointId: string;
  /** What people call the endpoint; undefined where the id is of a collection on it. */
  readonly name: string | undefined;
}

/**
 * The manager of an endpoint, or of the endpoint that a collection belongs to: asks Transfer what the id is and where its manager
 * listens. With `wanted`, anything else is a WrongTypeError that names the command to use instead.
 */
export async function gcsTarget(
  transfer: TransferOperations,
  connect: (url: string, endpointId: string, name: string | undefined) => Http,
  id: string,
  wanted?: GcsWanted,
): Promise<GcsTarget> {
  const endpoint = await transfer.getEndpoint(id);
  if (wanted) checkKind(endpoint, id, wanted);
  const managerUrl = endpoint.gcs_manager_url;
  if (!managerUrl?.startsWith('https://')) {
    throw new CliError(`The address of the GCS Manager of ${id} is missing or malformed.`, {
      hint: `Is it on Globus Connect Server v5? Check with: globus endpoint show ${id}`,
    });
  }
  // a collection's owner is the endpoint it belongs to
  const endpointId = endpoint.entity_type === 'GCSv5_endpoint' ? id : (endpoint.owner_id ?? id);
  const name = endpointId === id ? (endpoint.display_name ?? undefined) : undefined;
  const url = `${managerUrl.replace(/(?<!\/)\/+$/, '').replace(/\/api$/, '')}/api`;
  return { http: connect(url, endpointId, name), url, endpoint, endpointId, name };
}

function checkKind(endpoint: Endpoint, id: string, { kinds: accepted = anything, instead = {} }: GcsWanted): void {
  const found = endpoint.entity_type ?? 'unknown';
  if ((accepted as readonly string[]).includes(found)) return;
  const expected = accepted.map(describeKind).join(' or ');
  const command = (own(instead, found) ?? 'globus endpoint show ID').replaceAll(/ENDPOINT_ID|ID/g, (word) =>
    // of a collection, its endpoint is what may have been meant
    word === 'ID' ? id : (endpoint.owner_id ?? word),
  );
  throw new WrongTypeError(`${id} is ${describeKind(found)}, not ${expected}.`, {
    hint: `Run instead:\n\n  ${command}`,
    data: { found, expected: accepted },
  });
}
