import type { World } from '../../world.js';
import { taskTime } from '../tasks/task-time.js';
import { transferState, type AccessRule, type Endpoint } from '../state.js';

/** Lets a principal read, or read and write, a folder of a guest collection. */
export function addAccessRule(
  world: World,
  endpoint: Endpoint,
  fields: Pick<AccessRule, 'principal_type' | 'principal' | 'path' | 'permissions'> & {
    id?: string;
    expiration_date?: string | null;
  },
): AccessRule {
  const id = fields.id ?? world.ids.uuid('access');
  const rule: AccessRule = {
    create_time: taskTime(world.clock.now()),
    expiration_date: null,
    role_id: null,
    role_type: null,
    ...fields,
    id,
    endpoint: endpoint.id,
  };
  return transferState(world).rules.put(id, rule);
}
