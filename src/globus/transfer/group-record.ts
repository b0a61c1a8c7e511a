import { CliError, UsageError } from '../../errors.js';
import type { SubmissionRecords } from '../../tools.js';
import { visible } from '../../visible.js';

/** One task of a group, as the record has it. */
export interface GroupPart {
  readonly submission_id: string;
  readonly items: number;
  /** Once the service has it. */
  readonly task_id?: string;
  /** Its items, packed and in base64, until the service has them: of what cannot be read again as it was. */
  readonly kept?: string;
}
export interface Group {
  readonly group: string;
  /** Of the documents that are submitted, items and all. */
  readonly digest: string;
  readonly parts: readonly GroupPart[];
  /** A copy that makes the folder it was given as its destination. Run again, the same line would find it there, and copy into it. */
  readonly isNewFolder?: boolean;
  /** Tasks before these made that folder, so it is the copy's own whatever becomes of these. */
  readonly wasMade?: boolean;
  /** All its tasks were seen to end, or nobody waits for them: the same line is new work. */
  readonly isOver?: true;
  /** All its tasks were seen to end, and it is a part of work that is not over: what is left of that is another submission. */
  readonly isWaited?: true;
}
/** A record read from its text; undefined where there is none. */
export const readGroup = (name: string, text: string | undefined): Group | undefined => {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Group;
  } catch (cause) {
    throw new CliError(`The record of '${visible(name)}' is damaged.`, {
      cause,
      hint: 'Choose another name with --group.',
    });
  }
};

/** The tasks of a group that the service has. UsageError where there is no such group, CliError where it has none yet. */
export async function tasksOfGroup(name: string, records: Pick<SubmissionRecords, 'read'>): Promise<readonly string[]> {
  const group = readGroup(name, await records.read(name));
  if (!group) throw new UsageError(`There is no group '${name}': nothing was submitted here under this name.`);
  const ids = group.parts.flatMap(({ task_id }) => task_id ?? []);
  if (!ids.length)
    throw new CliError(`Nothing of the group '${visible(name)}' was accepted yet.`, {
      hint: 'Run the command that submits it again: each task is submitted once.',
    });
  return ids;
}
