import { randomUUID } from 'node:crypto';
import type { Json } from '../http/body.js';
import type { World } from '../world.js';
import { flowRoles, runRoles, type FlowsCaller } from './access.js';
import { identityUrn } from './principals.js';
import { flowScope, roleScope } from '../auth/well-known-scopes.js';
import { rolesWithTokens } from './scopes.js';
import type { Flow, Run } from './state.js';
import { blockingInput } from './web-inputs.js';

/** The flow as the caller sees it. */
export function flowDocument(caller: FlowsCaller, flow: Flow): Json {
  const url = `https://flows.automate.globus.org/flows/${flow.id}`;
  const roles = flowRoles(caller, flow);
  const actors = rolesWithTokens(flow.definition);
  return {
    ...flow,
    globus_auth_scope: flowScope(flow.id),
    ...(actors.length === 0
      ? {}
      : { globus_auth_scopes_by_RunAs: Object.fromEntries(actors.map((role) => [role, roleScope(flow.id, role)])) }),
    globus_auth_username: `${flow.id}@clients.auth.globus.org`,
    principal_urn: identityUrn(flow.id),
    synchronous: false,
    log_supported: true,
    types: ['Action'],
    api_version: '1.0',
    visible_to: [],
    runnable_by: [],
    administered_by: [],
    action_url: url,
    flow_url: url,
    user_role: roles[0] ?? null,
    user_roles: roles,
  };
}

/** The run that a request has started or changed: Search is told of it, by the task that this names. */
export function changedRunDocument(world: World, caller: FlowsCaller, run: Run): Json {
  return { ...runDocument(world, caller, run), search: { task_id: randomUUID() } };
}

/** The run as the caller sees it. */
export function runDocument(world: World, caller: FlowsCaller, run: Run, withFlow = false): Json {
  const roles = runRoles(caller, run);
  return {
    run_id: run.run_id,
    action_id: run.run_id,
    flow_id: run.flow_id,
    flow_title: run.flow_title,
    flow_last_updated: run.flow_last_updated,
    start_time: run.start_time,
    completion_time: run.completion_time,
    status: run.status,
    display_status: run.status,
    details: run.details,
    run_owner: identityUrn(run.owner),
    created_by: identityUrn(run.owner),
    run_managers: run.run_managers,
    run_monitors: run.run_monitors,
    manage_by: run.run_managers,
    monitor_by: run.run_monitors,
    label: run.label,
    tags: run.tags,
    user_role: roles[0] ?? null,
    user_roles: roles,
    blocking_web_input_id: blockingInput(world, run)?.id ?? null,
    ...(withFlow ? { flow_description: run.flow_description } : {}),
  };
}
