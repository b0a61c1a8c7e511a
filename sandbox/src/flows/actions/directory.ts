import { COMPUTE_CLIENT, TRANSFER_ALL, WELL_KNOWN_SCOPES } from '../../auth/well-known-scopes.js';
import { isObject } from '../../http/body.js';
import { evaluate } from '../language/expression.js';
import { computeAction } from './compute-tasks.js';
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

const SEARCH_INGEST = 'urn:globus:auth:scope:search.api.globus.org:ingest';
const COMPUTE_ALL = `https://auth.globus.org/scopes/${COMPUTE_CLIENT}/all`;

type Make = (scopes: readonly string[]) => ActionProvider;
const OF_TRANSFER: Record<string, Make> = {
  transfer: transferAction,
  delete: deleteAction,
  ls: lsAction,
  stat: statAction,
  mkdir: mkdirAction,
  collection_info: collectionInfoAction,
};
/** What only the newer of Transfer's two sets of providers has. */
const NEW_OF_TRANSFER: Record<string, Make> = {
  manage_permission: permissionAction,
  'gcp/create_guest_collection': gcpGuestAction,
  'gcsv5/create_guest_collection': gcsGuestAction,
};
const OF_SEARCH: Record<string, Make> = { ingest: ingestAction, delete: deleteEntryAction };
const OTHERS: Record<string, Make> = {
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
const PROVIDERS = new Map<string, ActionProvider>([
  ...at('transfer.actions.globus.org/', { ...OF_TRANSFER, ...NEW_OF_TRANSFER }, () => [TRANSFER_ALL]),
  ...at('compute.actions.globus.org/', { fxap: computeAction, v3: computeAction }, () => [COMPUTE_ALL]),
  ...at('actions.globus.org/transfer/', { ...OF_TRANSFER, set_permission: permissionAction }, (name) => [
    legacyScope(`transfer/${name}`),
    TRANSFER_ALL,
  ]),
  ...at('actions.globus.org/search/', OF_SEARCH, (name) => [legacyScope(`search/${name}`), SEARCH_INGEST]),
  ...at('actions.globus.org/', OTHERS, (name) => [legacyScope(name)]),
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
  const { host, pathname } = new URL(url);
  const name = host === 'actions.automate.globus.org' ? 'actions.globus.org' : host;
  return PROVIDERS.get(name + pathname.replace(/\/+$/, ''));
}

/** The scopes of the providers at actions.globus.org, each with the scopes it depends on. */
export const PROVIDER_SCOPES: ReadonlyMap<string, readonly string[]> = new Map(
  [...PROVIDERS.values()].flatMap(({ scopes: [first, ...others] }): [string, readonly string[]][] =>
    first === undefined || WELL_KNOWN_SCOPES.has(first) ? [] : [[first, others]],
  ),
);

/** Where the sandbox has providers, for messages. */
export const PROVIDER_URLS: readonly string[] = [...PROVIDERS.keys()].map((address) => `https://${address}`);
