import { randomUUID } from 'node:crypto';
import type { Json } from '../../http/body.js';
import { transferState, type Task } from '../../transfer/state.js';
import { runnerOf } from '../../transfer/tasks/runner.js';
import { submitDelete } from '../../transfer/tasks/submit-delete.js';
import { submitTransfer } from '../../transfer/tasks/submit-transfer.js';
import { taskDocument } from '../../transfer/tasks/task-document.js';
import { objects, text, without } from './body.js';
import type { ActionContext, ActionProvider, ActionState } from './provider.js';

/** A transfer by the Transfer service; both the fields of its own API and those of the older provider are understood. */
export const transferAction = (scopes: readonly string[]): ActionProvider =>
  taskAction(
    scopes,
    ({ world, requester, run }, body) =>
      submitTransfer(world, requester, {
        verify_checksum: true,
        ...labelled(run.label),
        ...without(body, 'source_endpoint_id', 'destination_endpoint_id', 'transfer_items'),
        DATA_TYPE: 'transfer',
        submission_id: randomUUID(),
        source_endpoint: text(body, 'source_endpoint', 'source_endpoint_id'),
        destination_endpoint: text(body, 'destination_endpoint', 'destination_endpoint_id'),
        DATA: objects(body, 'DATA', 'transfer_items').map((item) => ({ DATA_TYPE: 'transfer_item', ...item })),
      }).task,
  );

/** A deletion by the Transfer service. */
export const deleteAction = (scopes: readonly string[]): ActionProvider =>
  taskAction(
    scopes,
    ({ world, requester, run }, body) =>
      submitDelete(world, requester, {
        ...labelled(run.label),
        ...without(body, 'endpoint_id', 'items'),
        DATA_TYPE: 'delete',
        submission_id: randomUUID(),
        endpoint: text(body, 'endpoint', 'endpoint_id'),
        DATA: (Array.isArray(body['items']) && body['items'].every((item) => typeof item === 'string')
          ? body['items'].map((path): Json => ({ path }))
          : objects(body, 'DATA', 'items')
        ).map((item) => ({ DATA_TYPE: 'delete_item', ...item })),
      }).task,
  );

function taskAction(scopes: readonly string[], submit: (context: ActionContext, body: Json) => Task): ActionProvider {
  const taskOf = ({ world, action }: ActionContext): Task | undefined =>
    transferState(world).tasks.get(String(action.memo['task_id']));
  const look = (context: ActionContext): ActionState => {
    const task = taskOf(context);
    if (!task) return { status: 'FAILED', details: { code: 'TaskNotFound', description: 'The task was removed' } };
    const status = task.status === 'INACTIVE' ? 'ACTIVE' : task.status;
    return { status, details: taskDocument(context.world, task), display_status: task.trouble?.code ?? status };
  };
  return {
    scopes,
    start: (context, body) => {
      context.action.memo = { task_id: submit(context, body).task_id };
      return look(context);
    },
    look,
    cancel: (context) => {
      const task = taskOf(context);
      if (task && (task.status === 'ACTIVE' || task.status === 'INACTIVE'))
        runnerOf(context.world).cancel(task, 'The run that submitted the task was canceled');
    },
  };
}

const labelled = (label: string | null): Json => (label === null ? {} : { label });
