import { dataAccessScope, flowScope, gcsScope, httpsScope, timerScope } from '../../auth/scopes.js';
import { AuthRequiredError, CliError, isNotFound, UsageError } from '../../errors.js';
import type { Http } from '../../services/http.js';
import type { Endpoint } from '../../services/transfer.js';
import { canonicalUuid, isUuid } from '../../uuid.js';
import { dataConsent, wantsConsent } from './data-access.js';

/** What a login is wanted for, as ids. */
export interface LoginPurposes {
  /** Endpoints to manage: `ENDPOINT` or `ENDPOINT:COLLECTION`. */
  readonly gcs: readonly string[];
  readonly flow: readonly string[];
  /** What timers are to use: `COLLECTION`, `collection:COLLECTION` or `flow:FLOW`. */
  readonly timer: readonly string[];
  /** Collections, endpoints or flows, for all that they need. */
  readonly for: readonly string[];
}
export interface LoginNeeds {
  readonly scopes: readonly string[];
  readonly resourceServers: readonly string[];
  /** Consents leave no trace in the tokens: only asking makes sure. */
  readonly mustAsk: boolean;
}
/** The HTTP client of a service. */
export type HttpOf = (service: 'transfer' | 'flows') => Pick<Http, 'get'>;

/** The scopes that a login for these purposes needs. What stands in `for`, and bare ids in `timer`, are looked up: CliError where there is no such thing. */
export async function collectNeeds(asked: LoginPurposes, httpOf: HttpOf): Promise<LoginNeeds> {
  const scopes: string[] = [];
  const servers: string[] = [];
  const add = (scope: string, server?: string) => {
    scopes.push(scope);
    if (server) servers.push(server);
  };
  for (const each of asked.gcs) {
    const [endpoint = '', collection] = each.split(':').map(uuid);
    add(collection ? `${gcsScope(endpoint)}[*${dataAccessScope(collection)}]` : gcsScope(endpoint), endpoint);
  }
  for (const id of asked.flow) add(flowScope(id), id);
  for (const each of asked.timer) {
    const id = uuid(each.replace(/^(flow|collection):/, ''));
    const isFlow = each.includes(':') ? each.startsWith('flow:') : await namesFlow(id, httpOf);
    add(isFlow ? `${timerScope}[${flowScope(id)}]` : `${timerScope}[${dataConsent(id)}]`);
  }
  for (const id of asked.for) {
    const kind = await kindOf(id, httpOf);
    if (kind === 'endpoint') add(gcsScope(id), id);
    else if (kind === 'flow') add(flowScope(id), id);
    else {
      if (kind.needsDataAccess) {
        add(dataConsent(id));
        add(`${timerScope}[${dataConsent(id)}]`);
      }
      if (kind.https) add(httpsScope(id), id);
    }
  }
  return { scopes, resourceServers: servers, mustAsk: scopes.some((scope) => scope.includes('[')) };
}

function uuid(text: string): string {
  if (!isUuid(text)) throw new UsageError(`'${text}' is not a valid UUID.`);
  return canonicalUuid(text);
}

type Kind = 'endpoint' | 'flow' | { readonly needsDataAccess: boolean; readonly https: boolean };

/** Whether an id is a flow's. Without a login there is nothing to look with: then it is taken for a collection's. */
async function namesFlow(id: string, httpOf: HttpOf): Promise<boolean> {
  try {
    return (await kindOf(id, httpOf)) === 'flow';
  } catch (error) {
    if (error instanceof AuthRequiredError) return false;
    throw error;
  }
}

async function kindOf(id: string, httpOf: HttpOf): Promise<Kind> {
  const endpoint = await answer<Endpoint>(httpOf, 'transfer', `v0.10/endpoint/${id}`);
  if (endpoint?.entity_type === 'GCSv5_endpoint') return 'endpoint';
  if (endpoint) {
    return {
      needsDataAccess: wantsConsent(endpoint),
      https: Boolean(endpoint['https_server']),
    };
  }
  if (await answer(httpOf, 'flows', `flows/${id}`)) return 'flow';
  throw new CliError(`There is no collection, endpoint or flow ${id} that you can see.`, {
    hint: 'Find collections with: globus endpoint search WORDS\nand flows with: globus flows list',
  });
}

/** The document of a thing, or undefined where the service says that there is none: any other refusal is no answer to that. */
async function answer<T>(httpOf: HttpOf, service: 'transfer' | 'flows', path: string): Promise<T | undefined> {
  try {
    return await httpOf(service).get<T>(path);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
