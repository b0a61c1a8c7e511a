import { createHash } from 'node:crypto';
import { CliError, UsageError } from '../../errors.js';
import type { Submission, Task, TransferOperations } from '../../services/transfer.js';
import type { Notices, SubmissionRecords } from '../../tools.js';
import { beforeSubmitting, submitting } from '../submitting.js';
import { failureOf, type TaskTools, type TaskWait, waitForTask } from '../tasks/waiting.js';
import { type Part, type Parts, textOf } from './parts.js';
import { type Group, type GroupPart, readGroup } from './group-record.js';
import type { TaskDocument } from './task-options.js';
import { shellWord } from '../../shell.js';
import { visible } from '../../visible.js';

export interface GroupTools {
  readonly transfer: Pick<
    TransferOperations,
    'getSubmissionId' | 'submitWrittenTransfer' | 'submitWrittenDelete' | 'listTasks'
  >;
  readonly records: SubmissionRecords;
}

/**
 * The name of what was given none: one that its content makes, so that running the line again goes on with what was begun. Where all of it
 * was submitted, it is submitted anew, under the next name.
 */
async function nameFor(digest: string, kind: string, records: Pick<SubmissionRecords, 'read'>): Promise<string> {
  for (let n = 1; ; n++) {
    const name = `${kind}-${digest.slice(0, 12)}${n === 1 ? '' : `-${n}`}`;
    const group = readGroup(name, await records.read(name));
    if (!group || group.parts.some(({ task_id }) => task_id === undefined)) return name;
  }
}

/**
 * Submits each part as a task, once, however often it is run: the ids are on the disk before the first is sent, and what a run did not
 * come to, the next one does. Without a name, that is so until all of it was submitted. `document` is that of each task without its items. UsageError where the name stands for something else.
 */
async function submitGroup(
  given: string | undefined,
  document: TaskDocument & { readonly label?: string },
  { parts, digest: items }: Parts,
  { transfer, records }: GroupTools,
): Promise<{ readonly group: Group; readonly submittedBefore: number }> {
  const digest = createHash('sha256')
    .update(`${items} ${JSON.stringify(document)}`)
    .digest('hex');
  const name = given ?? (await nameFor(digest, document.DATA_TYPE, records));
  const isTransfer = document.DATA_TYPE === 'transfer';
  const what = isTransfer ? 'The transfer' : 'The deletion';
  return records.hold(name, async (record) => {
    let group = readGroup(name, record.read());
    if (group && group.digest !== digest)
      throw new UsageError(`The group '${name}' was already used for other work.`, {
        hint: 'Choose another name with --group, or run the command that first used this one.',
      });
    if (!group) {
      const ids = await submissionIds(parts.length, what, transfer);
      group = {
        group: name,
        digest,
        parts: parts.map(({ items }, i) => ({ submission_id: ids[i] as string, items })),
      };
      record.write(JSON.stringify(group));
    }
    const submittedBefore = group.parts.filter(({ task_id }) => task_id !== undefined).length;
    const textAt = (i: number) => textOf(parts[i] as Part);
    return {
      group: await submitParts(group, textAt, ['--group', name], { document, record, transfer }),
      submittedBefore,
    };
  });
}

/** As many submission ids as there are parts. An interruption says that nothing was sent. */
export async function submissionIds(
  count: number,
  what: string,
  transfer: Pick<TransferOperations, 'getSubmissionId'>,
): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) ids.push((await beforeSubmitting({ what }, transfer.getSubmissionId)).value);
  return ids;
}

interface Submitting {
  /** Of each task, without its items. */
  readonly document: GroupTask;
  readonly record: { readonly write: (text: string) => void };
  readonly transfer: GroupTools['transfer'];
}
export type GroupTask = TaskDocument & { readonly label?: string };

