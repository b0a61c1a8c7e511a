import { CliError, isUuid, canonicalUuid, UsageError } from '#command';
import type { NeedTypes } from '#command';
import type { Endpoint } from '#services/transfer';

interface Asked {
  readonly gcs: readonly string[];
  readonly flow: readonly string[];
  readonly timer: readonly string[];
  readonly for: readonly string[];
}
export interface LoginNeeds {
  readonly scopes: readonly string[];
  readonly resourceServers: readonly string[];
  /** Consents leave no trace in the tokens: only asking makes sure. */
  readonly mustAsk: boolean;
}
type Tools = Pick<NeedTypes, 'session' | 'http'>;

const transferAll = 'urn:globus:auth:scope:transfer.api.globus.org:all';
const timerScope = 'https://auth.globus.org/scopes/524230d7-ea86-4a52-8312-86065a9e0417/timer';

/** What the flags of a login ask for, as scopes. `--for` looks the thing up, if there is a login to look with. */
export async function collectNeeds(asked: Asked, { session, http }: Tools): Promise<LoginNeeds> {
  const { gcs, dataAccess, flow } = session.scopeOf;
  const scopes: string[] = [];
  const servers: string[] = [];
  const consent = (id: string) => `${transferAll}[*${dataAccess(id)}]`;
  const add = (scope: string, server?: string) => {
    scopes.push(scope);
    if (server) servers.push(server);
  };
  for (const each of asked.gcs) {
    const [endpoint = '', collection] = each.split(':').map(uuid);
    add(collection ? `${gcs(endpoint)}[*${dataAccess(collection)}]` : gcs(endpoint), endpoint);
  }
  for (const id of asked.flow) add(flow(id), id);
  for (const each of asked.timer) {
    const id = uuid(each.replace(/^(flow|collection):/, ''));
    add(each.startsWith('flow:') ? `${timerScope}[${flow(id)}]` : `${timerScope}[${consent(id)}]`);
  }
  for (const id of asked.for) {
    const kind = await kindOf(id, http);
    if (kind === 'endpoint') add(gcs(id), id);
    else if (kind === 'flow') add(flow(id), id);
    else {
      if (kind.needsDataAccess) {
        add(consent(id));
        add(`${timerScope}[${consent(id)}]`);
      }
      if (kind.https) add(session.scopeOf.https(id), id);
    }
  }
  return { scopes, resourceServers: servers, mustAsk: scopes.some((scope) => scope.includes('[')) };
}

function uuid(text: string): string {
  if (!isUuid(text)) throw new UsageError(`'${text}' is not a valid UUID.`);
  return canonicalUuid(text);
}

type Kind = 'endpoint' | 'flow' | { readonly needsDataAccess: boolean; readonly https: boolean };

async function kindOf(id: string, http: Tools['http']): Promise<Kind> {
  const endpoint = await answer<Endpoint>(http, 'transfer', `v0.10/endpoint/${id}`);
  if (endpoint?.entity_type === 'GCSv5_endpoint') return 'endpoint';
  if (endpoint) {
    return {
      needsDataAccess: endpoint.entity_type === 'GCSv5_mapped_collection' && endpoint['high_assurance'] !== true,
      https: Boolean(endpoint['https_server']),
    };
  }
  if (await answer(http, 'flows', `flows/${id}`)) return 'flow';
  throw new CliError(`There is no collection, endpoint or flow ${id} that you can see.`, {
    hint: 'Find collections with: globus endpoint search WORDS\nand flows with: globus flows list',
  });
}

async function answer<T>(http: Tools['http'], service: 'transfer' | 'flows', path: string): Promise<T | undefined> {
  const response = await http.of(service).raw('GET', path, { allowErrors: true });
  return response.status < 400 ? (JSON.parse(response.text) as T) : undefined;
}
