import { digest, secret } from '../ids.js';
import type { World } from '../world.js';
import { findScope } from './scope-directory.js';
import { authState, type Token } from './state.js';

/** How long an access token lives: 48 hours, as Globus's do. */
export const accessSeconds = 172_800;

/** Whom tokens are for. */
export interface TokenHolder {
  readonly client: string;
  readonly identity: string;
  readonly session: string | null;
}

/** A token just made; the only time its text is known. */
export interface IssuedToken {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly row: Token;
}

/** Groups scopes by the resource server whose token carries them, in order of first mention. */
export function byResourceServer(world: World, scopes: Iterable<string>): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const scope of scopes) {
    const server = findScope(world, scope)?.resource_server;
    if (server === undefined) continue;
    const group = groups.get(server);
    if (!group) groups.set(server, [scope]);
    else if (!group.includes(scope)) group.push(scope);
  }
  return groups;
}

/** Makes an access token, and with `offline` a refresh token beside it. */
export function issueToken(
  world: World,
  holder: TokenHolder,
  server: string,
  scopes: string[],
  offline: boolean,
): IssuedToken {
  const { tokens } = authState(world);
  const now = world.clock.now();
  let refresh: string | undefined;
  if (offline) {
    refresh = tokenText(world);
    tokens.put(digest(refresh), {
      ...rowOf(holder, server, scopes),
      digest: digest(refresh),
      kind: 'refresh',
      issued: now,
      expires: null,
      refresh: null,
    });
  }
  const issued = issueAccess(world, holder, server, scopes, refresh === undefined ? null : digest(refresh));
  return refresh === undefined ? issued : { ...issued, refresh_token: refresh };
}

/** Makes an access token that ends when the refresh token with the digest `refresh` is revoked. */
export function issueAccess(
  world: World,
  holder: TokenHolder,
  server: string,
  scopes: string[],
  refresh: string | null,
): IssuedToken {
  const text = tokenText(world);
  const now = world.clock.now();
  const row: Token = {
    ...rowOf(holder, server, scopes),
    digest: digest(text),
    kind: 'access',
    issued: now,
    expires: now + accessSeconds * 1000,
    refresh,
  };
  authState(world).tokens.put(row.digest, row);
  return { access_token: text, row };
}

/** The live token with this text; undefined for one that is unknown, revoked, expired, or of another world. */
export function findToken(world: World, text: string): Token | undefined {
  if (!text.startsWith(tokenPrefix(world))) return undefined;
  const token = authState(world).tokens.get(digestOf(text));
  return token && (token.expires === null || token.expires > world.clock.now()) ? token : undefined;
}

const mostDigests = 1000;
const digests = new Map<string, string>();

/** The digest of a token that comes with request after request. */
function digestOf(text: string): string {
  let known = digests.get(text);
  if (known === undefined) {
    if (digests.size >= mostDigests) digests.clear();
    digests.set(text, (known = digest(text)));
  }
  return known;
}

/** Ends a token; with a refresh token, the access tokens made with it end too. */
export function revokeToken(world: World, token: Token): void {
  const { tokens, tokensByRefresh } = authState(world);
  if (token.kind === 'refresh') for (const access of tokensByRefresh.all(token.digest)) tokens.delete(access.digest);
  tokens.delete(token.digest);
}

/** Forgets tokens and codes that expired; called now and then. */
export function forgetExpired(world: World): void {
  const { tokens, codes } = authState(world);
  const now = world.clock.now();
  for (const token of tokens.filter(({ expires }) => expires !== null && expires < now)) tokens.delete(token.digest);
  for (const code of codes.filter(({ expires }) => expires < now)) codes.delete(code.digest);
}

// Every token names its world, so that one that strays to another sandbox is refused before it is looked up.
function tokenPrefix(world: World): string {
  return `sandbox_${world.id}_`;
}

function tokenText(world: World): string {
  return tokenPrefix(world) + secret(43);
}

function rowOf(holder: TokenHolder, resource_server: string, scopes: string[]) {
  return { client: holder.client, identity: holder.identity, session: holder.session, resource_server, scopes };
}