/** Submits the parts that the service does not have, and writes each down as soon as it has it. */
export async function submitParts(
  begun: Group,
  itemsOf: (at: number) => Uint8Array,
  again: readonly string[],
  { document, record, transfer }: Submitting,
): Promise<Group> {
  const isTransfer = document.DATA_TYPE === 'transfer';
  const what = isTransfer ? 'The transfer' : 'The deletion';
  let group = begun;
  for (const [i, { submission_id: id, task_id }] of begun.parts.entries()) {
    if (task_id !== undefined) continue;
    const { length } = begun.parts;
    // one copy is a task as any other, and has no label of its own
    const label = document.label ?? (length === 1 && begun.isNewFolder ? undefined : begun.group);
    const whole = { ...document, ...(label !== undefined && { label: labelOf(label, i, length) }), submission_id: id };
    const body = Buffer.concat([
      Buffer.from(`${JSON.stringify(whole).slice(0, -1)},"DATA":`),
      itemsOf(i),
      Buffer.from('}'),
    ]);
    const sent = await submitting(
      {
        what: length === 1 ? what : `${what}, part ${i + 1} of ${length},`,
        id,
        again,
        see: 'globus task list --limit 5',
        refused: async (refusal) => (await import('./twin.js')).namingTwin(document, transfer, refusal),
      },
      () => (isTransfer ? transfer.submitWrittenTransfer(body) : transfer.submitWrittenDelete(body)),
    );
    group = accepted(group, i, sent);
    record.write(JSON.stringify(group));
    // the text of a part is tens of megabytes
    if (length > 1) (await import('./let-go.js')).letGo();
  }
  return group;
}

const accepted = (group: Group, at: number, { task_id }: Submission): Group => ({
  ...group,
  parts: group.parts.map(({ kept, ...part }, i) =>
    i === at ? { ...part, task_id } : { ...part, ...(kept !== undefined && { kept }) },
  ),
});

/** `nightly 2/10`: at most 128 characters, as labels may have. */
function labelOf(label: string, at: number, count: number): string {
  if (count === 1) return label.slice(0, 128);
  const number = ` ${at + 1}/${count}`;
  return label.slice(0, 128 - number.length) + number;
}

/** Waits for all tasks of a group, one after the other, and demands that all succeed: a CliError that names those that did not. */
export async function waitForGroup(
  { group, parts }: Group,
  tools: TaskTools,
  options: TaskWait,
): Promise<{ readonly tasks: readonly Task[]; readonly failure: CliError | undefined }> {
  const tasks: Task[] = [];
  for (const { task_id: id } of parts)
    if (id !== undefined) tasks.push(await waitForTask(id, tools, { ...options, hasBegun: true }));
  const failed = tasks.filter(failureOf);
  const failure = failed.length
    ? new CliError(
        `${failed.length} of ${tasks.length} tasks of '${visible(group)}' did not succeed: ${failed.map((task) => task.task_id).join(', ')}.`,
        {
          hint: `See what happened:  globus task event-list ${failed[0]?.task_id}`,
        },
      )
    : undefined;
  return { tasks, failure };
}

/** Of several tasks, the line that shows them together. */
export const acceptedWords = ({ group, parts }: Group): string =>
  parts.length === 1
    ? `Task ${parts[0]?.task_id} was accepted.`
    : `${parts.length} tasks were accepted: globus task list --group ${shellWord(group)}`;

/** What was submitted: a row a task, with how it ended where it was waited for. */
export interface GroupDocument {
  readonly group: string;
  readonly DATA: readonly (Partial<GroupPart> & { readonly status?: string })[];
}

/** Submits a group, and waits for all of its tasks where `wait` says how. `failure` is for the end, once the document is shown. */
export async function submitGroupToEnd(
  name: string | undefined,
  document: TaskDocument & { readonly label?: string },
  parts: Parts,
  tools: GroupTools & TaskTools & { readonly notices: Pick<Notices, 'info'> },
  wait?: TaskWait,
): Promise<{ readonly document: GroupDocument; readonly failure?: CliError | undefined }> {
  const { group, submittedBefore } = await submitGroup(name, document, parts, tools);
  const wasWhole = submittedBefore === group.parts.length;
  if (submittedBefore && !wasWhole)
    tools.notices.info(
      `An earlier run of this line submitted ${submittedBefore} of its ${group.parts.length} tasks; they are not submitted again.`,
    );
  if (wasWhole)
    tools.notices.info(
      `Nothing was sent: the group '${visible(group.group)}' was submitted before. To submit the same list again, give another --group.`,
    );
  if (!wait) return { document: { group: group.group, DATA: group.parts } };
  if (!wasWhole) tools.notices.info(acceptedWords(group));
  const { tasks, failure } = await waitForGroup(group, tools, wait);
  const status = new Map(tasks.map((task) => [task.task_id, task.status]));
  const DATA = group.parts.map((part) => ({ ...part, status: status.get(part.task_id ?? '') ?? 'UNKNOWN' }));
  return { document: { group: group.group, DATA }, failure };
}
