import { ServiceError } from '../../errors.js';
import type { PauseInfo, Task } from '../../services/transfer.js';

const places = [
  ['source_pause_message', 'the source'],
  ['source_pause_message_share', 'the shared source'],
  ['destination_pause_message', 'the destination'],
  ['destination_pause_message_share', 'the shared destination'],
] as const;

/** Who paused a task, and what they say about it, a sentence each; none of a task that is not paused. */
export async function pauseWords(task: Task, ask: (id: string) => Promise<PauseInfo>): Promise<readonly string[]> {
  if (task.status !== 'ACTIVE' || !task.is_paused) return [];
  try {
    return wordsOf(await ask(task.task_id));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    // what is shown of the task is right without it
    return [];
  }
}

function wordsOf(info: PauseInfo): readonly string[] {
  const said = places.flatMap(([key, where]) => (info[key] ? [`an administrator of ${where}: “${info[key]}”`] : []));
  const ruled = info.pause_rules.map(({ message, endpoint_display_name: where }) =>
    [`a pause rule${where ? ` of ${where}` : ''}`, message && `“${message}”`].filter(Boolean).join(': '),
  );
  return [...new Set([...said, ...ruled])];
}

/** A task, and who paused it and why, where a person is told. */
export interface ToldTask extends Task {
  readonly paused_by?: readonly string[];
}
/** The task as a person is told of it. */
export const toldTask = async (task: Task, ask: (id: string) => Promise<PauseInfo>): Promise<ToldTask> => ({
  ...task,
  paused_by: await pauseWords(task, ask),
});
