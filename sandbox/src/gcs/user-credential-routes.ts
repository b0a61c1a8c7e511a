import type { Hono } from 'hono';
import { authState, type Identity } from '../auth/state.js';
import type { SandboxContext, SandboxEnv } from '../http/context.js';
import type { FieldRule } from '../http/issues.js';
import { parameter } from '../http/query.js';
import type { World } from '../world.js';
import { isEndpointAdmin, visit, type Visit } from './access.js';
import { accountOf, allowedIdentities, fitsAccount } from './accounts.js';
import { connectorOf } from './connectors.js';
import { checked, documentOf, includes, page, result } from './envelope.js';
import { denied, exists, invalid, notFound, notFromAllowedDomain, notInIdentitySet } from './errors.js';
import { requireGatewayUse } from './gateway-access.js';
import { isAccountName } from './identity-mapping.js';
import { gcsState, type StorageGateway, type UserCredential } from './state.js';
import { gatewayOf } from './storage-gateways.js';

const rules: Record<string, FieldRule> = {
  storage_gateway_id: { kind: 'uuid', notNull: true },
  identity_id: { kind: 'uuid', notNull: true },
  username: { kind: 'string', notNull: true },
  display_name: { kind: 'string' },
  policies: { kind: 'object' },
};

/** `/user_credentials`: as which account somebody uses a storage gateway. */
export function userCredentialRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { gatewaysByEndpoint, credentials, credentialsByGateway } = gcsState(world);
  const show = (credential: UserCredential) => credentialDocument(world, credential);
  /** Whether the caller looks after other people's credentials on the storage gateway. */
  const manages = (by: Visit, gateway: StorageGateway | undefined): boolean =>
    gateway?.settings['admin_managed_credentials'] === true && isEndpointAdmin(world, by);
  const owned = (c: SandboxContext): { by: Visit; credential: UserCredential; gateway: StorageGateway } => {
    const by = visit(world, c);
    const id = parameter(c, 'id').toLowerCase();
    const credential = credentials.get(id);
    if (credential?.endpoint !== by.endpoint.id) throw notFound('user credential', id);
    const gateway = gatewayOf(world, by.endpoint.id, credential.storage_gateway_id);
    if (!by.who.identityIds.includes(credential.identity_id) && !manages(by, gateway)) {
      throw denied('This user credential belongs to somebody else', {
        DATA_TYPE: 'not_resource_owner#1.0.0',
        id: credential.identity_id,
      });
    }
    return { by, credential, gateway };
  };

  app.get('/user_credentials', (c) => {
    const by = visit(world, c);
    const all = includes(c, 'all');
    const wanted = c.req.query('storage_gateway');
    const from = wanted ? [gatewayOf(world, by.endpoint.id, wanted)] : gatewaysByEndpoint.all(by.endpoint.id);
    const rows = from.flatMap((gateway) =>
      credentialsByGateway
        .all(gateway.id)
        .filter((credential) => by.who.identityIds.includes(credential.identity_id) || (all && manages(by, gateway))),
    );
    if (rows.length === 0 && by.endpoint.fields['public'] === false && !isEndpointAdmin(world, by))
      throw denied('This endpoint is private, and you have no user credentials on it');
    return page(c, rows, show);
  });
  app.post('/user_credentials', async (c) => {
    const by = visit(world, c);
    const given = checked<UserCredential>(await documentOf(c, 'user_credential'), {
      ...rules,
      storage_gateway_id: { kind: 'uuid', required: true },
    });
    const gateway = gatewayOf(world, by.endpoint.id, given.storage_gateway_id ?? '');
    const owner = given.identity_id?.toLowerCase() ?? by.who.identity.id;
    const identity = authState(world).identities.get(owner);
    if (!by.who.identityIds.includes(owner) && !manages(by, gateway)) throw notInIdentitySet(owner);
    if (!identity) throw invalid('identity_id', 'is not known to Globus Auth');
    if (by.who.identityIds.includes(owner)) requireGatewayUse(world, gateway, by.who);
    const username = requireAccount(world, gateway, identity, given.username);
    if (credentialsByGateway.all(gateway.id).some((row) => row.identity_id === owner && row.username === username))
      throw exists(`${identity.username} has a user credential for ${username} already`);
    const credential = putCredential(world, gateway, owner, { ...given, username });
    return result(c, [show(credential)], { status: 201, message: `Created User Credential ${credential.id}` });
  });
  app.get('/user_credentials/:id', (c) => result(c, [show(owned(c).credential)]));
  const update = (whole: boolean) => async (c: SandboxContext) => {
    const { credential, gateway } = owned(c);
    const given = checked<UserCredential>(await documentOf(c, 'user_credential'), rules);
    for (const name of ['storage_gateway_id', 'identity_id'] as const)
      if (given[name] !== undefined && given[name].toLowerCase() !== credential[name])
        throw invalid(name, 'cannot be changed');
    const identity = authState(world).identities.get(credential.identity_id);
    if (!identity) throw notFound('identity', credential.identity_id);
    const username = requireAccount(world, gateway, identity, given.username ?? credential.username);
    const rest = { display_name: null, policies: noPolicies(gateway) };
    const merged = { ...(whole ? rest : credential), ...given };
    // The rules let null pass: it asks for what is usual.
    const policies = merged.policies as UserCredential['policies'] | null;
    const changed = credentials.put(credential.id, {
      ...credential,
      username,
      display_name: merged.display_name,
      policies: policies ?? rest.policies,
      invalid: false,
      provisioned: true,
    });
    return result(c, [show(changed)], { message: `Updated User Credential ${credential.id}` });
  };
  app.put('/user_credentials/:id', update(true));
  app.patch('/user_credentials/:id', update(false));
  app.delete('/user_credentials/:id', (c) => {
    const { id } = owned(c).credential;
    credentials.delete(id);
    return result(c, [], { message: `Deleted User Credential ${id}` });
  });
}

