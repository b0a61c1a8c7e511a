import { idOf, kind, type Line, onlyAsked, summary, type Telling } from '#command';
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
  whatOf,
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

/** What tells tasks apart in a list: what, how it is doing, since when, and how far; the id, which is for scripts, leaves first. */
export const taskScreen = {
  What: kind<Task>('route', whatOf),
  Status: kind<Task>('state', stateOf),
  When: kind<Task>('time', 'request_time'),
  'How Far': howFar,
  Faults: (task: Task) => task.faults || null,
  ID: idOf<Task>('task', 'task_id'),
  From: onlyAsked<Task>(sourceOf),
  To: onlyAsked<Task>((task) => destinationOf(task) ?? '(deletion)'),
  Label: onlyAsked<Task>('label'),
} as const;
/** The same for those who watch over the tasks of others. */
const { What, ...others } = taskScreen;
export const watchedScreen = { What, Owner: kind<Task>('name', 'owner_string'), ...others } as const;
