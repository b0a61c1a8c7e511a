import type { ComputeOperations } from '../../services/compute.js';
import { isName } from '../../services/expected.js';
import type { Notices } from '../../tools.js';
import { demandSize, paced } from './limits.js';
import { type Result, resultOf } from './results.js';
import { submitting } from '../submitting.js';
import { packArguments, resultSerializers } from './serialization.js';
import { nameless } from './submission.js';
import { waitForTasks, type WaitTools } from './waiting.js';

/** One call of a function on an endpoint. */
export interface FunctionCall {
  readonly endpointId: string;
  /** The id of a registered function, or the document that registers one. */
  readonly code: string | Readonly<Record<string, unknown>>;
  /** The arguments as a packed text: see `payloadOf`. */
  readonly payload: string;
  /** What the request says beside: where to run, as the service's document puts it. */
  readonly placement: Readonly<Record<string, unknown>>;
}
/** What a call returned, and the ids of all that took part in it. */
export interface CallOutcome extends Result {
  readonly ids: {
    readonly task_id: string;
    readonly function_id: string;
    readonly endpoint_id: string;
    readonly task_group_id: string;
  };
}

/** The arguments of one call, given as JSON texts, as they are sent. UsageError where they are too large. */
export const payloadOf = (texts: { readonly args: string; readonly kwargs: string }): string =>
  demandSize(packArguments(texts.args, texts.kwargs));

/** The document that submits one call. */
export const submissionOf = (
  functionId: string,
  { payload, placement }: Omit<FunctionCall, 'code' | 'endpointId'>,
) => ({
  tasks: { [functionId]: [payload] },
  result_serializers: resultSerializers,
  ...placement,
});

/** Registers the function where that is wanted, calls it, waits, and gives its result. Errors as those of `resultOf` and `until`. */
export async function runFunction(
  call: FunctionCall,
  { label, timeout }: { readonly label: string; readonly timeout: number | undefined },
  { notices, ...tools }: WaitTools & { readonly notices: Pick<Notices, 'info'> },
): Promise<CallOutcome> {
  const compute = paced(tools.compute, tools.clock);
  const functionId = typeof call.code === 'string' ? call.code : await registered(call.code, compute);
  const accepted = await submitting({ what: 'The call' }, () =>
    compute.submitV3(call.endpointId, submissionOf(functionId, call)),
  );
  const taskId = accepted.tasks[functionId]?.[0];
  if (!isName(taskId)) throw nameless('the call', accepted.task_group_id, []);
  notices.info(`Task ${taskId} was accepted.`);
  const wait = {
    work: `Task ${taskId}`,
    label,
    timeout,
    again: `globus compute task result ${taskId} --wait`,
    hasBegun: true,
  };
  const [task] = await waitForTasks([taskId], { ...tools, compute }, wait);
  return {
    ...resultOf(task ?? { task_id: taskId, status: 'unknown' }),
    ids: {
      task_id: taskId,
      function_id: functionId,
      endpoint_id: call.endpointId,
      task_group_id: accepted.task_group_id,
    },
  };
}

const registered = async (document: Readonly<Record<string, unknown>>, compute: ComputeOperations): Promise<string> =>
  (await compute.registerFunctionV3(document)).function_uuid;
