import { ApiError } from '../../http/api-error.js';
import type { SandboxContext } from '../../http/context.js';
import type { World } from '../../world.js';
import { authenticateClient } from '../clients.js';
import { authState } from '../state.js';
import { findToken, issueAccess, issueToken } from '../tokens.js';
import { tokenDocument } from './token-documents.js';

/** A new access token for a refresh token; with rotation, a new refresh token in the old one's place. */
export function refreshTokenGrant(world: World, c: SandboxContext, form: Record<string, string>): unknown {
  const client = authenticateClient(world, c, form);
  const token = findToken(world, form['refresh_token'] ?? '');
  if (token?.kind !== 'refresh' || token.client !== client.id)
    throw new ApiError(401, 'invalid_grant', 'The refresh token is unknown, revoked or of another client');
  if (!world.options.rotateRefreshTokens) {
    return {
      ...tokenDocument(issueAccess(world, token, token.resource_server, token.scopes, token.digest)),
      other_tokens: [],
    };
  }
  authState(world).tokens.delete(token.digest);
  return { ...tokenDocument(issueToken(world, token, token.resource_server, token.scopes, true)), other_tokens: [] };
}
