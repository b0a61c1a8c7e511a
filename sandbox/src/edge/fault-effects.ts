import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Bindings } from '../http/context.js';
import type { Wing } from '../wing.js';
import type { FaultRule } from '../fault-rules.js';

/** A request that meets faults. */
export interface Faulted {
  readonly wing: Wing;
  /** Its path, without the service's prefix. */
  readonly resource: string;
  readonly env: Bindings;
  /** Lets the service answer. */
  readonly answer: () => Response | Promise<Response>;
}

/** Does what the rules say: answers itself, or lets the service do it (late, or cut short). */
export async function misbehave({ wing, resource, env, answer }: Faulted, rules: FaultRule[]): Promise<Response> {
  const problem = (
    status: number,
    code: string,
    message: string,
    extra: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ) =>
    new Response(JSON.stringify(wing.describe({ status, code, message, resource, extra })), {
      status,
      headers: { 'Content-Type': 'application/json', ...wing.errorHeaders?.(code), ...headers },
    });
  // What a login has to mend has its code at the top, in whatever shape the service's other errors are.
  const demand = (code: string, message: string, extra: Record<string, unknown>) =>
    problem(403, code, message, { code, ...extra });
  let cut = false;
  for (const { effect } of rules) {
    switch (effect.type) {
      case 'latency':
        await new Promise((done) => setTimeout(done, effect.ms));
        break;
      case 'cut':
        cut = true;
        break;
      case 'drop':
        env.incoming.socket.destroy();
        return RESPONSE_ALREADY_SENT;
      case 'rate_limit':
        return problem(429, 'TooManyRequests', 'Too many requests', {}, { 'Retry-After': String(effect.retry_after) });
      case 'expired_token':
        return problem(401, wing.unauthorizedCode, 'Token is not active');
      case 'consent_required':
        return demand('ConsentRequired', 'Missing required consent', { required_scopes: effect.required_scopes });
      case 'authorization_required':
        return demand('AuthorizationRequired', 'The session does not satisfy a requirement', {
          authorization_parameters: effect.authorization_parameters,
        });
      case 'status':
        return problem(
          effect.status,
          effect.code ?? wing.failureCodes?.[effect.status] ?? 'FaultInjected',
          effect.message ?? 'A fault rule of the sandbox made this answer',
          effect.extra,
        );
      default:
        break;
    }
  }
  const whole = await answer();
  return cut ? cutShort(whole, env) : whole;
}

/** Announces the whole body, sends half of it and hangs up. */
async function cutShort(answer: Response, { outgoing }: Bindings): Promise<Response> {
  const whole = Buffer.from(await answer.arrayBuffer());
  outgoing.writeHead(answer.status, { ...Object.fromEntries(answer.headers), 'content-length': whole.length });
  outgoing.write(whole.subarray(0, Math.floor(whole.length / 2)), () => outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
}
