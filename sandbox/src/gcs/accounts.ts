import { domainOf } from '../auth/sessions.js';
import { authState, type Identity } from '../auth/state.js';
import type { Json } from '../http/body.js';
import type { World } from '../world.js';
import { connectorOf } from './connectors.js';
import { mapIdentity, type Mapped } from './identity-mapping.js';
import type { StorageGateway } from './state.js';

/** The connectors whose accounts are called by whole usernames. */
const withDomain = ['box', 'google_cloud_storage', 'google_drive'];

/** The account name that an identity has where nothing maps it. */
export function localUser({ id, kind, username }: Identity): string {
  const name = kind === 'client' ? `client-${id.slice(0, 8)}` : username.slice(0, username.lastIndexOf('@'));
  return plain(name);
}

/** The mappings of a storage gateway; none where it goes by usernames. */
export const mappingsOf = ({ settings }: StorageGateway): readonly Json[] =>
  (settings['identity_mappings'] as Json[] | null | undefined) ?? [];

/** Whether an identity of this account may use a storage gateway as the one it wants: another only where nothing is mapped. */
export const fitsAccount = (gateway: StorageGateway, account: string, wanted: string): boolean =>
  accountAllowed(gateway, wanted) && (account === wanted || mappingsOf(gateway).length === 0);

/** The account that a storage gateway maps an identity to, whatever its domain. */
export function accountOf(gateway: StorageGateway, identity: Identity): Mapped {
  const mappings = mappingsOf(gateway);
  if (mappings.length > 0) return mapIdentity(mappings, identity);
  return {
    account: withDomain.includes(connectorOf(gateway.connector_id)?.prefix ?? '')
      ? identity.username.toLowerCase()
      : localUser(identity),
  };
}

/** The account with which these identities use a storage gateway: of the first that it allows, maps and lets in; or why there is none. */
export function accountFor(world: World, gateway: StorageGateway, identityIds: readonly string[]): Mapped {
  let answer: Mapped = { refused: 'You have no identity in a domain that the storage gateway allows' };
  for (const [index, identity] of allowedIdentities(world, gateway, identityIds).entries()) {
    const mapped = accountOf(gateway, identity);
    if ('account' in mapped && accountAllowed(gateway, mapped.account)) return mapped;
    if (index === 0)
      answer =
        'account' in mapped ? { refused: `The storage gateway does not let the account ${mapped.account} in` } : mapped;
  }
  return answer;
}

/** Those of the identities that are from domains that the storage gateway allows, primary ones first; with no list of domains, all of them. */
export function allowedIdentities(
  world: World,
  { settings }: StorageGateway,
  identityIds: readonly string[],
): Identity[] {
  const domains = ((settings['allowed_domains'] as string[] | undefined) ?? []).map((domain) => domain.toLowerCase());
  const identities = identityIds
    .flatMap((id) => authState(world).identities.get(id) ?? [])
    .sort((a, b) => Number(b.id === b.account) - Number(a.id === a.account));
  return domains.length === 0 ? identities : identities.filter(({ username }) => domains.includes(domainOf(username)));
}

/** Whether the storage gateway lets this account in. */
export function accountAllowed({ settings }: StorageGateway, account: string): boolean {
  return listed(account, settings['users_allow'], settings['users_deny']);
}

/** Whether lists of accounts let one in: who is denied is out, and where some are allowed all others are. */
export function listed(account: string, allow: unknown, deny: unknown): boolean {
  const has = (list: unknown): boolean => Array.isArray(list) && list.includes(account);
  return !has(deny) && (!Array.isArray(allow) || allow.length === 0 || has(allow));
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9._-]/g, '-')
    .replace(/^\.+/, '') || 'user';
