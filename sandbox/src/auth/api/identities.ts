import type { Hono } from 'hono';
import type { SandboxContext, SandboxEnv } from '../../http/context.js';
import { keptJson } from '../../http/kept-json.js';
import { booleanOf, listOf } from '../../http/query.js';
import type { World } from '../../world.js';
import type { Caller } from '../caller.js';
import { authenticateClient } from '../clients.js';
import { consentsOf } from '../consents.js';
import { forbidden, invalid, notFound, unauthorized } from '../errors.js';
import { clientIdentity, identityDocument, provisionIdentity } from '../identities.js';
import { authState, type Identity } from '../state.js';
import { authCaller } from './access.js';

const mostIdentities = 100;

/** `/v2/api/identities` and `/v2/api/identity_providers`. */
export function identityRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { identities, identityByUsername, clients, providers } = authState(world);
  const find = (id: string): Identity | undefined => {
    const client = clients.get(id);
    return identities.get(id) ?? (client && clientIdentity(world, client));
  };

  app.get('/v2/api/identities', (c) => {
    const caller = requireAnyone(world, c);
    const document = () => ({ identities: identitiesAsked(c) });
    // Who provisions changes what is asked for.
    return caller && c.req.query('provision') === undefined ? keptJson(world, c, caller, document) : c.json(document());
  });

  const identitiesAsked = (c: SandboxContext): Record<string, unknown>[] => {
    const ids = c.req.query('ids');
    const usernames = c.req.query('usernames');
    if ((ids === undefined) === (usernames === undefined))
      throw invalid("exactly one of 'ids' and 'usernames' is needed");
    const asked = listOf(ids ?? usernames);
    if (asked.length > mostIdentities) throw invalid(`at most ${mostIdentities} identities can be asked for at once`);
    const provision = booleanOf(c.req.query('provision'), false);
    const found = asked.flatMap((key) => {
      if (ids !== undefined) return find(key.toLowerCase()) ?? [];
      if (!/^[^@\s]+@[^@\s]+$/.test(key)) return [];
      return (
        identityByUsername.first(key.toLowerCase()) ??
        clientIdentityNamed(key, find) ??
        (provision ? provisionIdentity(world, key) : [])
      );
    });
    return [...new Set(found)].map(identityDocument);
  };

  app.get('/v2/api/identities/:id', (c) => {
    requireAnyone(world, c);
    const identity = find(c.req.param('id'));
    if (!identity) throw notFound('identity', c.req.param('id'));
    return c.json({ identity: identityDocument(identity) });
  });

  app.get('/v2/api/identities/:id/consents', (c) => {
    const caller = authCaller(world, c);
    if (!caller.identityIds.includes(c.req.param('id'))) throw forbidden();
    const all = booleanOf(c.req.query('all'), false);
    const rows = consentsOf(world, c.req.param('id'), all ? undefined : caller.client);
    return c.json({ consents: rows.map(({ root_client: _, ...row }) => row) });
  });

  app.get('/v2/api/identity_providers', (c) => {
    requireAnyone(world, c);
    const ids = listOf(c.req.query('ids'));
    const domains = listOf(c.req.query('domains'));
    if (ids.length > 0 === domains.length > 0) throw invalid("exactly one of 'ids' and 'domains' is needed");
    const found = [...providers.values()].filter(
      (provider) => ids.includes(provider.id) || provider.domains.some((domain) => domains.includes(domain)),
    );
    return c.json({ identity_providers: found });
  });
}

function clientIdentityNamed(username: string, find: (id: string) => Identity | undefined): Identity | undefined {
  const id = /^([0-9a-f-]{36})@clients\.auth\.globus\.org$/i.exec(username)?.[1];
  return id === undefined ? undefined : find(id.toLowerCase());
}

/** Throws unless somebody asks; undefined is a client with its credentials. */
function requireAnyone(world: World, c: SandboxContext): Caller | undefined {
  if (!/^basic /i.test(c.env.incoming.headers.authorization ?? '')) return authCaller(world, c);
  try {
    authenticateClient(world, c, {});
    return undefined;
  } catch {
    throw unauthorized();
  }
}
