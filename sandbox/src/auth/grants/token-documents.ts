import type { World } from '../../world.js';
import { idToken } from '../id-token.js';
import { authState, type Identity } from '../state.js';
import { accessSeconds, byResourceServer, issueToken, type IssuedToken, type TokenHolder } from '../tokens.js';

/** One token as the token endpoint tells it. */
export interface TokenDocument {
  readonly access_token: string;
  readonly scope: string;
  readonly expires_in: number;
  readonly token_type: 'Bearer';
  readonly resource_server: string;
  readonly refresh_token?: string;
  id_token?: string;
  state?: string;
}

/** The document of one issued token. */
export function tokenDocument(issued: IssuedToken): TokenDocument {
  return {
    access_token: issued.access_token,
    scope: issued.row.scopes.join(' '),
    expires_in: accessSeconds,
    token_type: 'Bearer',
    resource_server: issued.row.resource_server,
    ...(issued.refresh_token === undefined ? {} : { refresh_token: issued.refresh_token }),
  };
}

/**
 * Issues one token per resource server for these scopes and returns the whole answer. With `openid` the token of Auth comes
 * first and brings the id_token, which clients look for there only.
 */
export async function tokenAnswer(
  world: World,
  holder: TokenHolder & { identity: string },
  scopes: string[],
  options: { offline: boolean; state?: string | null; nonce?: string | null },
): Promise<TokenDocument & { other_tokens: TokenDocument[] }> {
  const groups = [...byResourceServer(world, scopes)];
  const openid = scopes.includes('openid');
  if (openid) groups.sort(([a], [b]) => Number(b === 'auth.globus.org') - Number(a === 'auth.globus.org'));
  const documents = groups.map(([server, group]) =>
    tokenDocument(issueToken(world, holder, server, group, options.offline)),
  );
  const [first, ...others] = documents as [TokenDocument, ...TokenDocument[]];
  if (openid) {
    const { identities, sessions } = authState(world);
    const session = holder.session === null ? undefined : sessions.get(holder.session);
    first.id_token = await idToken(world, {
      client: holder.client,
      identity: identities.get(holder.identity) as Identity,
      session,
      nonce: options.nonce ?? null,
      accessToken: first.access_token,
    });
  }
  if (options.state !== null && options.state !== undefined) first.state = options.state;
  return { ...first, other_tokens: others };
}
