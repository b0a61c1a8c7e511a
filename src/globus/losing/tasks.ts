import type { Task, TransferOperations } from '../../services/transfer.js';
import { shortId } from '../../uuid.js';
import { allRows } from '../all-rows.js';
import { endpointNames } from '../names.js';
import { whatOf } from '../tasks/words.js';
import { amount, called, ifShown, type Loss, severalNames } from './loss.js';

type Tasks = Pick<TransferOperations, 'listTasks'>;

/** What is asked for of a task to say which it is. */
const told = ['task_id', 'label', 'type', 'source_endpoint_display_name', 'destination_endpoint_display_name'] as const;
/** Its label, else what it does, as lists of tasks say it; a few digits of its id where a service says neither. */
const taskName = (task: Pick<Task, (typeof told)[number]>): string => {
  if (task.label) return called(task.label, task.task_id);
  const known = task.source_endpoint_display_name ?? task.destination_endpoint_display_name;
  return known ? whatOf({ ...task, source_base_path: null, destination_base_path: null }) : shortId(task.task_id);
};

/** All of one's own tasks that have not ended, about to be canceled; undefined where there is none. */
export async function allTasksLoss(transfer: Tasks): Promise<Loss | undefined> {
  const query = { filter: 'type:TRANSFER,DELETE/status:ACTIVE,INACTIVE', fields: told.join(',') };
  const tasks = await allRows(transfer.listTasks(query, Infinity));
  if (!tasks.length) return undefined;
  const names = severalNames(tasks.map(taskName));
  return {
    question: `Cancel ${amount(tasks.length, 'task')} (${names})? ${tasks.length === 1 ? 'It' : 'They'} cannot go on afterwards.`,
  };
}

/** Tasks of others on one's collections, about to be canceled. */
export async function managedTasksLoss(
  ids: readonly string[],
  transfer: Pick<TransferOperations, 'getManagedTask'>,
): Promise<Loss> {
  const shown = await Promise.all(ids.slice(0, 5).map(async (id) => ifShown(transfer.getManagedTask(id))));
  const names = ids.map((id, i) => {
    const task = shown[i];
    return task ? `${taskName(task)}${task.owner_string ? ` of ${task.owner_string}` : ''}` : id;
  });
  return {
    question: `Cancel ${amount(ids.length, 'task')}: ${severalNames(names)}? ${ids.length === 1 ? 'It' : 'They'} cannot go on afterwards.`,
  };
}

/** The tasks that a new pause rule would stop: those that run on the collection now. */
export async function pausedTasksLoss(
  endpoint: string,
  transfer: Pick<TransferOperations, 'getEndpoint' | 'listManagedTasks'>,
): Promise<Loss> {
  const most = 1_000;
  const query = { filter_endpoint: endpoint, filter_status: 'ACTIVE' };
  const [names, running] = await Promise.all([
    ifShown(endpointNames(transfer, [endpoint])),
    ifShown(allRows(transfer.listManagedTasks(query, most))),
  ]);
  const count = running?.length ?? 0;
  const stops = !running
    ? ''
    : count === 0
      ? ' No task runs there now.'
      : ` ${count === most ? 'At least ' : ''}${amount(count, 'task')} that ${count === 1 ? 'runs' : 'run'} there now may stop until the rule is deleted.`;
  return { question: `Pause what is done on ${names?.get(endpoint) ?? endpoint}?${stops}` };
}

/** A pause rule, about to be deleted. */
export async function pauseRuleLoss(id: string, transfer: Pick<TransferOperations, 'getPauseRule'>): Promise<Loss> {
  const rule = await ifShown(transfer.getPauseRule(id));
  const where = rule?.endpoint_display_name ? ` on ${rule.endpoint_display_name}` : '';
  return { question: `Delete the pause rule ${called(rule?.message, id)}${where}? What it paused continues.` };
}
