import type { World } from '../../world.js';
import { permissionDenied } from '../errors.js';
import { effectiveRoles, type Requester } from '../permissions.js';
import { transferState, type Endpoint, type Task } from '../state.js';

type ManagerRole = 'activity_monitor' | 'activity_manager';

/** Whether someone watches over an endpoint, by a role on it or on the collection or GCS endpoint below it. */
export function manages(world: World, endpoint: Endpoint, who: Requester, role: ManagerRole): boolean {
  const { endpoints } = transferState(world);
  return [endpoint.id, endpoint.mapped_collection, endpoint.gcs_endpoint].some((id) => {
    const one = id === null ? undefined : endpoints.get(id);
    return one !== undefined && effectiveRoles(world, one, who).includes(role);
  });
}

/** 403 `PermissionDenied` unless `manages`. */
export function requireManager(world: World, endpoint: Endpoint, who: Requester, role: ManagerRole): void {
  if (!manages(world, endpoint, who, role))
    throw permissionDenied(`This needs the role ${role} on '${endpoint.display_name}'`);
}

/** The sides of a task someone watches over. */
export function managedSides(
  world: World,
  task: Task,
  who: Requester,
  role: ManagerRole,
): { source: boolean; destination: boolean } {
  const { endpoints } = transferState(world);
  const on = (id: string | null): boolean => {
    const endpoint = id === null ? undefined : endpoints.get(id);
    return endpoint !== undefined && manages(world, endpoint, who, role);
  };
  return { source: on(task.source_endpoint_id), destination: on(task.destination_endpoint_id) };
}
