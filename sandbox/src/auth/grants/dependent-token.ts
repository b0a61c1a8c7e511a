import { ApiError } from '../../http/api-error.js';
import type { SandboxContext } from '../../http/context.js';
import type { World } from '../../world.js';
import { actsAsResourceServer, authenticateClient } from '../clients.js';
import { consentsOf, dependentConsents } from '../consents.js';
import { requiredDependencies } from '../required-scopes.js';
import { findScope } from '../scope-directory.js';
import { byResourceServer, findToken, issueToken } from '../tokens.js';
import { tokenDocument } from './token-documents.js';

/**
 * Lets a resource server exchange a token it was called with for the tokens its caller consented to on its behalf; the answer
 * is a bare array.
 */
export function dependentTokenGrant(world: World, c: SandboxContext, form: Record<string, string>): unknown {
  const client = authenticateClient(world, c, form);
  if (!actsAsResourceServer(client.client_type))
    throw new ApiError(400, 'UNAUTHORIZED_CLIENT', 'Only a resource server may ask for dependent tokens');
  const token = findToken(world, form['token'] ?? '');
  if (token?.kind !== 'access' || ![client.id, ...client.fqdns].includes(token.resource_server)) {
    throw new ApiError(401, 'invalid_grant', 'The token is not active or not for this resource server');
  }
  const parents = consentsOf(world, token.identity).filter(
    (row) => row.client === token.client && token.scopes.includes(row.scope_name),
  );
  const granted = [...new Set(parents.flatMap((row) => dependentConsents(world, row)).map((row) => row.scope_name))];
  const missing = token.scopes.flatMap((scope) => {
    const info = findScope(world, scope);
    return info ? requiredDependencies(world, info).filter((dependency) => !granted.includes(dependency)) : [];
  });
  if (missing.length > 0) {
    throw new ApiError(
      403,
      'DEPENDENT_CONSENT_REQUIRED',
      'The caller did not consent to what this service depends on',
      { errors_item: { unapproved_scopes: missing } },
    );
  }
  const asked = form['scope'] ?? '';
  const wanted = asked === '' ? granted : granted.filter((scope) => asked.split(' ').includes(scope));
  const holder = { client: client.id, identity: token.identity, session: token.session };
  return [...byResourceServer(world, wanted)].map(([server, scopes]) =>
    tokenDocument(issueToken(world, holder, server, scopes, form['access_type'] === 'offline')),
  );
}
