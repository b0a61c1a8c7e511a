import { authState } from '../auth/state.js';
import { issueToken } from '../auth/tokens.js';
import { ApiError } from '../http/api-error.js';
import type { SandboxContext } from '../http/context.js';
import { digest } from '../ids.js';
import { findEndpoint } from '../transfer/endpoints.js';
import { dataAccessScope } from '../transfer/permissions.js';
import type { World } from '../world.js';

const cookieName = 'globus_data';
const tokenInCookie = new RegExp(`(?:^|; *)${cookieName}=([\\w.~-]+)`);

/**
 * Answers who sends no token where one is needed by sending them to the login page, as the application that the collection is:
 * so programs learn whose file it is, and people with a browser log in and come back with a cookie that holds a token, for this
 * collection only.
 */
export async function orToLogin(
  world: World,
  c: SandboxContext,
  answer: () => Response | Promise<Response>,
): Promise<Response> {
  const { headers } = c.env.incoming;
  if (headers.authorization !== undefined) return answer();
  const page = c.req.path.replace(/^\/https/, '');
  const home = /^\/data\/[^/]+\//.exec(page)?.[0];
  if (home === undefined) return answer();
  const { code, state, error } = c.req.query();
  // No file is called like the collection itself, so the login can lead back there.
  if (page === home && state?.startsWith(home) && (code ?? error) !== undefined)
    return comeBack(world, home, state, code);
  const token = tokenInCookie.exec(headers.cookie ?? '')?.[1];
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  try {
    return await answer();
  } catch (refusal) {
    if (!(refusal instanceof ApiError) || refusal.status !== 401) throw refusal;
    return toLogin(world, home, page + new URL(c.req.url).search);
  }
}

const collectionIn = (home: string): string => home.split('/')[2]?.toLowerCase() ?? '';
const scopeOf = (id: string): string => `https://auth.globus.org/scopes/${id}/https`;

function toLogin(world: World, home: string, state: string): Response {
  const id = collectionIn(home);
  const below = dataAccessScope(findEndpoint(world, id));
  const scope = below === undefined ? scopeOf(id) : `${scopeOf(id)}[*${below}]`;
  const query = new URLSearchParams({
    client_id: id,
    redirect_uri: world.tlsUrl + home,
    response_type: 'code',
    scope,
    state,
  });
  return new Response(null, {
    status: 302,
    headers: { Location: `${world.url}/auth/v2/oauth2/authorize?${query.toString()}`, 'Cache-Control': 'no-store' },
  });
}

function comeBack(world: World, home: string, state: string, text: string | undefined): Response {
  const { codes } = authState(world);
  const code = codes.get(digest(text ?? ''));
  const id = collectionIn(home);
  if (code?.client !== id || code.redirect_uri !== world.tlsUrl + home || code.expires < world.clock.now())
    throw new ApiError(403, 'PermissionDenied', 'The login was refused, or its code is used or too old');
  codes.delete(code.digest);
  const { access_token: token } = issueToken(
    world,
    { client: id, identity: code.identity, session: code.session },
    id,
    [scopeOf(id)],
    false,
  );
  const cookie = `${cookieName}=${token}; Path=${home}; Secure; HttpOnly; SameSite=Lax`;
  return new Response(null, {
    status: 302,
    headers: { Location: world.tlsUrl + state, 'Set-Cookie': cookie, 'Cache-Control': 'no-store' },
  });
}
