import { identitySet } from '../auth/identities.js';
import { authState } from '../auth/state.js';
import { transferState, type Endpoint } from '../transfer/state.js';
import type { PathRule } from '../transfer/storage/jail.js';
import { childPath } from '../transfer/storage/virtual-path.js';
import type { World } from '../world.js';
import { accountAllowed, accountFor, allowedIdentities, listed, mappingsOf } from './accounts.js';
import type { Mapped } from './identity-mapping.js';
import { permitted, type Account } from './path-restrictions.js';
import { gcsState, type CollectionRow, type PathRestrictions, type StorageGateway } from './state.js';

/** What a collection's data lies on. */
interface Storage {
  readonly gateway: StorageGateway;
  /** The collection itself when it is mapped, or the one below it. */
  readonly mapped: Endpoint;
  /** What the manager knows of the mapped collection. */
  readonly row: CollectionRow;
}

/** The storage of a collection; undefined for one over a folder that belongs to no storage gateway. */
function storageOf(world: World, endpoint: Endpoint): Storage | undefined {
  if (endpoint.mapped_collection !== null && endpoint.folder !== null) return undefined;
  const mapped = transferState(world).endpoints.get(endpoint.mapped_collection ?? endpoint.id);
  const row = mapped && gcsState(world).collections.get(mapped.id);
  const gateway = row && gcsState(world).gateways.get(row.storage_gateway_id);
  return gateway && { gateway, mapped, row };
}

/** Where a collection begins: on the storage, and in its mapped collection. */
export function rootsOf(endpoint: Endpoint, mapped: Endpoint): readonly [string, string] {
  const base = mapped.base_path ?? '/';
  const shared = endpoint.id === mapped.id ? '/' : (endpoint.host_path ?? '/');
  return [below(base, shared), shared];
}

/** As which account the data of a collection is used by these identities: on a guest collection by its owner's. Undefined where there are no accounts. */
export function accountAt(world: World, endpoint: Endpoint, identityIds: readonly string[]): Mapped | undefined {
  const storage = storageOf(world, endpoint);
  if (!storage) return undefined;
  return endpoint.id === storage.mapped.id
    ? accountFor(world, storage.gateway, identityIds)
    : sharedAs(world, endpoint, storage);
}

/** What the gateway and, for guest collections, the sharing rules say of paths; undefined where they say nothing. */
export function pathRuleOf(
  world: World,
  endpoint: Endpoint,
  identityIds: readonly string[],
  mode: 'r' | 'w',
): PathRule | undefined {
  const storage = storageOf(world, endpoint);
  if (!storage) return undefined;
  const isShared = endpoint.id !== storage.mapped.id;
  if (!isRestricted(world, storage, isShared)) return undefined;
  const used = accountAt(world, endpoint, identityIds);
  if (!used || 'refused' in used) return () => false;
  return ruleFor(world, storage, used.account, isShared, mode, rootsOf(endpoint, storage.mapped));
}

/** What they say of the paths of a mapped collection, when this account wants to share them. */
export function sharingRuleOf(world: World, mapped: Endpoint, account: string): PathRule {
  const storage = storageOf(world, mapped);
  return storage ? ruleFor(world, storage, account, true, 'r', rootsOf(mapped, mapped)) : () => true;
}

function isRestricted(world: World, { gateway, mapped, row }: Storage, isShared: boolean): boolean {
  if (gateway.settings['restrict_paths'] !== undefined) return true;
  return (
    isShared &&
    (row.settings['sharing_restrict_paths'] !== undefined ||
      gcsState(world).policiesByCollection.all(mapped.id).length > 0)
  );
}

function ruleFor(
  world: World,
  { gateway, mapped, row }: Storage,
  account: string,
  isShared: boolean,
  mode: 'r' | 'w',
  begin: readonly string[],
): PathRule {
  const onStorage = gateway.settings['restrict_paths'] as PathRestrictions | undefined;
  const onShares = row.settings['sharing_restrict_paths'] as PathRestrictions | undefined;
  const policies = gcsState(world)
    .policiesByCollection.all(mapped.id)
    .filter(({ users }) => users === null || users.includes(account));
  const sharing = isShared
    ? [...(onShares ? [onShares] : []), ...policies.map((policy) => policy.sharing_restrict_paths)]
    : [];
  const who = { storage: accountIn('/home/{user}', account), mapped: accountIn(mapped.home, account) };
  const passes = (restrictions: PathRestrictions, path: string, whose: Account): boolean => {
    const access = permitted(restrictions, path, whose);
    return access === 'read_write' || (mode === 'r' && access === 'read');
  };
  return (path, [storageRoot = '/', mappedRoot = '/'] = begin) =>
    (!onStorage || passes(onStorage, below(storageRoot, path), who.storage)) &&
    sharing.every((restrictions) => passes(restrictions, below(mappedRoot, path), who.mapped));
}

/** An account with its home. */
function accountIn(home: string, username: string): Account {
  return { username, home: home.replace('{user}', () => username) };
}

/** A guest collection is used as the account it was made with, as long as that is let in and may share. */
function sharedAs(world: World, { id, owner_identity: owner }: Endpoint, { gateway, row }: Storage): Mapped {
  const { collections, credentials } = gcsState(world);
  const credential = credentials.get(collections.get(id)?.user_credential_id ?? '');
  const maker = authState(world).identities.get(owner);
  const ids = credential ? [credential.identity_id] : maker ? identitySet(world, maker).map((each) => each.id) : [];
  // where nothing is mapped, whoever made the credential said what the account is
  const chosen = credential && mappingsOf(gateway).length === 0 && allowedIdentities(world, gateway, ids).length > 0;
  const mapped = chosen ? { account: credential.username } : accountFor(world, gateway, ids);
  if (!('account' in mapped))
    return { refused: `The owner of this guest collection has no account: ${mapped.refused}` };
  const used = mapped.account;
  if (!accountAllowed(gateway, used)) return { refused: `The storage gateway does not let the account ${used} in` };
  if (!listed(used, row.settings['sharing_users_allow'], row.settings['sharing_users_deny']))
    return { refused: `The account ${used} may not share data of the mapped collection` };
  return { account: used };
}

const below = (folder: string, path: string): string => (path === '/' ? folder : childPath(folder, path.slice(1)));
