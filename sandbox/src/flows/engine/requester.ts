import { authState, type Identity } from '../../auth/state.js';
import type { Json } from '../../http/body.js';
import type { Requester } from '../../transfer/permissions.js';
import type { World } from '../../world.js';
import { FlowError } from '../flow-error.js';
import type { Run } from '../state.js';
import { flowScope } from '../../auth/well-known-scopes.js';

/** For whom an action of a run works: the run's owner through the flow, or the flow itself. */
export function requesterFor(world: World, run: Run, runAs: string, scopes: readonly string[] = []): Requester {
  const { identities, identitiesByAccount, sessions } = authState(world);
  if (runAs !== 'User' && runAs !== 'Flow')
    throw new FlowError('ActionUnableToRun', `the sandbox runs actions as User or Flow, and not as '${runAs}'`);
  const identity = identities.get(runAs === 'Flow' ? run.flow_id : run.owner) as Identity;
  return {
    identity,
    identityIds: identitiesByAccount.all(identity.account).map(({ id }) => id),
    client: runAs === 'Flow' ? run.flow_id : run.client,
    // what stands above the last scope is how Transfer was reached
    via: runAs === 'Flow' ? [] : [...run.via, flowScope(run.flow_id), ...scopes.slice(0, -1)],
    session: run.session === null ? undefined : sessions.get(run.session),
  };
}

/** What `$._context` holds: the run, and who runs it. */
export function contextOf(world: World, run: Run): Json {
  const { identities, identitiesByAccount } = authState(world);
  const owner = identities.get(run.owner) as Identity;
  const set = identitiesByAccount.all(owner.account);
  return {
    flow_id: run.flow_id,
    run_id: run.run_id,
    username: owner.username,
    email: owner.email,
    user_id: owner.id,
    identities: set.map(({ id }) => id),
    token_info: {
      sub: owner.id,
      username: owner.username,
      name: owner.name,
      email: owner.email,
      client_id: run.client,
    },
  };
}
