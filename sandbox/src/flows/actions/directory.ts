import { computeClient, transferAll, wellKnownScopes } from '../../auth/well-known-scopes.js';
import { isObject } from '../../http/body.js';
import { evaluate } from '../language/expression.js';
import { computeAction } from './compute-tasks.js';
import { flowRunAt } from './flow-run.js';
import { gcpGuestAction, gcsGuestAction } from './guest-collection.js';
import { helloWorldAction } from './hello-world.js';
import { mintAction, notifyAction } from './outside-world.js';
import { atOnce, type ActionProvider } from './provider.js';
import { deleteEntryAction, ingestAction } from './search-index.js';
import { collectionInfoAction, lsAction, mkdirAction, statAction } from './transfer-directory.js';
import { permissionAction } from './transfer-permission.js';
import { deleteAction, transferAction } from './transfer-task.js';
import { waitForOptionAction } from './wait-for-option.js';

/** The scope of a provider at actions.globus.org. */
const legacyScope = (path: string): string => `https://auth.globus.org/scopes/actions.globus.org/${path}`;

const searchIngest = 'urn:globus:auth:scope:search.api.globus.org:ingest';
const computeAll = `https://auth.globus.org/scopes/${computeClient}/all`;

type Make = (scopes: readonly string[]) => ActionProvider;
const ofTransfer: Record<string, Make> = {
  transfer: transferAction,
  delete: deleteAction,
  ls: lsAction,
  stat: statAction,
  mkdir: mkdirAction,
  collection_info: collectionInfoAction,
};
/** What only the newer of Transfer's two sets of providers has. */
const newOfTransfer: Record<string, Make> = {
  manage_permission: permissionAction,
  'gcp/create_guest_collection': gcpGuestAction,
  'gcsv5/create_guest_collection': gcsGuestAction,
};
const ofSearch: Record<string, Make> = { ingest: ingestAction, delete: deleteEntryAction };
const others: Record<string, Make> = {
  hello_world: helloWorldAction,
  'notification/notify': notifyAction,
  'datacite/mint/basic_auth': mintAction,
  'weboption/wait_for_option': waitForOptionAction,
  expression_eval: (scopes) =>
    atOnce(scopes, (_context, body) => ({
      result: evaluate(String(body['expression']), isObject(body['arguments']) ? body['arguments'] : {}, {}),
    })),
};

/** Every provider the sandbox has, by host and path. */
const providers = new Map<string, ActionProvider>([
  ...at('transfer.actions.globus.org/', { ...ofTransfer, ...newOfTransfer }, () => [transferAll]),
  ...at('compute.actions.globus.org', { '': computeAction }, () => [computeAll]),
  ...at('compute.actions.globus.org/', { v2: computeAction, fxap: computeAction, v3: computeAction }, () => [
    computeAll,
  ]),
  ...at('actions.globus.org/transfer/', { ...ofTransfer, set_permission: permissionAction }, (name) => [
    legacyScope(`transfer/${name}`),
    transferAll,
  ]),
  ...at('actions.globus.org/search/', ofSearch, (name) => [legacyScope(`search/${name}`), searchIngest]),
  ...at('actions.globus.org/', others, (name) => [legacyScope(name)]),
]);

function at(
  place: string,
  providers: Record<string, Make>,
  scopesOf: (name: string) => string[],
): [string, ActionProvider][] {
  return Object.entries(providers).map(([name, make]) => [place + name, make(scopesOf(name))]);
}

/** The provider at this address; undefined when the sandbox has none there. */
export function providerAt(url: string): ActionProvider | undefined {
  if (!URL.canParse(url)) return undefined;
  const flow = flowRunAt(url);
  if (flow) return flow;
  const { host, pathname } = new URL(url);
  const name = host === 'actions.automate.globus.org' ? 'actions.globus.org' : host;
  return providers.get(name + pathname.replace(/(?<!\/)\/+$/, ''));
}

/** The scopes of the providers at actions.globus.org, each with the scopes it depends on. */
export const providerScopes: ReadonlyMap<string, readonly string[]> = new Map(
  [...providers.values()].flatMap(({ scopes: [first, ...others] }): [string, readonly string[]][] =>
    first === undefined || wellKnownScopes.has(first) ? [] : [[first, others]],
  ),
);

/** Where the sandbox has providers, for messages. */
export const providerUrls: readonly string[] = [...providers.keys()].map((address) => `https://${address}`);
