import { flowScope, transferAll } from '../auth/well-known-scopes.js';
import { ApiError } from '../http/api-error.js';
import { isObject, type Json } from '../http/body.js';
import type { Requester } from '../transfer/permissions.js';
import { transferState } from '../transfer/state.js';
import { submitTransfer } from '../transfer/tasks/submit-transfer.js';
import { taskDocument } from '../transfer/tasks/task-document.js';
import type { World } from '../world.js';
import { ownerOf, requireConsent } from './owner.js';
import type { Timer, TimerType } from './state.js';

/** What was started. */
export interface Started {
  readonly id: string;
  readonly http_status: number;
}

/** What became of something that was started. */
export interface Outcome {
  readonly status: 'ACTIVE' | 'INACTIVE' | 'SUCCEEDED' | 'FAILED';
  readonly details: Record<string, unknown>;
  readonly label: string | null;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly completed: number | null;
}

/** What a timer of one type does when it is due. */
export interface Starter {
  /** Throws an `ApiError` as the service that is called would answer. */
  start(world: World, timer: Timer, owner: Requester): Started;
  /** Undefined when nothing is known of it any more. */
  show(world: World, id: string): Outcome | undefined;
}

const starters: Partial<Record<TimerType, Starter>> = {
  transfer: {
    start: (world, timer, owner) => {
      const document = transferOf(timer);
      // When the clock leaps, runs between which a transfer would have ended start one after the other.
      const { task } = submitTransfer(
        world,
        owner,
        { ...document, submission_id: world.ids.uuid('submission') },
        { mayHaveTwin: true },
      );
      return { id: task.task_id, http_status: 202 };
    },
    show: (world, id) => {
      const task = transferState(world).tasks.get(id);
      return (
        task && {
          status: task.status,
          details: taskDocument(world, task),
          label: task.label,
          started: task.requested,
          completed: task.completed,
        }
      );
    },
  },
};

/** Tells timers how flows are run; called by the Flows service when there is one. */
export function offerFlowStarts(starter: Starter): void {
  starters.flow = starter;
}

/** Starts what the timer is for, as its owner. Throws an `ApiError` when that is refused. */
export function startRun(world: World, timer: Timer): Started {
  const owner = ownerOf(world, timer);
  if (timer.timer_type === 'transfer') requireConsent(world, owner, transferAll);
  if (timer.flow_id !== null) requireConsent(world, owner, flowScope(timer.flow_id));
  const starter = starters[timer.timer_type];
  if (!starter) throw new ApiError(501, 'NotImplemented', `The sandbox cannot call ${timer.callback_url}`);
  return starter.start(world, timer, owner);
}

/** What became of a run's task or flow run. */
export function outcomeOf(world: World, timer: Timer, started: string): Outcome | undefined {
  return starters[timer.timer_type]?.show(world, started);
}

/** The transfer document of a timer; the action provider's own form, which older timers have, is translated. */
function transferOf(timer: Timer): Json {
  const body = isObject(timer.callback_body['body']) ? timer.callback_body['body'] : {};
  if (body['source_endpoint_id'] === undefined) return body;
  const {
    source_endpoint_id: source_endpoint,
    destination_endpoint_id: destination_endpoint,
    transfer_items: items,
    label,
    ...options
  } = body;
  const data = Array.isArray(items)
    ? items.map((item: unknown) => ({ DATA_TYPE: 'transfer_item', ...(isObject(item) ? item : {}) }))
    : [];
  const run = `run ${timer.n_runs + 1}`;
  return {
    ...options,
    DATA_TYPE: 'transfer',
    source_endpoint,
    destination_endpoint,
    DATA: data,
    label: typeof label === 'string' ? `${label}, ${run}` : null,
  };
}
