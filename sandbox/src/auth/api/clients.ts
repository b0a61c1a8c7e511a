import type { Hono } from 'hono';
import { jsonBody, type Json } from '../../http/body.js';
import type { SandboxContext, SandboxEnv } from '../../http/context.js';
import { parameter } from '../../http/query.js';
import type { World } from '../../world.js';
import { addCredential, clientDocument, newClient } from '../clients.js';
import { clientIdentity } from '../identities.js';
import { forbidden, invalid, notFound, unauthorized } from '../errors.js';
import { authState, type Client, type ClientType, type Credential } from '../state.js';
import { administers, controls, developer } from './access.js';
import { pick, unwrap } from './fields.js';

const clientFields = {
  name: 'string',
  visibility: 'string',
  redirect_uris: 'addresses',
  links: 'links',
  required_idp: 'nullable uuid',
  preselect_idp: 'nullable uuid',
  prompt_for_named_grant: 'boolean',
  userinfo_from_effective_identity: 'boolean',
} as const;
const noLinks = { privacy_policy: null, terms_and_conditions: null };
const types: ClientType[] = [
  'confidential_client',
  'public_installed_client',
  'public_webapp_client',
  'client_identity',
  'resource_server',
  'globus_connect_server',
  'hybrid_confidential_client_resource_server',
];

/** `/v2/api/clients` with the credentials of clients. */
export function clientRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { clients, credentials, credentialsByClient, projects } = authState(world);
  const mine = (c: SandboxContext, ...scopes: string[]): Client => {
    const who = developer(world, c, 'manage_projects', ...scopes);
    const client = clients.get(parameter(c, 'id'));
    if (!client) throw notFound('client', parameter(c, 'id'));
    if (!controls(world, who, client)) throw forbidden();
    return client;
  };

  app.get('/v2/api/clients', (c) => {
    const who = developer(world, c, 'manage_projects', 'view_clients', 'view_clients_and_scopes');
    const fqdn = c.req.query('fqdn');
    if (fqdn === undefined)
      return c.json({
        clients: clients
          .filter((client) => controls(world, who, client))
          .map((client) => clientDocument(world, client)),
      });
    const [client] = clients.filter((candidate) => candidate.fqdns.includes(fqdn));
    if (!client) throw notFound('client with the name', fqdn);
    return c.json({ client: clientDocument(world, client) });
  });
  app.post('/v2/api/clients', async (c) => {
    const body = unwrap(await jsonBody(c, 'INVALID_PARAMETERS'), 'client');
    if (body['template_id'] !== undefined) return c.json(fromTemplate(world, body), 201);
    const who = developer(world, c, 'manage_projects');
    const fields = readClient(body, true);
    const project = body['project'];
    if (typeof project === 'string') {
      if (!projects.has(project)) throw notFound('project', project);
      if (!administers(who, projects.get(project))) throw forbidden();
      return c.json({ client: clientDocument(world, newClient(world, { ...fields, project })) }, 201);
    }
    if (!who.client) throw invalid("'project' is required, unless a client creates a child with its own credentials");
    return c.json(
      { client: clientDocument(world, newClient(world, { ...fields, parent_client: who.client.id })) },
      201,
    );
  });
  app.get('/v2/api/clients/:id', (c) =>
    c.json({ client: clientDocument(world, mine(c, 'view_clients', 'view_clients_and_scopes')) }),
  );
  app.put('/v2/api/clients/:id', async (c) => {
    const client = mine(c);
    const changed = { ...client, ...readClient(unwrap(await jsonBody(c, 'INVALID_PARAMETERS'), 'client'), false) };
    return c.json({ client: clientDocument(world, clients.put(client.id, changed)) });
  });
  app.delete('/v2/api/clients/:id', (c) => {
    const client = mine(c);
    clients.delete(client.id);
    for (const credential of credentialsByClient.all(client.id)) credentials.delete(credential.id);
    return c.json({ client: clientDocument(world, client) });
  });

  app.get('/v2/api/clients/:id/credentials', (c) =>
    c.json({
      credentials: credentialsByClient.all(mine(c).id).map((credential) => credentialDocument(credential, null)),
    }),
  );
  app.post('/v2/api/clients/:id/credentials', async (c) => {
    const client = mine(c);
    const { name } = unwrap(await jsonBody(c, 'INVALID_PARAMETERS'), 'credential');
    if (typeof name !== 'string' || name === '') throw invalid("'name' is required");
    if (client.public_client) throw invalid('a public client cannot have credentials');
    const { credential, secret } = addCredential(world, client, name);
    return c.json({ credential: credentialDocument(credential, secret) }, 201);
  });
  app.delete('/v2/api/clients/:id/credentials/:credential', (c) => {
    const client = mine(c);
    const credential = credentials.get(c.req.param('credential'));
    if (credential?.client !== client.id) throw notFound('credential', c.req.param('credential'));
    credentials.delete(credential.id);
    return c.json({ credential: credentialDocument(credential, null) });
  });
}

function readClient(body: Json, creating: boolean): Partial<Client> & { name: string } {
  const fields = pick<Client>(body, clientFields, creating ? ['name'] : []);
  if (fields.visibility !== undefined && !['private', 'public'].includes(fields.visibility))
    throw invalid("'visibility' must be private or public");
  if (fields.links !== undefined) fields.links = { ...noLinks, ...fields.links };
  if (!creating) return fields as Partial<Client> & { name: string };
  const type = body['client_type'] as ClientType | undefined;
  if (type !== undefined && !types.includes(type)) throw invalid(`'client_type' must be one of ${types.join(', ')}`);
  const { public_client: isPublic } = pick<Client>(body, { public_client: 'boolean' });
  if ((type === undefined) === (isPublic === undefined))
    throw invalid("exactly one of 'client_type' and 'public_client' is needed");
  return {
    ...fields,
    public_client: type ? type.startsWith('public_') : isPublic === true,
    ...(type ? { client_type: type } : {}),
  } as Partial<Client> & { name: string };
}

/** A confidential client of its own for each installation of a templated application; nobody needs to be logged in. */
function fromTemplate(world: World, body: Json): Json {
  const template = authState(world).clients.get(String(body['template_id']));
  if (!template) throw unauthorized();
  const { name = template.name } = pick<Client>(body, { name: 'string' });
  const client = newClient(world, { name, parent_client: template.id });
  clientIdentity(world, client);
  const { credential, secret } = addCredential(world, client, 'Auto-created at client creation');
  return {
    client: clientDocument(world, client),
    included: { client_credential: credentialDocument(credential, secret) },
  };
}

function credentialDocument({ id, name, client, created }: Credential, secret: string | null): Json {
  return { id, name, client, created, secret };
}
