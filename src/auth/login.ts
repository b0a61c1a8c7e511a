import { createHash, randomBytes } from 'node:crypto';
import { AuthRequiredError, type AuthRequirement, CliError, ServiceError } from '../errors.js';
import { authorizeParams } from './requirements.js';
import { joinScopes } from './scopes.js';
import { type AuthServer, isText, type TokenResponse } from './types.js';

/** What a login is to bring. */
export interface Wanted {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly requirement: AuthRequirement;
  /** The line that begins it, and would begin it anew. */
  readonly line: string;
}
/** A login under way: everything its end needs. The verifier is a secret until then. */
export interface Authorization {
  readonly url: string;
  readonly verifier: string;
  readonly state: string;
  readonly redirectUri: string;
  readonly clientId: string;
  /** The line that began it; logins kept by an older version are without. */
  readonly line?: string;
}
/** Who logged in, and with what. */
export interface Granted {
  readonly response: TokenResponse;
  readonly identityId: string;
  readonly username: string;
  /** When each identity of the session authenticated, in seconds since 1970. */
  readonly authentications: Readonly<Record<string, number>>;
}

const base64url = (bytes: Buffer) => bytes.toString('base64url');

/** Begins a native-app login with PKCE and refresh tokens. */
export function authorization(server: AuthServer, wanted: Wanted): Authorization {
  const verifier = base64url(randomBytes(48));
  const state = base64url(randomBytes(18));
  const query = new URLSearchParams({
    client_id: wanted.clientId,
    redirect_uri: wanted.redirectUri,
    scope: joinScopes(wanted.scopes),
    state,
    response_type: 'code',
    access_type: 'offline',
    code_challenge: base64url(createHash('sha256').update(verifier).digest()),
    code_challenge_method: 'S256',
    ...authorizeParams(wanted.requirement),
  });
  return {
    url: `${server.authorizeUrl}?${query.toString()}`,
    verifier,
    state,
    redirectUri: wanted.redirectUri,
    clientId: wanted.clientId,
    line: wanted.line,
  };
}

/** Changes the code that a person brings back for tokens. */
export async function redeem(server: AuthServer, begun: Authorization, code: string): Promise<Granted> {
  const form = {
    grant_type: 'authorization_code',
    code: code.trim(),
    redirect_uri: begun.redirectUri,
    code_verifier: begun.verifier,
    client_id: begun.clientId,
  };
  const response = await server.token(form).catch((error: unknown) => {
    throw isRefusal(error) ? refusedCode(error, begun) : error;
  });
  return { response, ...identityOf(response) };
}

const isRefusal = (error: unknown): error is CliError =>
  error instanceof AuthRequiredError ||
  (error instanceof ServiceError && error.response.status < 500 && error.response.status !== 429);

/** The code that a person brought is not, or no longer, one of this login. */
export class RefusedCodeError extends CliError {}

/** What Auth says of a code that is not known to it is worded as that of a login, which the person is about to make. */
const isAboutLogin = (cause: CliError) => cause instanceof AuthRequiredError;
const refusedCode = (cause: CliError, { line = 'globus login' }: Authorization) =>
  new RefusedCodeError(`Globus Auth does not accept the code${isAboutLogin(cause) ? '.' : `: ${cause.message}`}`, {
    cause,
    hint: `A code works once, within ten minutes, and only for its own login. Start again with: ${line}`,
  });

/**
 * The subject of the ID token. It came over our own connection to the token endpoint, which vouches for it; what else it says counts
 * where it is of the right type.
 */
function identityOf(response: TokenResponse): Omit<Granted, 'response'> {
  const all = [response, ...listOf<TokenResponse>(response.other_tokens)];
  const idToken = all.map((each) => each.id_token).find(isText);
  let claims: Claims;
  try {
    claims = (JSON.parse(Buffer.from(idToken?.split('.')[1] ?? '', 'base64url').toString('utf8')) ?? {}) as Claims;
  } catch (cause) {
    throw new CliError('Globus Auth answered without a readable ID token, so it is not known who logged in.', {
      cause,
    });
  }
  const { sub, preferred_username: username } = claims;
  if (!isText(sub)) throw new CliError('Globus Auth answered with an ID token that names nobody.');
  const people = [claims, ...listOf<Claims>(claims.identity_set)];
  const authenticated = people.flatMap((each) =>
    isText(each.sub) && each.last_authentication && Number.isFinite(each.last_authentication)
      ? [[each.sub, each.last_authentication] as const]
      : [],
  );
  return {
    identityId: sub,
    username: isText(username) ? username : sub,
    authentications: Object.fromEntries(authenticated),
  };
}

/** The objects of a list; none where it is no list. */
const listOf = <T extends object>(value: unknown): readonly T[] =>
  Array.isArray(value) ? value.filter((each): each is T => each !== null && typeof each === 'object') : [];

interface Claims {
  readonly sub?: string;
  readonly preferred_username?: string;
  readonly last_authentication?: number | null;
  readonly identity_set?: readonly Claims[];
}