/** Writes the credential of an identity on a storage gateway down. */
function putCredential(
  world: World,
  gateway: StorageGateway,
  identity_id: string,
  { username, display_name, policies }: Partial<UserCredential> & { username: string },
): UserCredential {
  const id = world.ids.uuid('user credential');
  return gcsState(world).credentials.put(id, {
    id,
    endpoint: gateway.endpoint,
    storage_gateway_id: gateway.id,
    identity_id,
    username,
    display_name: display_name ?? null,
    policies: policies ?? noPolicies(gateway),
    invalid: false,
    provisioned: true,
  });
}

/** The first credential of an identity on a storage gateway, made where there is none; 403 where it can have no account there. */
export function firstCredential(world: World, gateway: StorageGateway, identity: Identity): UserCredential {
  const present = gcsState(world)
    .credentialsByGateway.all(gateway.id)
    .find((row) => row.identity_id === identity.id);
  return (
    present ??
    putCredential(world, gateway, identity.id, { username: requireAccount(world, gateway, identity, undefined) })
  );
}

/**
 * The account that an identity uses a storage gateway as: the one it asks for, or the one it is mapped to. 403 when the gateway
 * does not let that in, maps the identity to none, or has mappings and they say another.
 */
function requireAccount(world: World, gateway: StorageGateway, identity: Identity, wanted: string | undefined): string {
  if (allowedIdentities(world, gateway, [identity.id]).length === 0)
    throw notFromAllowedDomain(gateway.settings['allowed_domains']);
  const mapped = accountOf(gateway, identity);
  if ('refused' in mapped) throw denied(mapped.refused);
  const username = wanted ?? mapped.account;
  if (!isAccountName(username)) throw invalid('username', 'must be the name of an account');
  if (!fitsAccount(gateway, mapped.account, username)) {
    throw denied(`The storage gateway does not let ${identity.username} in as the account ${username}`, {
      DATA_TYPE: 'invalid_user#1.0.0',
      usernames: [username],
    });
  }
  return username;
}

function noPolicies({ connector_id }: StorageGateway): Record<string, unknown> {
  return { DATA_TYPE: `${connectorOf(connector_id)?.prefix ?? 'posix'}_user_credential_policies#1.0.0` };
}

function credentialDocument(
  world: World,
  { endpoint: _endpoint, ...credential }: UserCredential,
): Record<string, unknown> {
  const gateway = gcsState(world).gateways.get(credential.storage_gateway_id);
  return {
    DATA_TYPE: 'user_credential#1.0.0',
    ...credential,
    deleted: false,
    connector_id: gateway?.connector_id ?? null,
    home_directory: `/home/${credential.username}`,
  };
}
