import { CliError, UnexpectedAnswerError } from '../../errors.js';
import type { ComputeOperations } from '../../services/compute.js';
import { isName } from '../../services/expected.js';
import type { Notices } from '../../tools.js';
import type { Call } from './calls.js';
import { batchesOf } from './limits.js';
import { submitting } from '../submitting.js';
import { resultSerializers } from './serialization.js';
import { visible } from '../../visible.js';

/** What became of one call of a batch. */
export interface SubmittedCall {
  readonly line: number;
  readonly task_id: string;
  readonly function_id: string;
  readonly endpoint_id: string;
}
export interface Submitted {
  readonly task_group_id: string;
  readonly tasks: readonly SubmittedCall[];
}

/** The requests that submit these calls with v3: an endpoint and at most 10 MB each. */
export function requestsOf(calls: readonly Call[], common: Readonly<Record<string, unknown>>) {
  const endpoints = [...new Set(calls.map(({ endpointId }) => endpointId))];
  return endpoints.flatMap((endpointId) =>
    batchesOf(
      calls.filter((call) => call.endpointId === endpointId),
      sizeOf,
    ).map((batch) => {
      const tasks: Record<string, string[]> = {};
      for (const { functionId, payload } of batch) (tasks[functionId] ??= []).push(payload);
      return { endpointId, calls: batch, body: { tasks, result_serializers: resultSerializers, ...common } };
    }),
  );
}
const sizeOf = ({ payload }: Call) => Buffer.byteLength(payload);

/** Submits with v3, all calls in one task group. A refusal says which lines were accepted before it. */
export async function submitAll(
  calls: readonly Call[],
  common: Readonly<Record<string, unknown>>,
  compute: ComputeOperations,
): Promise<Submitted> {
  const done: SubmittedCall[] = [];
  let group = common['task_group_id'] as string | undefined;
  for (const { endpointId, calls: batch, body } of requestsOf(calls, common)) {
    const accepted = await tellingAccepted(done, group, () =>
      compute.submitV3(endpointId, { ...body, ...(group !== undefined && { task_group_id: group }) }),
    );
    group = accepted.task_group_id;
    const next = new Map(Object.entries(accepted.tasks).map(([fn, ids]) => [fn, [...ids]]));
    for (const { line, functionId } of batch) {
      const id = next.get(functionId)?.shift();
      if (!isName(id)) throw nameless(`the call of line ${line}`, group, done);
      done.push({ line, task_id: id, function_id: functionId, endpoint_id: endpointId });
    }
  }
  return { task_group_id: group ?? '', tasks: done.sort((a, b) => a.line - b.line) };
}

/** Submits with v2: each call is accepted or refused by itself. */
export async function submitAllV2(
  calls: readonly Call[],
  taskGroupId: string | undefined,
  compute: ComputeOperations,
  notices: Pick<Notices, 'warn'>,
): Promise<Submitted> {
  const done: SubmittedCall[] = [];
  let group = taskGroupId;
  for (const batch of batchesOf(calls, sizeOf)) {
    const tasks = batch.map(({ functionId, endpointId, payload }) => [functionId, endpointId, payload]);
    const accepted = await tellingAccepted(done, group, () =>
      compute.submitV2({ tasks, ...(group !== undefined && { task_group_id: group }) }),
    );
    group = accepted.task_group_id;
    batch.forEach(({ line, functionId, endpointId }, i) => {
      const answer = accepted.results[i];
      if (isName(answer?.task_uuid))
        done.push({ line, task_id: answer.task_uuid, function_id: functionId, endpoint_id: endpointId });
      else notices.warn(`Line ${line} was refused: ${visible(answer?.reason ?? 'the service gave no reason')}`);
    });
  }
  if (done.length < calls.length) {
    throw new CliError(`${calls.length - done.length} of ${calls.length} calls were refused.`, {
      data: { task_group_id: group, tasks: done },
    });
  }
  return { task_group_id: group ?? '', tasks: done };
}

/** The error about a call that was accepted, and whose task the service does not name. */
export const nameless = (call: string, group: string | undefined, tasks: readonly SubmittedCall[]) =>
  new UnexpectedAnswerError(`Globus Compute accepted ${call} and did not name its task.`, {
    data: { task_group_id: group, tasks },
    hint: `It may run all the same: globus compute task-group show ${group}`,
  });

/** Adds to a refusal which tasks were accepted before it, so that none is submitted twice. */
async function tellingAccepted<T>(
  done: readonly SubmittedCall[],
  group: string | undefined,
  send: () => Promise<T>,
): Promise<T> {
  const see = group === undefined ? undefined : `globus compute task-group show ${group}`;
  try {
    return await submitting({ what: done.length ? 'The rest' : 'The calls', see }, send);
  } catch (error) {
    if (!(error instanceof CliError) || !done.length) throw error;
    throw error.toldWith(`${error.message}\n${done.length} calls were accepted before this, in task group ${group}.`, {
      hint: error.hint,
      data: { task_group_id: group, tasks: done },
    });
  }
}
