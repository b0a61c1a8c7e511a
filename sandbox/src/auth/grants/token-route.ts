import type { Hono } from 'hono';
import { ApiError } from '../../http/api-error.js';
import { formBody } from '../../http/body.js';
import type { SandboxContext, SandboxEnv } from '../../http/context.js';
import type { World } from '../../world.js';
import { forgetExpired } from '../tokens.js';
import { authorizationCodeGrant } from './authorization-code.js';
import { clientCredentialsGrant } from './client-credentials.js';
import { dependentTokenGrant } from './dependent-token.js';
import { refreshTokenGrant } from './refresh-token.js';

type Grant = (world: World, c: SandboxContext, form: Record<string, string>) => unknown;

const grants = new Map<string, Grant>([
  ['authorization_code', authorizationCodeGrant],
  ['refresh_token', refreshTokenGrant],
  ['client_credentials', clientCredentialsGrant],
  ['urn:globus:auth:grant_type:dependent_token', dependentTokenGrant],
]);

/** `POST /v2/oauth2/token`, for every grant. */
export function tokenRoute(app: Hono<SandboxEnv>, world: World): void {
  app.post('/v2/oauth2/token', async (c) => {
    const form = await formBody(c);
    const grant = grants.get(form['grant_type'] ?? '');
    if (!grant) throw new ApiError(400, 'unsupported_grant_type', `unknown grant_type '${form['grant_type'] ?? ''}'`);
    forgetExpired(world);
    return c.json((await grant(world, c, form)) as object, 200, { 'Cache-Control': 'no-store' });
  });
}
