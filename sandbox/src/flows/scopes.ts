import { findScope, impliedScope } from '../auth/scope-directory.js';
import type { ScopeInfo } from '../auth/state.js';
import { authState } from '../auth/state.js';
import { roleScope } from '../auth/well-known-scopes.js';
import type { World } from '../world.js';
import { providerScopes, providerAt } from './actions/directory.js';
import { actionUrlOf } from './definition/fields.js';
import { flowsState, type Definition, type Flow, type State } from './state.js';

const ofFlow = /^https:\/\/auth\.globus\.org\/scopes\/([0-9a-f-]{36})\/flow_/;

/** For whom an action of a state works: the one who runs the flow, the flow itself, or somebody whose token stands for a role. */
export const roleOf = (state: State): string => (state['RunAs'] as string | undefined) ?? 'User';

/** The roles for which whoever runs a flow must hand in tokens. */
export function rolesWithTokens({ States: states }: Definition): string[] {
  const roles = Object.values(states).flatMap((state) => (state.Type === 'Action' ? [roleOf(state)] : []));
  return [...new Set(roles)].filter((role) => role !== 'User' && role !== 'Flow');
}

/** The scopes that a definition's actions need, by whom they act for. */
export function scopesByRole(definition: Definition): Record<string, string[]> {
  const scopes: Record<string, string[]> = {};
  for (const state of Object.values(definition.States)) {
    if (state.Type !== 'Action') continue;
    const scope = (state['ActionScope'] as string | undefined) ?? providerAt(actionUrlOf(state) ?? '')?.scopes[0];
    const ofRole = (scopes[roleOf(state)] ??= []);
    if (scope !== undefined && !ofRole.includes(scope)) ofRole.push(scope);
  }
  return scopes;
}

/** The scopes of one flow, by the role each stands for. */
function scopesOfFlow({ id, definition }: Flow): Map<string, string> {
  return new Map(['User', ...rolesWithTokens(definition)].map((role) => [roleScope(id, role), role]));
}

/** The scopes of all flows. */
export function* allFlowScopes(world: World): Iterable<string> {
  for (const flow of flowsState(world).flows.values()) yield* scopesOfFlow(flow).keys();
}

/** The scopes that exist because a flow does. Consenting to run a flow is consenting to what its actions need. */
export function findFlowScope(world: World, scopeString: string): ScopeInfo | undefined {
  const id = ofFlow.exec(scopeString)?.[1];
  const flow = id === undefined ? undefined : flowsState(world).flows.get(id);
  const role = flow && scopesOfFlow(flow).get(scopeString);
  if (!flow || role === undefined) return undefined;
  const name = role === 'User' ? `Run the flow ${flow.title}` : `Act as ${role} in the flow ${flow.title}`;
  const needed = (scopesByRole(flow.definition)[role] ?? []).flatMap((each) => scopeIdOf(world, each) ?? []);
  return {
    scope: {
      ...impliedScope(scopeString, flow.id, name),
      dependent_scopes: needed.map((scope) => ({ scope, optional: false, requires_refresh_token: true })),
    },
    resource_server: flow.id,
  };
}

/** The id of a scope; that of a flow follows from its string, since flows may run one another in a circle. */
function scopeIdOf(world: World, scopeString: string): string | undefined {
  const flow = ofFlow.exec(scopeString)?.[1];
  if (flow === undefined) return findScope(world, scopeString)?.scope.id;
  return flowsState(world).flows.has(flow) ? impliedScope(scopeString, flow, '').id : undefined;
}

/** Registers the scopes of the action providers, with what they depend on. */
export function registerProviderScopes(world: World): void {
  const { scopes } = authState(world);
  for (const [scopeString, needed] of providerScopes) {
    const scope = impliedScope(
      scopeString,
      world.ids.uuid('action provider'),
      scopeString.slice(scopeString.lastIndexOf('scopes/') + 'scopes/'.length),
    );
    const below = needed.flatMap((each) => findScope(world, each) ?? []);
    scopes.put(scope.id, {
      ...scope,
      dependent_scopes: below.map((info) => ({ scope: info.scope.id, optional: false, requires_refresh_token: true })),
    });
  }
}
