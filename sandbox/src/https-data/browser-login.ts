import { authState } from '../auth/state.js';
import { issueToken } from '../auth/tokens.js';
import { ApiError } from '../http/api-error.js';
import type { SandboxContext } from '../http/context.js';
import { digest, uuidOf } from '../ids.js';
import { findEndpoint } from '../transfer/endpoints.js';
import { dataAccessScope } from '../transfer/permissions.js';
import type { World } from '../world.js';

/** The application that people in a browser log in to; registered when it first asks. */
const client = uuidOf('client https data');
const cookieName = 'globus_data';
const tokenInCookie = new RegExp(`(?:^|; *)${cookieName}=([\\w.~-]+)`);

/**
 * Lets people read with a browser, which sends no token: where one is needed they are sent to the login page, and come back
 * with a cookie that holds it, for this collection only. Other programs get what `answer` says.
 */
export async function asBrowser(
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
    if (!(refusal instanceof ApiError) || refusal.status !== 401 || !/\btext\/html\b/.test(headers.accept ?? ''))
      throw refusal;
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
    client_id: client,
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
  if (code?.client !== client || code.redirect_uri !== world.tlsUrl + home || code.expires < world.clock.now())
    throw new ApiError(403, 'PermissionDenied', 'The login was refused, or its code is used or too old');
  codes.delete(code.digest);
  const id = collectionIn(home);
  const { access_token: token } = issueToken(
    world,
    { client: client, identity: code.identity, session: code.session },
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
