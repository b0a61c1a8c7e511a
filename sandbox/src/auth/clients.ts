import { isUuid, digest, secret } from '../ids.js';
import { ApiError } from '../http/api-error.js';
import type { SandboxContext } from '../http/context.js';
import type { World } from '../world.js';
import { authTime } from './consents.js';
import { authState, type Client, type ClientType, type Credential } from './state.js';

/** The id of the template from which the official CLI makes a client of its own. */
export const officialCliTemplate = '95fdeba8-fac2-42bd-a357-e068d82ff78e';

/** A client with every field it must have; `fields` say what is special about it. */
export function newClient(world: World, fields: Partial<Client> & { name: string }): Client {
  const id = fields.id ?? world.ids.uuid('client');
  const publicClient = fields.public_client ?? false;
  return authState(world).clients.put(id, {
    project: null,
    client_type: publicClient ? 'public_installed_client' : 'confidential_client',
    redirect_uris: [],
    fqdns: [],
    links: { privacy_policy: null, terms_and_conditions: null },
    required_idp: null,
    preselect_idp: null,
    parent_client: null,
    prompt_for_named_grant: publicClient,
    visibility: 'private',
    userinfo_from_effective_identity: true,
    lenient: false,
    ...fields,
    public_client: publicClient,
    id,
  });
}

/** Gives the client a new secret, which is returned and kept only as its digest. */
export function addCredential(
  world: World,
  client: Client,
  name: string,
  given?: string,
): { credential: Credential; secret: string } {
  const text = given ?? secret(44);
  const id = world.ids.uuid('credential');
  const credential: Credential = {
    id,
    client: client.id,
    name,
    created: authTime(world.clock.now()),
    secret_digest: digest(text),
  };
  authState(world).credentials.put(id, credential);
  return { credential, secret: text };
}

/**
 * The client of this id. A client nobody registered is registered on the spot, so that an application keeps working with
 * the credentials it got before a reset; 400 when the id is not a UUID.
 */
export function clientOrNewcomer(world: World, id: string): Client {
  if (!isUuid(id)) throw new ApiError(400, 'invalid_client', `'${String(id)}' is not a client id`);
  return (
    authState(world).clients.get(id) ??
    newClient(world, {
      id,
      name: `Client ${id}`,
      public_client: true,
      client_type: 'public_installed_client',
      lenient: true,
      prompt_for_named_grant: false,
    })
  );
}

/**
 * The client that makes this request: by HTTP Basic, by `client_id` and `client_secret` in the form, or, for a public client, by
 * `client_id` alone. 401 `invalid_client` otherwise.
 */
export function authenticateClient(world: World, c: SandboxContext, form: Record<string, string>): Client {
  const client = maybeClient(world, c, form);
  if (!client) throw invalidClient('Client authentication is required');
  return client;
}

/** As `authenticateClient`, but undefined when the request names no client at all. */
export function maybeClient(world: World, c: SandboxContext, form: Record<string, string>): Client | undefined {
  const basic = basicCredentials(c.env.incoming.headers.authorization);
  const id = basic?.id ?? form['client_id'];
  const given = basic?.secret ?? form['client_secret'];
  if (id === undefined || id === '') return undefined;
  const client =
    form['grant_type'] === 'client_credentials' ? authState(world).clients.get(id) : clientOrNewcomer(world, id);
  if (!client) throw invalidClient('No such client');
  const credentials = authState(world).credentialsByClient.all(client.id);
  if (given === undefined || given === '') {
    if (client.public_client) return client;
    throw invalidClient('A confidential client must send its secret');
  }
  if (client.lenient && credentials.length === 0) {
    addCredential(world, client, 'First secret used', given);
    return client;
  }
  const wanted = digest(given);
  if (credentials.some((credential) => credential.secret_digest === wanted)) return client;
  throw invalidClient('The client secret is wrong');
}

/** The document that `/v2/api/clients` shows. */
export function clientDocument(world: World, client: Client): Record<string, unknown> {
  const { lenient: _, ...fields } = client;
  const grants = ['authorization_code', ...(client.public_client ? [] : ['client_credentials']), 'refresh_token'];
  if (actsAsResourceServer(client.client_type)) grants.push('urn:globus:auth:grant_type:dependent_token');
  return {
    ...fields,
    grant_types: grants,
    scopes: authState(world)
      .scopesByClient.all(client.id)
      .map((scope) => scope.id),
  };
}

/** Whether clients of this type may exchange tokens given to them for dependent ones. */
export function actsAsResourceServer(type: ClientType): boolean {
  return (
    type === 'resource_server' ||
    type === 'hybrid_confidential_client_resource_server' ||
    type === 'globus_connect_server'
  );
}

function basicCredentials(header: string | undefined): { id: string; secret: string } | undefined {
  if (header === undefined || !/^basic /i.test(header)) return undefined;
  const text = Buffer.from(header.slice(6).trim(), 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}

function invalidClient(why: string): ApiError {
  return new ApiError(401, 'invalid_client', why, {}, { 'WWW-Authenticate': 'Basic' });
}
