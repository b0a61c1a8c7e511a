import type { Requester } from '../../transfer/permissions.js';
import type { World } from '../../world.js';
import { flowRoles, mayRun } from '../access.js';
import { forbidden, notFound } from '../errors.js';
import { Person } from '../principals.js';
import { flowsState, type Flow } from '../state.js';

/** The flow with this id, which a service runs for somebody: 404 unless they may see it, 403 unless they may run it. */
export function runnableFlow(world: World, who: Requester, id: string): Flow {
  const flow = flowsState(world).flows.get(id);
  const roles = flow ? flowRoles({ person: new Person(world, who.identityIds) }, flow) : [];
  if (!flow || roles.length === 0) throw notFound('Flow', id);
  if (!mayRun(roles)) throw forbidden('flow', id, 'RUN');
  return flow;
}
