import { ApiError } from '../../http/api-error.js';
import type { SandboxContext } from '../../http/context.js';
import type { World } from '../../world.js';
import { authenticateClient } from '../clients.js';
import { recordConsents } from '../consents.js';
import { clientIdentity } from '../identities.js';
import { completeForest } from '../required-scopes.js';
import { parseScopes } from '../scope-grammar.js';
import { transferAll } from '../well-known-scopes.js';
import { tokenAnswer } from './token-documents.js';

/** Tokens for a confidential client itself. It consents to whatever it asks for. */
export async function clientCredentialsGrant(
  world: World,
  c: SandboxContext,
  form: Record<string, string>,
): Promise<unknown> {
  const client = authenticateClient(world, c, form);
  if (client.public_client && !client.lenient)
    throw new ApiError(400, 'unauthorized_client', 'A public client has no credentials of its own');
  // Anybody can make clients of these kinds; where anybody can connect, tokens are for those who have shown the key.
  if (
    world.needsKeyToLogIn &&
    (client.lenient || client.parent_client !== null) &&
    !world.secrets.isKey(c.req.header('x-globus-sandbox'))
  )
    throw new ApiError(400, 'unauthorized_client', 'A client that nobody registered has no tokens of its own here');
  const forest = completeForest(world, parseScopes(form['scope'] ?? `openid email profile ${transferAll}`));
  if (forest.size === 0) throw new ApiError(400, 'invalid_scope', 'no scope was asked for');
  const identity = clientIdentity(world, client);
  recordConsents(world, client.id, identity.id, forest, false);
  return tokenAnswer(world, { client: client.id, identity: identity.id, session: null }, [...forest.keys()], {
    offline: false,
  });
}
