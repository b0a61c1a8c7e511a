import { dataAccessScope, flowScope, joinScopes, transferAll } from '../../auth/scopes.js';
import type { Session } from '../../auth/session/contract.js';
import { NetworkError, ServiceError } from '../../errors.js';
import { isObject } from '../../exact-json.js';
import type { Json } from '../../json.js';
import type { Flow, FlowsOperations } from '../../services/flows.js';
import type { FlowConnector } from '../../services/index.js';
import type { TransferOperations } from '../../services/transfer.js';
import { isUuid } from '../../uuid.js';
import { givesConsents, type ConsentTools, missingConsents } from '../consents/consents.js';
import { collectionsWithConsent } from '../consents/data-access.js';

export interface DataTools extends ConsentTools {
  readonly flows: Pick<FlowsOperations, 'getFlow'>;
  readonly transfer: Pick<TransferOperations, 'getEndpoint'>;
  readonly session: Pick<Session, 'status' | 'require'>;
}

/** Every object in a document, itself included. */
function* objectsIn(value: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (isObject(value)) yield value;
  else if (!Array.isArray(value)) return;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

/** The ids of the collections that an input names: the input schemas of Globus write them `{"id": ..., "path": ...}`. */
const collectionsIn = (body: unknown): readonly string[] => [
  ...new Set(
    [...objectsIn(body)].flatMap(({ id, path }) =>
      typeof id === 'string' && isUuid(id) && path !== undefined ? [id] : [],
    ),
  ),
];

/** The scopes through which the actions of a flow reach data, outermost first: those of Transfer that run as whoever starts the flow. */
function waysToData({ definition }: Flow): readonly (readonly string[])[] {
  const ways = new Map<string, readonly string[]>();
  for (const { ActionUrl: url, RunAs: runAs = 'User' } of objectsIn(definition)) {
    if (typeof url !== 'string' || runAs !== 'User') continue;
    const [, provider] = /^https:\/\/actions\.(?:automate\.)?globus\.org\/(transfer\/\w+)/.exec(url) ?? [];
    if (provider) ways.set(provider, [`https://auth.globus.org/scopes/actions.globus.org/${provider}`, transferAll]);
    else if (url.startsWith('https://transfer.actions.globus.org/')) ways.set(transferAll, [transferAll]);
  }
  return [...ways.values()];
}

/**
 * Demands, before a run is started, the consents without which it would stop halfway: for the data of the mapped
 * collections that its input names, by way of the flow and its actions. What cannot be looked up stands in no run's way.
 */
export async function demandFlowData(
  flowId: string,
  body: Readonly<Record<string, Json>>,
  tools: DataTools,
): Promise<void> {
  const named = collectionsIn(body);
  if (!named.length || !(await givesConsents(tools.session))) return;
  const missing = await missingForData(flowId, named, tools).catch((error: unknown) => {
    if (error instanceof ServiceError || error instanceof NetworkError) return [];
    throw error;
  });
  if (missing.length) await tools.session.require({ required_scopes: [joinScopes(missing)] }, '');
}

/**
 * Makes the login of a flow before somebody fills in its input, where that is all it can want. A flow that reaches data wants consents that
 * depend on the input: `demandFlowData` asks for all of it at once, so that one command has one login.
 */
export async function logInToFlow(
  flowId: string,
  { flow, flows, session }: Pick<DataTools, 'flows' | 'session'> & { readonly flow: Pick<FlowConnector, 'logIn'> },
): Promise<void> {
  if ((await givesConsents(session)) && waysToData(await flows.getFlow(flowId)).length) return;
  await flow.logIn(flowId);
}

async function missingForData(
  flowId: string,
  collections: readonly string[],
  { flows, transfer, auth, session }: DataTools,
): Promise<readonly string[]> {
  const ways = waysToData(await flows.getFlow(flowId));
  const closed = ways.length ? await collectionsWithConsent(collections, transfer) : [];
  const scopes = closed.flatMap((id) =>
    ways.map((way) =>
      [flowScope(flowId), ...way].reduceRight((inner, outer) => `${outer}[${inner}]`, `*${dataAccessScope(id)}`),
    ),
  );
  return missingConsents(scopes, { auth, session });
}
