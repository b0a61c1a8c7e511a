import { findToken } from '../../auth/tokens.js';
import { roleScope } from '../../auth/well-known-scopes.js';
import { isObject, type Json } from '../../http/body.js';
import type { Issue } from '../../http/issues.js';
import type { World } from '../../world.js';
import { rolesWithTokens } from '../scopes.js';
import type { Actor, Flow } from '../state.js';

/** The actors of a run, and its input without the tokens that stand for them: nothing that tells of a run may tell a token. */
export interface Cast {
  readonly input: Json;
  readonly actors: Record<string, Actor>;
  /** What is wrong with the tokens. */
  readonly issues: Issue[];
}

/** Reads `_tokens` of an input, in which each role that the flow names with `RunAs` has the token of whom it stands for. */
export function readActors(world: World, flow: Flow, input: Json): Cast {
  const roles = rolesWithTokens(flow.definition);
  if (roles.length === 0) return { input, actors: {}, issues: [] };
  const { _tokens: given, ...rest } = input;
  const tokens = isObject(given) ? given : {};
  const actors: Record<string, Actor> = {};
  const issues: Issue[] = [];
  for (const role of roles) {
    const scope = roleScope(flow.id, role);
    const text = tokens[role];
    const token = typeof text === 'string' ? findToken(world, text) : undefined;
    if (token?.kind === 'access' && token.scopes.includes(scope)) {
      const { identity, client, session } = token;
      actors[role] = { identity, client, session };
    } else {
      const msg =
        text === undefined
          ? `'${role}' is a required property`
          : `The token for '${role}' is not an active access token with the scope ${scope}`;
      issues.push({ loc: [`$._tokens.${role}`], type: 'InvalidActionInput', msg });
    }
  }
  return { input: rest, actors, issues };
}
