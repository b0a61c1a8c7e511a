import { authState, type Identity } from '../../auth/state.js';
import type { World } from '../../world.js';
import type { Requester } from '../permissions.js';
import type { Task } from '../state.js';

/** For whom a task works: its owner through the application that submitted it, in that application's session of now. */
export function ownerOf(world: World, task: Task): Requester {
  const { identities, identitiesByAccount, sessionsByAccount } = authState(world);
  const identity = identities.get(task.owner_id) as Identity;
  return {
    identity,
    identityIds: identitiesByAccount.all(identity.account).map(({ id }) => id),
    client: task.options.client,
    via: task.options.via,
    session: sessionsByAccount.first(`${task.options.client} ${identity.account}`),
  };
}
