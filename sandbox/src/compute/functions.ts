import type { Hono } from 'hono';
import { jsonBody } from '../http/body.js';
import type { SandboxEnv } from '../http/context.js';
import type { World } from '../world.js';
import { computeCaller, flag, idOf, isOwner, requiredText, text, usableFunction } from './access.js';
import { forbidden } from './errors.js';
import { requireSize } from './limits.js';
import { computeState } from './state.js';
import { writtenJson } from '../http/written-json.js';

/** `/v2/functions` and `/v3/functions`. */
export function functionRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { functions } = computeState(world);
  for (const version of ['v2', 'v3']) {
    app.post(`/${version}/functions`, async (c) => {
      const caller = computeCaller(world, c);
      const body = await jsonBody(c, 'REQUEST_MALFORMED', 400, ['meta', 'metadata']);
      const code = requiredText(body, 'function_code');
      requireSize('function_code', code);
      const { function_uuid } = functions.put(
        ...withId(world.ids.uuid('compute function'), {
          owner: caller.identity.id,
          function_name: requiredText(body, 'function_name'),
          function_code: code,
          description: text(body, 'description', null),
          metadata: body['meta'] ?? body['metadata'] ?? null,
          public: flag(body, 'public', false),
          group: text(body, 'group', null),
        }),
      );
      return c.json({ function_uuid });
    });
  }
  app.get('/v2/functions/:id', (c) => {
    const { function_uuid, function_name, function_code, description, metadata } = usableFunction(
      world,
      computeCaller(world, c),
      idOf(c),
    );
    return writtenJson(c, { function_uuid, function_name, function_code, description, metadata });
  });
  app.delete('/v2/functions/:id', (c) => {
    const caller = computeCaller(world, c);
    const found = usableFunction(world, caller, idOf(c));
    if (!isOwner(caller, found)) throw forbidden('function', found.function_uuid);
    functions.delete(found.function_uuid);
    return c.json({ result: 302 });
  });
}

function withId<F>(id: string, fields: F): [string, F & { function_uuid: string }] {
  return [id, { function_uuid: id, ...fields }];
}
