import type { World } from '../../world.js';
import { transferState, type PauseRule, type Task } from '../state.js';
import { pauseRulesFor, type PauseFlag } from './pauses.js';

/** The pause rules that hold up a task, by side. */
export function pauseRulesOfTask(
  world: World,
  task: Task,
  identityIds: string[],
): { source: PauseRule[]; destination: PauseRule[] } {
  const { endpoints } = transferState(world);
  const on = (id: string | null, flag: PauseFlag): PauseRule[] => {
    const endpoint = id === null ? undefined : endpoints.get(id);
    return endpoint ? pauseRulesFor(world, endpoint, identityIds).filter((rule) => rule[flag]) : [];
  };
  if (task.type === 'DELETE') return { source: on(task.source_endpoint_id, 'pause_task_delete'), destination: [] };
  return {
    source: on(task.source_endpoint_id, 'pause_task_transfer_read'),
    destination: on(task.destination_endpoint_id, 'pause_task_transfer_write'),
  };
}

/** Why a task is paused now; null when it is not. */
export function pauseFor(world: World, task: Task, identityIds: string[]): Task['paused'] {
  if (task.admin_pause !== null) return { code: 'PAUSED_BY_ADMIN', message: task.admin_pause };
  const { source, destination } = pauseRulesOfTask(world, task, identityIds);
  const rule = source[0] ?? destination[0];
  return rule ? { code: 'PAUSED_BY_ADMIN', message: rule.message } : null;
}
