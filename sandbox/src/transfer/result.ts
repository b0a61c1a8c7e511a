import { requestId } from '../ids.js';
import type { SandboxContext } from '../http/context.js';
import { withoutPrefix } from '../http/service-app.js';

/** The document of a thing done, with the keys all of Transfer's results have. */
export function resultDocument(
  c: SandboxContext,
  code: string,
  message: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    DATA_TYPE: 'result',
    code,
    message,
    request_id: requestId(),
    resource: withoutPrefix(c.req.path, 'transfer'),
    ...more,
  };
}
