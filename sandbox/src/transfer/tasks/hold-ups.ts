import { ApiError } from '../../http/api-error.js';
import type { World } from '../../world.js';
import { pauseFor } from '../manager/task-pauses.js';
import { requireDataUse } from '../permissions.js';
import { transferState, type Endpoint, type Task } from '../state.js';
import { addEvent } from './events.js';
import { ownerOf } from './owner.js';
import { TaskFault, type Side } from './task-fault.js';
import type { Subject } from './work.js';

/** Whether a manager's pause holds the task up; the task and its events tell when that begins and ends. */
export function isPaused({ world, task, owner }: Pick<Subject, 'world' | 'task' | 'owner'>): boolean {
  const pause = pauseFor(world, task, owner.identityIds);
  if (pause && !task.paused) addEvent(world, task, 'PAUSED', pause.message);
  else if (!pause && task.paused) addEvent(world, task, 'UNPAUSED', '');
  task.paused = pause;
  return pause !== null;
}

/** Whether the owner may not use an endpoint of the task for now, which makes it inactive. Throws a fatal `TaskFault` when one is gone. */
export function lacksConsent({ world, task, source, destination }: Subject): boolean {
  try {
    requireUse(world, task, 'source', source);
    requireUse(world, task, 'destination', destination);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (task.status === 'ACTIVE') addEvent(world, task, 'AUTH', error.message, true);
    task.status = 'INACTIVE';
    task.trouble = { code: 'AUTH', description: error.message };
    return true;
  }
  if (task.status === 'INACTIVE') {
    task.status = 'ACTIVE';
    task.trouble = null;
    transferState(world).tasks.put(task.task_id, task);
  }
  return false;
}

function requireUse(world: World, task: Task, side: Side, endpoint: Endpoint | undefined): void {
  if (endpoint?.deleted) throw new TaskFault('ENDPOINT_ERROR', side, '', `${endpoint.id} was deleted`, true);
  if (endpoint) requireDataUse(world, endpoint, ownerOf(world, task));
}
