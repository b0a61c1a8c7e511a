import { TRANSFER_ALL } from '../../auth/well-known-scopes.js';
import { isObject } from '../../http/body.js';
import { evaluate } from '../language/expression.js';
import { helloWorldAction } from './hello-world.js';
import { atOnce, type ActionProvider } from './provider.js';
import { collectionInfoAction, lsAction, mkdirAction, statAction } from './transfer-directory.js';
import { deleteAction, transferAction } from './transfer-task.js';
import { waitForOptionAction } from './wait-for-option.js';

/** The scope of a provider at actions.globus.org. */
const legacyScope = (path: string): string => `https://auth.globus.org/scopes/actions.globus.org/${path}`;

const OF_TRANSFER: Record<string, (scopes: readonly string[]) => ActionProvider> = {
  transfer: transferAction,
  delete: deleteAction,
  ls: lsAction,
  stat: statAction,
  mkdir: mkdirAction,
  collection_info: collectionInfoAction,
};
const OTHERS: Record<string, (scopes: readonly string[]) => ActionProvider> = {
  hello_world: helloWorldAction,
  'weboption/wait_for_option': waitForOptionAction,
  expression_eval: (scopes) =>
    atOnce(scopes, (_context, body) => ({ result: evaluate(String(body['expression']), isObject(body['arguments']) ? body['arguments'] : {}, {}) })),
};

/** Every provider the sandbox has, by host and path. */
const PROVIDERS = new Map<string, ActionProvider>([
  ...Object.entries(OF_TRANSFER).map(([name, make]): [string, ActionProvider] => [`transfer.actions.globus.org/${name}`, make([TRANSFER_ALL])]),
  ...Object.entries(OF_TRANSFER).map(([name, make]): [string, ActionProvider] => [`actions.globus.org/transfer/${name}`, make([legacyScope(`transfer/${name}`), TRANSFER_ALL])]),
  ...Object.entries(OTHERS).map(([name, make]): [string, ActionProvider] => [`actions.globus.org/${name}`, make([legacyScope(name)])]),
]);

/** The provider at this address; undefined when the sandbox has none there. */
export function providerAt(url: string): ActionProvider | undefined {
  if (!URL.canParse(url)) return undefined;
  const { host, pathname } = new URL(url);
  const name = host === 'actions.automate.globus.org' ? 'actions.globus.org' : host;
  return PROVIDERS.get(name + pathname.replace(/\/+$/, ''));
}

/** The scopes of the providers at actions.globus.org, each with the scopes it depends on. */
export const PROVIDER_SCOPES: ReadonlyMap<string, readonly string[]> = new Map(
  [...PROVIDERS.values()].flatMap(({ scopes: [first, ...others] }): [string, readonly string[]][] => (first === undefined || first === TRANSFER_ALL ? [] : [[first, others]])),
);

/** Where the sandbox has providers, for messages. */
export const PROVIDER_URLS: readonly string[] = [...PROVIDERS.keys()].map((address) => `https://${address}`);
