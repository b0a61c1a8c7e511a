import { findScope, impliedScope } from '../auth/scope-directory.js';
import type { ScopeInfo } from '../auth/state.js';
import { authState } from '../auth/state.js';
import { flowScope } from '../auth/well-known-scopes.js';
import type { World } from '../world.js';
import { providerScopes, providerAt } from './actions/directory.js';
import { flowsState, type Definition } from './state.js';

const ofFlow = /^https:\/\/auth\.globus\.org\/scopes\/([0-9a-f-]{36})\/flow_([0-9a-f_]{36})_user$/;

/** The scopes that a definition's actions need, by whom they act for: `User`, unless a state says otherwise. */
export function scopesByRole(definition: Definition): Record<string, string[]> {
  const scopes: Record<string, string[]> = {};
  for (const state of Object.values(definition.States)) {
    if (state.Type !== 'Action') continue;
    const scope = (state['ActionScope'] as string | undefined) ?? providerAt(String(state['ActionUrl']))?.scopes[0];
    const ofRole = (scopes[(state['RunAs'] as string | undefined) ?? 'User'] ??= []);
    if (scope !== undefined && !ofRole.includes(scope)) ofRole.push(scope);
  }
  return scopes;
}

/** The scopes that exist because a flow does. Consenting to run a flow is consenting to what its actions need. */
export function findFlowScope(world: World, scopeString: string): ScopeInfo | undefined {
  const id = ofFlow.exec(scopeString)?.[1];
  const flow = id === undefined ? undefined : flowsState(world).flows.get(id);
  if (!flow || scopeString !== flowScope(flow.id)) return undefined;
  const needed = (scopesByRole(flow.definition)['User'] ?? []).flatMap((scope) => findScope(world, scope) ?? []);
  const scope = impliedScope(scopeString, flow.id, `Run the flow ${flow.title}`);
  return {
    scope: {
      ...scope,
      dependent_scopes: needed.map((info) => ({ scope: info.scope.id, optional: false, requires_refresh_token: true })),
    },
    resource_server: flow.id,
  };
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
