import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { SandboxContext } from '../http/context.js';
import { withoutPrefix } from '../http/service-app.js';
import type { Wing } from '../wing.js';
import type { FaultRule } from './fault-rules.js';

/** Does what the rules say: answers itself, or lets `answer` do it (late, or cut short). */
export async function misbehave(c: SandboxContext, wing: Wing, rules: FaultRule[], answer: () => Promise<void>): Promise<Response | undefined> {
  let cut = false;
  for (const { effect } of rules) {
    const problem = (status: number, code: string, message: string, extra: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
      c.json(wing.describe({ status, code, message, resource: withoutPrefix(c.req.path, wing.name), extra }), status as ContentfulStatusCode, headers);
    switch (effect.type) {
      case 'latency':
        await new Promise((done) => setTimeout(done, effect.ms));
        break;
      case 'cut':
        cut = true;
        break;
      case 'drop':
        c.env.incoming.socket.destroy();
        return RESPONSE_ALREADY_SENT;
      case 'rate_limit':
        return problem(429, 'TooManyRequests', 'Too many requests', {}, { 'Retry-After': String(effect.retry_after) });
      case 'expired_token':
        return problem(401, wing.unauthorizedCode, 'Token is not active');
      case 'consent_required':
        return problem(403, 'ConsentRequired', 'Missing required consent', { required_scopes: effect.required_scopes });
      case 'authorization_required':
        return problem(403, 'AuthorizationRequired', 'The session does not satisfy a requirement', { authorization_parameters: effect.authorization_parameters });
      case 'status':
        return problem(effect.status, effect.code ?? 'FaultInjected', effect.message ?? 'A fault rule of the sandbox made this answer', effect.extra);
      default:
        break;
    }
  }
  await answer();
  return cut ? cutShort(c) : undefined;
}

/** Announces the whole body, sends half of it and hangs up. */
async function cutShort(c: SandboxContext): Promise<Response> {
  const whole = Buffer.from(await c.res.arrayBuffer());
  const { outgoing } = c.env;
  outgoing.writeHead(c.res.status, { 'Content-Type': c.res.headers.get('Content-Type') ?? 'application/octet-stream', 'Content-Length': whole.length });
  outgoing.write(whole.subarray(0, Math.floor(whole.length / 2)), () => outgoing.destroy());
  // An answer that is there already is only replaced after it was taken away.
  c.res = undefined;
  c.res = RESPONSE_ALREADY_SENT;
  return c.res;
}
