import type { Hono } from 'hono';
import { ApiError } from '../http/api-error.js';
import { formBody } from '../http/body.js';
import type { SandboxEnv } from '../http/context.js';
import { listOf } from '../http/query.js';
import type { World } from '../world.js';
import { callerOf, bearerToken } from './caller.js';
import { authenticateClient } from './clients.js';
import { idTokenAlgorithm, identitySetClaims, issuer, profileClaims, publicKey } from './id-token.js';
import { identitySet } from './identities.js';
import { authState, type Token } from './state.js';
import { findToken, revokeToken } from './tokens.js';
import { authScopePrefix, wellKnownScopes } from './well-known-scopes.js';

const inactive = { active: false };

/** What tokens say about themselves: revoke, introspect, validate, userinfo, and the OpenID documents. */
export function introspectionRoutes(app: Hono<SandboxEnv>, world: World): void {
  app.post('/v2/oauth2/token/revoke', async (c) => {
    // Whoever has a token may end it: the official CLI revokes under the id of its template.
    const token = findToken(world, (await formBody(c))['token'] ?? '');
    if (token) revokeToken(world, token);
    return c.json(inactive);
  });

  app.post('/v2/oauth2/token/validate', async (c) => {
    const form = await formBody(c);
    authenticateClient(world, c, form);
    return c.json({ active: findToken(world, form['token'] ?? '') !== undefined });
  });

  app.post('/v2/oauth2/token/introspect', async (c) => {
    const form = await formBody(c);
    authenticateClient(world, c, form);
    const token = findToken(world, form['token'] ?? '');
    return c.json(token ? introspection(world, token, listOf(form['include'])) : inactive);
  });

  app.on(['GET', 'POST'], '/v2/oauth2/userinfo', (c) => {
    const token = bearerToken(world, c);
    const caller = token && callerOf(world, token);
    if (!caller || caller.token.resource_server !== 'auth.globus.org' || !caller.scopes.has('openid')) {
      throw new ApiError(403, 'FORBIDDEN', 'Call must be authenticated with a token that has the scope openid');
    }
    const session = sessionOf(world, caller.token);
    const { sub, email, last_authentication: last, ...profile } = profileClaims(world, caller.identity, session);
    return c.json({
      sub,
      ...(caller.scopes.has('profile') ? profile : {}),
      ...(caller.scopes.has('email') ? { email } : {}),
      ...(caller.scopes.has(`${authScopePrefix}view_identity_set`)
        ? { identity_set: identitySetClaims(world, caller.identity, session) }
        : {}),
      last_authentication: last,
    });
  });

  app.get('/.well-known/openid-configuration', (c) => {
    const base = issuer(world);
    return c.json({
      issuer: base,
      authorization_endpoint: `${base}/v2/oauth2/authorize`,
      token_endpoint: `${base}/v2/oauth2/token`,
      userinfo_endpoint: `${base}/v2/oauth2/userinfo`,
      revocation_endpoint: `${base}/v2/oauth2/token/revoke`,
      introspection_endpoint: `${base}/v2/oauth2/token/introspect`,
      jwks_uri: `${base}/jwk.json`,
      response_types_supported: ['code'],
      grant_types_supported: [
        'authorization_code',
        'refresh_token',
        'client_credentials',
        'urn:globus:auth:grant_type:dependent_token',
      ],
      code_challenge_methods_supported: ['S256'],
      id_token_signing_alg_values_supported: [idTokenAlgorithm],
      scopes_supported: [...wellKnownScopes.keys()].filter((scope) => !scope.includes('/')),
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      claims_supported: [
        'sub',
        'name',
        'preferred_username',
        'email',
        'organization',
        'identity_provider',
        'identity_provider_display_name',
        'identity_set',
        'last_authentication',
        'at_hash',
        'iss',
        'aud',
        'iat',
        'exp',
      ],
      subject_types_supported: ['public'],
    });
  });
  app.get('/jwk.json', (c) => c.json({ keys: [publicKey(world)] }));
}

function introspection(world: World, token: Token, include: string[]): Record<string, unknown> {
  const { identities } = authState(world);
  const identity = identities.get(token.identity);
  if (!identity) return inactive;
  const issued = Math.floor(token.issued / 1000);
  const session = sessionOf(world, token);
  return {
    active: true,
    token_type: 'Bearer',
    scope: token.scopes.join(' '),
    client_id: token.client,
    username: identity.username,
    name: identity.name,
    email: identity.email,
    exp: token.expires === null ? null : Math.floor(token.expires / 1000),
    iat: issued,
    nbf: issued,
    sub: identity.id,
    aud: [token.resource_server, token.client],
    iss: issuer(world),
    ...(include.includes('identity_set') ? { identity_set: identitySet(world, identity).map(({ id }) => id) } : {}),
    ...(include.includes('identity_set_detail')
      ? { identity_set_detail: identitySetClaims(world, identity, session) }
      : {}),
    ...(include.includes('session_info')
      ? { session_info: { session_id: session?.id ?? null, authentications: session?.authentications ?? {} } }
      : {}),
  };
}

/** The session a token belongs to, if it came from a login. */
export function sessionOf(world: World, token: Token) {
  return token.session === null ? undefined : authState(world).sessions.get(token.session);
}
