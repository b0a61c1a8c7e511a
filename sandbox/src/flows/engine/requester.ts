import { authState, type Identity } from '../../auth/state.js';
import type { Json } from '../../http/body.js';
import type { Requester } from '../../transfer/permissions.js';
import type { World } from '../../world.js';
import { FlowError } from '../flow-error.js';
import type { Actor, Run } from '../state.js';
import { accessSeconds } from '../../auth/tokens.js';
import { flowScope, roleScope } from '../../auth/well-known-scopes.js';
import { identityUrn } from '../principals.js';

/**
 * For whom an action of a run works: the run's owner through the flow, the flow itself, or whoever's token the run was given for a
 * role. `scopes` are those of the action's provider.
 */
export function requesterFor(world: World, run: Run, runAs: string, scopes: readonly string[] = []): Requester {
  const { identities, identitiesByAccount, sessions } = authState(world);
  const actor = actorOf(run, runAs);
  const identity = identities.get(actor.identity);
  if (!identity) throw new FlowError('ActionUnableToRun', `whoever '${runAs}' stands for is gone`);
  return {
    identity,
    identityIds: identitiesByAccount.all(identity.account).map(({ id }) => id),
    client: actor.client,
    // what stands above the last scope is how Transfer was reached
    via: runAs === 'Flow' ? [] : [...consentedBy(run, runAs), ...scopes.slice(0, -1)],
    session: actor.session === null ? undefined : sessions.get(actor.session),
  };
}

/** The scopes by which an actor of a run let the flow act, the outermost first. */
export function consentedBy(run: Run, runAs: string): string[] {
  return runAs === 'User' ? [...run.via, flowScope(run.flow_id)] : [roleScope(run.flow_id, runAs)];
}

function actorOf(run: Run, runAs: string): Actor {
  if (runAs === 'User') return { identity: run.owner, client: run.client, session: run.session };
  if (runAs === 'Flow') return { identity: run.flow_id, client: run.flow_id, session: run.session };
  const actor = run.actors?.[runAs];
  if (!actor) throw new FlowError('ActionUnableToRun', `the run was given no token for the role '${runAs}'`);
  return actor;
}

/** What `$._context` holds: the run, and who runs it. */
export function contextOf(world: World, run: Run): Json {
  const { identities, identitiesByAccount } = authState(world);
  const owner = identities.get(run.owner) as Identity;
  const set = identitiesByAccount.all(owner.account);
  const started = Date.parse(run.start_time);
  const { issued, expires } = run.token ?? { issued: started, expires: null };
  return {
    flow_id: run.flow_id,
    run_id: run.run_id,
    action_id: run.run_id,
    username: owner.username,
    email: owner.email,
    user_id: identityUrn(owner.id),
    identities: set.map(({ id }) => identityUrn(id)),
    token_info: {
      exp: seconds(expires ?? issued + accessSeconds * 1000),
      iat: seconds(issued),
      nbf: seconds(issued),
    },
  };
}

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);
