import { idOf, kind, type Line, summary, type Telling } from '#command';
import {
  amountOf,
  destinationOf,
  howFar,
  lengthOf,
  nextOf,
  routeOf,
  sourceOf,
  stateOf,
  troubleOf,
} from '#globus/tasks/words';
import type { ToldTask } from '#globus/tasks/pausing';
import type { Task } from '#services/transfer';

type Next = (task: Task) => readonly [string, string] | undefined;

/** A task in six lines: what from where to where, how it is doing, how much, how long, what went wrong, and what next. */
const told =
  (nextOf: Next, isMine: boolean) =>
  (task: ToldTask, { time, since }: Telling): readonly Line[] => {
    const isOver = task.completion_time !== null;
    const trouble = troubleOf(task);
    const next = nextOf(task);
    return [
      [
        { text: task.label || (task.type === 'DELETE' ? 'Deletion' : 'Transfer'), as: 'strong' },
        { text: `  ${routeOf(task)}`, as: 'whole' },
      ],
      [
        { text: stateOf(task), as: 'state' },
        !isOver && howFar(task) !== '' && `  ${howFar(task)}`,
        !isMine && { text: `  owned by ${task.owner_string}`, as: 'whole' },
      ],
      ...(task.paused_by ?? []).map((who) => `paused by ${who}`),
      amountOf(task),
      [
        `asked for ${time(task.request_time)}`,
        lengthOf(task, since(task.request_time)),
        isOver ? `ended ${time(task.completion_time)}` : `gives up ${time(task.deadline)}`,
      ]
        .filter(Boolean)
        .join(', '),
      trouble === undefined ? 'no faults' : [{ text: trouble, as: 'bad' }],
      next ? [`${next[0]}:  `, { text: next[1], as: 'command' }] : [{ text: task.task_id, as: 'dim' }],
    ];
  };
export const taskSummary = summary(told(nextOf, true));
/** The same for a task that was waited for: where it failed, the error that follows says how to find out more. */
export const endedSummary = summary(told((task) => (task.status === 'SUCCEEDED' ? nextOf(task) : undefined), true));
/** The same for those who watch over the tasks of others: what they may ask is another command. */
export const watchedSummary = summary(
  told(({ task_id: id }) => ['What happened', `globus endpoint-manager task event-list ${id}`], false),
);

/** What tells tasks apart in a list. */
export const taskScreen = {
  From: kind<Task>('name', sourceOf),
  To: (task: Task) => destinationOf(task) ?? '(deletion)',
  Status: kind<Task>('state', stateOf),
  When: kind<Task>('time', 'request_time'),
  'How Far': howFar,
  Faults: (task: Task) => task.faults || null,
  Label: 'label',
  // most tasks have no label
  ID: idOf<Task>('task', 'task_id', { stays: true }),
} as const;
/** The same for those who watch over the tasks of others: how a task is doing says more to them than what goes where. */
const { Status, ...others } = taskScreen;
export const watchedScreen = { Owner: kind<Task>('name', 'owner_string'), Status, ...others } as const;
