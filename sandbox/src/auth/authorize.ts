import { timingSafeEqual } from 'node:crypto';
import type { Hono } from 'hono';
import { digest, secret } from '../ids.js';
import { ApiError } from '../http/api-error.js';
import { formBody } from '../http/body.js';
import type { SandboxContext, SandboxEnv } from '../http/context.js';
import type { World } from '../world.js';
import { authorizePage, codePage, refusalPage } from './authorize-page.js';
import { clientOrNewcomer } from './clients.js';
import { recordConsents } from './consents.js';
import { findLogin, loginIdentities } from './identities.js';
import { isRedirectAllowed } from './redirects.js';
import { completeForest } from './required-scopes.js';
import { parseScopes, type ScopeForest } from './scope-grammar.js';
import { authenticate, sessionDemand, type SessionDemand } from './sessions.js';
import { authState, type Client, type Identity } from './state.js';

const codeMilliseconds = 10 * 60_000;
const mostOpenPages = 1000;

interface LoginRequest {
  readonly client: Client;
  readonly redirect: string;
  readonly state: string | null;
  readonly scopes: string;
  readonly forest: ScopeForest;
  readonly offline: boolean;
  readonly nonce: string | null;
  readonly challenge: string | null;
  readonly demand: SessionDemand;
  readonly message: string | null;
}

/** The login pages: `/v2/oauth2/authorize` and the page that shows a code to be pasted. */
export function authorizeRoutes(app: Hono<SandboxEnv>, world: World): void {
  // A page can be answered once, and only by who was shown it.
  const open = new Map<string, LoginRequest>();

  app.get('/v2/oauth2/authorize', (c) => {
    const query = c.req.query();
    const redirect = query['redirect_uri'] ?? '';
    try {
      const client = clientOrNewcomer(world, query['client_id'] ?? '');
      if (!isRedirectAllowed(world, client, redirect))
        throw new ApiError(400, 'invalid_request', `the redirect_uri '${redirect}' is not registered for this client`);
      try {
        const request = readRequest(world, client, query);
        const who = query['sandbox_user'] ?? world.options.autoLogin;
        if (who !== undefined && who !== '' && mayApprove(world, c)) {
          const identity = findLogin(world, who);
          if (!identity) throw new ApiError(403, 'access_denied', `no user here is named '${who}'`);
          return approve(world, c, request, identity);
        }
        const ticket = secret(32);
        open.set(ticket, request);
        const oldest = open.keys().next().value;
        if (open.size > mostOpenPages && oldest !== undefined) open.delete(oldest);
        return page(
          c,
          authorizePage({
            ticket,
            client,
            scopes: [...request.forest.values()],
            people: loginIdentities(world),
            hint: query['login_hint'] ?? query['prefilled_named_grant'],
            message: request.message,
            needsKey: world.needsKeyToLogIn,
          }),
        );
      } catch (error) {
        if (error instanceof ApiError)
          return sendBack(c, redirect, { error: error.code, error_description: error.message, state: query['state'] });
        throw error;
      }
    } catch (error) {
      if (error instanceof ApiError) return page(c, refusalPage(error.message), 400);
      throw error;
    }
  });

  app.post('/v2/oauth2/authorize', async (c) => {
    const form = await formBody(c);
    const ticket = form['ticket'] ?? '';
    const request = [...open].find(
      ([known]) => known.length === ticket.length && timingSafeEqual(Buffer.from(known), Buffer.from(ticket)),
    )?.[1];
    if (!request)
      return page(c, refusalPage('This login page was already answered or is too old; start the login again.'), 400);
    if (form['action'] === 'approve' && !mayApprove(world, c, form['key']))
      return page(c, refusalPage('That is not the key of this sandbox. Go back, and try again.'), 400);
    open.delete(ticket);
    const state = request.state ?? undefined;
    if (form['action'] !== 'approve')
      return sendBack(c, request.redirect, {
        error: 'access_denied',
        error_description: 'The login was refused on the page',
        state,
      });
    const identity = findLogin(world, form['user'] ?? '');
    try {
      if (!identity) throw new ApiError(403, 'access_denied', 'no such user');
      return approve(world, c, request, identity);
    } catch (error) {
      if (error instanceof ApiError)
        return sendBack(c, request.redirect, { error: error.code, error_description: error.message, state });
      throw error;
    }
  });

  app.get('/v2/web/auth-code', (c) => {
    const { code, error, error_description: why } = c.req.query();
    return code
      ? page(c, codePage(code))
      : page(c, refusalPage(why ?? error ?? 'There is no code in this address.'), 400);
  });
}

/** Whether the login may be approved: by whoever could connect, or, where this machine does not tell who that is, with the key. */
function mayApprove(world: World, c: SandboxContext, given = c.req.header('x-globus-sandbox')): boolean {
  return !world.needsKeyToLogIn || world.secrets.isKey(given);
}

function readRequest(world: World, client: Client, query: Record<string, string>): LoginRequest {
  if ((query['response_type'] ?? 'code') !== 'code')
    throw new ApiError(400, 'unsupported_response_type', "response_type must be 'code'");
  const forest = completeForest(world, parseScopes(query['scope'] ?? ''));
  if (forest.size === 0) throw new ApiError(400, 'invalid_scope', 'no scope was asked for');
  const challenge = query['code_challenge'] ?? null;
  // Without a method it would be 'plain', which shows the verifier to whoever sees the address.
  const method = query['code_challenge_method'] ?? 'plain';
  if (challenge !== null && method !== 'S256')
    throw new ApiError(400, 'invalid_request', `code_challenge_method must be 'S256', not '${method}'`);
  if (challenge !== null && !/^[A-Za-z0-9._~-]{43,128}$/.test(challenge))
    throw new ApiError(400, 'invalid_request', 'code_challenge must have 43 to 128 characters of A-Z a-z 0-9 - . _ ~');
  if (challenge === null && client.public_client && !client.lenient)
    throw new ApiError(400, 'invalid_request', 'a public client must send a code_challenge (PKCE)');
  return {
    client,
    redirect: query['redirect_uri'] as string,
    state: query['state'] ?? null,
    scopes: query['scope'] ?? '',
    forest,
    offline: query['access_type'] === 'offline',
    nonce: query['nonce'] ?? null,
    challenge,
    demand: sessionDemand(query),
    message: query['session_message'] ?? null,
  };
}

/** Records the consents and the session, and sends a code back. */
function approve(world: World, c: SandboxContext, request: LoginRequest, identity: Identity): Response {
  const session = authenticate(world, request.client.id, identity, request.demand);
  recordConsents(world, request.client.id, identity.id, request.forest, request.offline);
  const code = secret(30);
  const expires = world.clock.now() + codeMilliseconds;
  authState(world).codes.put(digest(code), {
    digest: digest(code),
    client: request.client.id,
    identity: identity.id,
    session: session.id,
    redirect_uri: request.redirect,
    scopes: [...request.forest.keys()].join(' '),
    offline: request.offline,
    state: request.state,
    nonce: request.nonce,
    challenge: request.challenge,
    expires,
  });
  return sendBack(c, request.redirect, { code, state: request.state ?? undefined });
}

function sendBack(c: SandboxContext, redirect: string, fields: Record<string, string | undefined>): Response {
  const url = new URL(redirect);
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) url.searchParams.set(name, value);
  return c.redirect(url.toString(), 302);
}

function page(c: SandboxContext, html: string, status: 200 | 400 = 200): Response {
  return c.html(html, status, {
    'Cache-Control': 'no-store',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  });
}
