import type { Hono } from 'hono';
import { ApiError } from '../../http/api-error.js';
import type { Json } from '../../http/body.js';
import type { SandboxContext, SandboxEnv } from '../../http/context.js';
import { parameter } from '../../http/query.js';
import { isUuid } from '../../ids.js';
import type { World } from '../../world.js';
import { requester } from '../context.js';
import { documentOf } from '../document.js';
import { findEndpoint } from '../endpoints.js';
import { badRequest } from '../errors.js';
import { timeOf } from '../filter.js';
import { resultDocument } from '../result.js';
import { transferState, type PauseRule } from '../state.js';
import { requiredText, textOf } from '../tasks/options.js';
import { runnerOf } from '../tasks/runner.js';
import { taskTime } from '../tasks/task-time.js';
import { manages, requireManager } from './activity-roles.js';
import { pauseRuleDocument } from './pause-info.js';
import type { PauseFlag } from './pauses.js';

const flags: PauseFlag[] = [
  'pause_ls',
  'pause_mkdir',
  'pause_symlink',
  'pause_rename',
  'pause_task_delete',
  'pause_task_transfer_write',
  'pause_task_transfer_read',
];

/** `/endpoint_manager/pause_rule`: hold up what is done on an endpoint, for everyone or for one person. */
export function pauseRuleRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { endpoints, pauses } = transferState(world);
  const managed = (c: SandboxContext): PauseRule => {
    const rule = pauses.get(parameter(c, 'id'));
    if (!rule) throw new ApiError(404, 'PauseRuleNotFound', `No such pause rule '${parameter(c, 'id')}'`);
    requireManager(world, findEndpoint(world, rule.endpoint_id), requester(world, c), 'activity_manager');
    return rule;
  };
  const signed = (c: SandboxContext): Pick<PauseRule, 'modified_by' | 'modified_by_id' | 'modified_time'> => {
    const { identity } = requester(world, c);
    return { modified_by: identity.username, modified_by_id: identity.id, modified_time: taskTime(world.clock.now()) };
  };
  const saved = (rule: PauseRule): PauseRule => {
    pauses.put(rule.id, rule);
    runnerOf(world).poke();
    return rule;
  };

  app.get('/v0.10/endpoint_manager/pause_rule_list', (c) => {
    const who = requester(world, c);
    const only = c.req.query('filter_endpoint') ?? '';
    if (only !== '') requireManager(world, findEndpoint(world, only), who, 'activity_monitor');
    const rows = pauses.filter(({ endpoint_id: id }) => {
      const endpoint = endpoints.get(id);
      return (
        (only === '' || id === only) && endpoint !== undefined && manages(world, endpoint, who, 'activity_monitor')
      );
    });
    return c.json({
      DATA_TYPE: 'pause_rule_list',
      length: rows.length,
      DATA: rows.map((rule) => pauseRuleDocument(world, rule)),
    });
  });
  app.post('/v0.10/endpoint_manager/pause_rule', async (c) => {
    const body = await documentOf(c, 'pause_rule');
    const endpoint = findEndpoint(world, requiredText(body, 'endpoint_id'));
    requireManager(world, endpoint, requester(world, c), 'activity_manager');
    const identity = textOf(body, 'identity_id') ?? null;
    if (identity !== null && !isUuid(identity)) throw badRequest("'identity_id' must be a UUID");
    const rule: PauseRule = {
      id: world.ids.uuid('pause rule'),
      message: requiredText(body, 'message'),
      start_time: startOf(body),
      endpoint_id: endpoint.id,
      identity_id: identity,
      ...signed(c),
      created_by_host_manager: false,
      editable: true,
      pause_ls: false,
      pause_mkdir: false,
      pause_symlink: false,
      pause_rename: false,
      pause_task_delete: false,
      pause_task_transfer_write: false,
      pause_task_transfer_read: false,
      ...flagsOf(body),
    };
    return c.json(pauseRuleDocument(world, saved(rule)), 201);
  });
  app.get('/v0.10/endpoint_manager/pause_rule/:id', (c) => c.json(pauseRuleDocument(world, managed(c))));
  app.put('/v0.10/endpoint_manager/pause_rule/:id', async (c) => {
    const body = await documentOf(c, 'pause_rule');
    const rule = managed(c);
    Object.assign(rule, flagsOf(body), signed(c));
    if ('message' in body) rule.message = requiredText(body, 'message');
    if ('start_time' in body) rule.start_time = startOf(body);
    return c.json(pauseRuleDocument(world, saved(rule)));
  });
  app.delete('/v0.10/endpoint_manager/pause_rule/:id', (c) => {
    const rule = managed(c);
    pauses.delete(rule.id);
    runnerOf(world).poke();
    return c.json(resultDocument(c, 'Deleted', `Pause rule '${rule.id}' deleted successfully`));
  });
}

function flagsOf(body: Json): Partial<PauseRule> {
  const given = flags.filter((flag) => body[flag] !== undefined);
  return Object.fromEntries(
    given.map((flag) => {
      if (typeof body[flag] !== 'boolean') throw badRequest(`'${flag}' must be true or false`);
      return [flag, body[flag]];
    }),
  );
}

function startOf(body: Json): string | null {
  const text = textOf(body, 'start_time');
  return text === undefined ? null : taskTime(timeOf(text, 'start_time'));
}
