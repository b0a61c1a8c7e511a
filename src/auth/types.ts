import { isNumber } from '../exact-json.js';
import { keepSecret } from '../secrets.js';

/** One token as the store keeps it: the fields of globus_sdk's JSONTokenStorage, so that Python scripts can share a login. */
export interface Token {
  readonly resource_server: string;
  readonly identity_id: string | null;
  /** Space-separated, top level only. */
  readonly scope: string;
  readonly access_token: string;
  readonly refresh_token: string | null;
  /** Seconds since 1970, by this machine's clock. */
  readonly expires_at_seconds: number;
  readonly token_type: string;
}
/** The tokens of one login, by resource server. */
export type Tokens = Readonly<Record<string, Token>>;

/** What Globus Auth's token endpoint answers. */
export interface TokenResponse {
  readonly access_token: string;
  readonly scope: string;
  readonly expires_in: number;
  readonly token_type: string;
  readonly resource_server: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
  readonly other_tokens?: readonly TokenResponse[];
}
export interface ClientCredentials {
  readonly id: string;
  readonly secret: string;
}

/** The OAuth2 side of Globus Auth, as this folder needs it. Failures are ServiceError or NetworkError. */
export interface AuthServer {
  readonly authorizeUrl: string;
  /** The page that shows the code: the redirect of a login without a listener. */
  readonly codePageUrl: string;
  readonly token: (form: Record<string, string>, basic?: ClientCredentials) => Promise<TokenResponse>;
  readonly revoke: (form: Record<string, string>, basic?: ClientCredentials) => Promise<unknown>;
}

/** Where a login belongs. */
export interface Place {
  readonly environment: string;
  readonly profile: string | undefined;
  /** Services sent elsewhere than the environment's own servers. */
  readonly redirected: Readonly<Record<string, string>>;
}

/**
 * Eight letters that stand for a set of redirected servers; empty for none. It tells a handful of sets apart, which the user made, so the
 * FNV-1a hash of 32 bits does: loading Node's cryptography took a sixth of a whole command.
 */
function serversMark(redirected: Place['redirected']): string {
  const entries = Object.entries(redirected).sort();
  if (!entries.length) return '';
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(JSON.stringify(entries))) hash = Math.imul(hash ^ byte, 0x01000193);
  return `@${(hash >>> 0).toString(16).padStart(8, '0')}`;
}

/** The namespace of a person's login: no token of one set of servers is ever found under another. */
export const userNamespace = ({ environment, profile, redirected }: Place) =>
  ['userprofile', `${environment}${serversMark(redirected)}`, ...(profile ? [profile] : [])].join('/');
/** The namespace of a client's tokens. */
export const clientNamespace = ({ environment, redirected }: Place, clientId: string) =>
  `clientprofile/${environment}${serversMark(redirected)}/${clientId}`;

/** More seconds than any token lives. */
const longestLife = 1_000_000_000;
export const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** How long a token lives, in seconds. One that does not say so is renewed when it is next needed. */
function lifeOf({ expires_in: given }: { readonly expires_in?: unknown }): number {
  const life = Math.floor(Number(isText(given) || isNumber(given) ? given : NaN));
  return life > 0 ? Math.min(life, longestLife) : 0;
}

/**
 * The token and those beside it, as the store keeps them, whatever the answer was like: what was kept once can be read again, and a part
 * of another type than it should have counts as left out.
 */
export function tokensOf(response: TokenResponse, identityId: string | null, now: Date, before: Tokens = {}): Tokens {
  const others: unknown = response.other_tokens ?? [];
  const all = [response, ...(Array.isArray(others) ? (others as TokenResponse[]) : [])].filter(
    (each: TokenResponse | null) => isText(each?.access_token) && isText(each.resource_server),
  );
  for (const { access_token, refresh_token, id_token } of all)
    for (const secret of [access_token, refresh_token, id_token]) keepSecret(secret);
  return Object.fromEntries(
    all.map((each) => [
      each.resource_server,
      {
        resource_server: each.resource_server,
        identity_id: identityId ?? before[each.resource_server]?.identity_id ?? null,
        scope: isText(each.scope) ? each.scope : '',
        access_token: each.access_token,
        // a refresh that brings no new refresh token leaves the old one in force
        refresh_token: isText(each.refresh_token)
          ? each.refresh_token
          : (before[each.resource_server]?.refresh_token ?? null),
        expires_at_seconds: Math.floor(now.getTime() / 1000) + lifeOf(each),
        token_type: isText(each.token_type) ? each.token_type : 'Bearer',
      },
    ]),
  );
}
