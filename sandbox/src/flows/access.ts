import { bearerToken, callerOf, type Caller } from '../auth/caller.js';
import { sessionOf } from '../auth/introspection.js';
import { satisfies } from '../auth/sessions.js';
import { authState } from '../auth/state.js';
import { flowScope, flowsClient } from '../auth/well-known-scopes.js';
import { ApiError } from '../http/api-error.js';
import type { SandboxContext } from '../http/context.js';
import { uuidParam } from '../http/issues.js';
import type { World } from '../world.js';
import { forbidden, missingScope, notFound, unauthorized } from './errors.js';
import { Person } from './principals.js';
import { flowsState, type Flow, type Run } from './state.js';

type ScopeName = 'all' | 'manage_flows' | 'view_flows' | 'run' | 'run_status' | 'run_manage';
export type FlowRole =
  'flow_owner' | 'flow_administrator' | 'flow_starter' | 'flow_viewer' | 'run_manager' | 'run_monitor';
export type RunRole = 'run_owner' | 'run_manager' | 'run_monitor' | 'flow_run_manager' | 'flow_run_monitor';

/** Someone who speaks to Flows. */
export interface FlowsCaller extends Caller {
  readonly person: Person;
}

const scopeOf = (name: ScopeName): string => `https://auth.globus.org/scopes/${flowsClient}/${name}`;

/** Who calls: 401 without a live token, 403 when it has neither `all` nor one of these scopes of Flows. */
export function flowsCaller(world: World, c: SandboxContext, ...anyOf: ScopeName[]): FlowsCaller {
  return withScope(
    world,
    c,
    ['all', ...anyOf].map((name) => scopeOf(name as ScopeName)),
    scopeOf(anyOf[0] ?? 'all'),
  );
}

/** Who calls: 401 without a live token, 403 when it lacks the scope of this very flow. */
export function starterOf(world: World, c: SandboxContext, flowId: string): FlowsCaller {
  return withScope(world, c, [flowScope(flowId)], flowScope(flowId));
}

function withScope(world: World, c: SandboxContext, anyOf: string[], named: string): FlowsCaller {
  const token = bearerToken(world, c);
  const caller = token && callerOf(world, token);
  if (!caller) throw unauthorized();
  if (!anyOf.some((scope) => caller.scopes.has(scope))) throw missingScope(named);
  return { ...caller, person: new Person(world, caller.identityIds) };
}

/** What the caller is to a flow, the mightiest role first. */
export function flowRoles({ person }: Pick<FlowsCaller, 'person'>, flow: Flow): FlowRole[] {
  const lists: [FlowRole, readonly string[]][] = [
    ['flow_owner', [flow.flow_owner]],
    ['flow_administrator', flow.flow_administrators],
    ['flow_starter', flow.flow_starters],
    ['flow_viewer', flow.flow_viewers],
    ['run_manager', flow.run_managers],
    ['run_monitor', flow.run_monitors],
  ];
  return lists.filter(([, principals]) => person.isIn(principals)).map(([role]) => role);
}

/** What the caller is to a run, the mightiest role first. */
export function runRoles({ person, identityIds }: FlowsCaller, run: Run): RunRole[] {
  const lists: [RunRole, boolean][] = [
    ['run_owner', identityIds.includes(run.owner)],
    ['run_manager', person.isIn(run.run_managers)],
    ['run_monitor', person.isIn(run.run_monitors)],
    ['flow_run_manager', person.isIn(run.flow_roles.managers)],
    ['flow_run_monitor', person.isIn(run.flow_roles.monitors)],
  ];
  return lists.filter(([, has]) => has).map(([role]) => role);
}

type FlowPermission = 'VIEW' | 'RUN' | 'UPDATE' | 'DELETE';
const who: Record<FlowPermission, FlowRole[]> = {
  VIEW: ['flow_owner', 'flow_administrator', 'flow_starter', 'flow_viewer'],
  RUN: ['flow_owner', 'flow_administrator', 'flow_starter'],
  UPDATE: ['flow_owner', 'flow_administrator'],
  DELETE: ['flow_owner', 'flow_administrator'],
};

/** The flow in the path: 404 when the caller may not even see it, 403 when seeing it is all the caller may do. */
export function flowFor(world: World, c: SandboxContext, caller: FlowsCaller, permission: FlowPermission): Flow {
  const id = uuidParam('flow_id', c.req.param('id'));
  const flow = flowsState(world).flows.get(id);
  const roles = flow ? flowRoles(caller, flow) : [];
  if (!flow || !mayView(roles)) throw notFound('Flow', id);
  if (!who[permission].some((role) => roles.includes(role))) throw forbidden('flow', id, permission);
  requirePolicy(world, caller, flow);
  return flow;
}

/** Whether these roles let someone run the flow. */
export function mayRun(roles: FlowRole[]): boolean {
  return who.RUN.some((role) => roles.includes(role));
}

/** Whether these roles let someone see the flow. */
export function mayView(roles: FlowRole[]): boolean {
  return who.VIEW.some((role) => roles.includes(role));
}

/** 403 unless the caller's session meets the policy of the flow; `what` was asked for, and `more` may still be told of it. */
export function requirePolicy(
  world: World,
  caller: FlowsCaller,
  flow: Flow,
  what = 'flow',
  more: Record<string, unknown> = {},
): void {
  const policy =
    flow.authentication_policy_id === null ? undefined : authState(world).policies.get(flow.authentication_policy_id);
  if (!policy || satisfies(world, sessionOf(world, caller.token), policy)) return;
  throw new ApiError(
    403,
    'AUTHENTICATION_POLICY_REQUIRED',
    'The session does not meet the authentication policy of the flow',
    {
      ...more,
      code: 'AuthenticationPolicyRequired',
      authorization_parameters: {
        session_required_policies: [policy.id],
        session_message: `Globus Flows detected an unsatisfied session policy for this ${what}.`,
      },
    },
  );
}

/** The run in the path: 404 when the caller may not see it, 403 when `manage` is asked for and seeing is all the caller may do. */
export function runFor(world: World, c: SandboxContext, caller: FlowsCaller, permission: 'VIEW' | 'MANAGE'): Run {
  const run = findRun(world, c);
  if (runRoles(caller, run).length === 0) throw notFound('Run', run.run_id);
  if (permission === 'MANAGE' && !mayManage(caller, run)) throw forbidden('run', run.run_id, permission);
  return run;
}

/** Whether the caller may change, cancel, resume and release the run. */
export function mayManage(caller: FlowsCaller, run: Run): boolean {
  return runRoles(caller, run).some(
    (role) => role === 'run_owner' || role === 'run_manager' || role === 'flow_run_manager',
  );
}

/** The run in the path, whoever calls; 404 when there is none. */
export function findRun(world: World, c: SandboxContext): Run {
  const id = uuidParam('run_id', c.req.param('run') ?? c.req.param('id'));
  const run = flowsState(world).runs.get(id);
  if (!run) throw notFound('Run', id);
  return run;
}
