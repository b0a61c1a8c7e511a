import { createHash } from 'node:crypto';
import { digest } from '../../ids.js';
import { ApiError } from '../../http/api-error.js';
import type { SandboxContext } from '../../http/context.js';
import type { World } from '../../world.js';
import { authenticateClient } from '../clients.js';
import { sameRedirect } from '../redirects.js';
import { authState, type AuthorizationCode } from '../state.js';
import { tokenAnswer } from './token-documents.js';

/** Exchanges a code, once, for one token per resource server. */
export async function authorizationCodeGrant(
  world: World,
  c: SandboxContext,
  form: Record<string, string>,
): Promise<unknown> {
  const client = authenticateClient(world, c, form);
  const { codes } = authState(world);
  const code = codes.get(digest(form['code'] ?? ''));
  if (!code || code.client !== client.id || code.expires < world.clock.now())
    throw refused('The code is unknown, expired, already used, or was made for another client');
  // Used up even when the rest does not fit: a code is tried once.
  codes.delete(code.digest);
  if (!sameRedirect(code.redirect_uri, form['redirect_uri']))
    throw refused('redirect_uri differs from that of the login');
  if (!isVerified(code, form['code_verifier'])) throw refused('code_verifier does not match the code_challenge');
  const holder = { client: client.id, identity: code.identity, session: code.session };
  return tokenAnswer(world, holder, code.scopes.split(' '), {
    offline: code.offline,
    state: code.state,
    nonce: code.nonce,
  });
}

function isVerified(code: AuthorizationCode, verifier: string | undefined): boolean {
  // A verifier for a login without a challenge: somebody took the challenge off its way to put in a code of their own.
  if (code.challenge === null) return verifier === undefined || verifier === '';
  if (verifier === undefined || !/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)) return false;
  const proof = createHash('sha256').update(verifier).digest('base64url');
  return proof === code.challenge.replace(/(?<!=)=+$/, '');
}

function refused(why: string): ApiError {
  return new ApiError(401, 'invalid_grant', why);
}
