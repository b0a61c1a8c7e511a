import { dataAccessScope, fileScope, flowScope, gcsScope, timerScope } from '../../auth/scopes.js';
import { CliError, isNotFound, UsageError } from '../../errors.js';
import type { Http } from '../../services/http.js';
import type { Endpoint } from '../../services/transfer.js';
import { canonicalUuid, isUuid } from '../../uuid.js';
import { dataConsent, wantsConsent } from './data-access.js';

/** What a login is wanted for, as ids. */
export interface LoginPurposes {
  /** Endpoints to manage, each alone or with one of its collections. */
  readonly gcs: readonly (readonly string[])[];
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

/**
 * The scopes that a login for these purposes needs. What stands in `for`, and bare ids in `timer`, are looked up: CliError where there is
 * no such thing. Looking up takes a login: `beforeLookingUp` sees to it, once, after all ids were read.
 */
export async function collectNeeds(
  asked: LoginPurposes,
  httpOf: HttpOf,
  beforeLookingUp: () => Promise<void> = () => Promise.resolve(),
): Promise<LoginNeeds> {
  const timers = asked.timer.map((each) => ({
    id: uuid(each.replace(/^(flow|collection):/, '')),
    kind: each.includes(':') ? each.split(':', 1)[0] : undefined,
  }));
  if (asked.for.length || timers.some(({ kind }) => kind === undefined)) await beforeLookingUp();
  const scopes: string[] = [];
  const servers: string[] = [];
  const add = (scope: string, server?: string) => {
    scopes.push(scope);
    if (server) servers.push(server);
  };
  for (const [endpoint = '', collection] of asked.gcs)
    add(collection ? `${gcsScope(endpoint)}[*${dataAccessScope(collection)}]` : gcsScope(endpoint), endpoint);
  for (const id of asked.flow) add(flowScope(id), id);
  for (const { id, kind } of timers) {
    const isFlow = (kind ?? (await kindOf(id, httpOf))) === 'flow';
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
      if (kind.https) add(fileScope(id, kind.needsDataAccess), id);
    }
  }
  return { scopes, resourceServers: servers, mustAsk: scopes.some((scope) => scope.includes('[')) };
}

function uuid(text: string): string {
  if (!isUuid(text)) throw new UsageError(`'${text}' is not a valid UUID.`);
  return canonicalUuid(text);
}

type Kind = 'endpoint' | 'flow' | { readonly needsDataAccess: boolean; readonly https: boolean };

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
