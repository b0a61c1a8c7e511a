import { command, dryRun, param, waiting, things, sentence, isObject } from '#command';
import { readCalls } from '#globus/compute/calls';
import { paced } from '#globus/compute/limits';
import { requestsOf, submitAll, submitAllV2 } from '#globus/compute/submission';
import { demandAll } from '#globus/compute/tasks';
import { waitForTasks } from '#globus/compute/waiting';
import { jsonView } from '../_json-view.js';
import { apiVersion, placementFlags, placementOf } from './_params.js';
import { submittedView, tasksView } from './_views.js';

const { wait, waitTimeout } = waiting;

export default command({
  summary: 'Submit many calls of registered functions.',
  description:
    'Reads one JSON object per line: {"args": [1, 2], "kwargs": {"name": "x"}, "function": FUNCTION_ID, "endpoint": ENDPOINT_ID}, any part of which may be left out; a line that is a list gives only the arguments. All calls form one task group. With --wait, shows how they ended.',
  examples: [
    {
      title: 'Call one function with many arguments',
      line: 'globus compute submit calls.jsonl --function-id FUNCTION_ID --endpoint-id cluster',
    },
    {
      title: 'Submit what another program writes, and wait',
      line: 'globus compute submit - --endpoint-id cluster --wait',
    },
  ],
  needs: ['compute', 'files', 'progress', 'clock', 'notices'],
  args: { file: param.file({ summary: 'The calls, one per line; - is standard input' }) },
  flags: {
    functionId: param.uuid({ summary: 'The function for lines that name none' }),
    endpointId: things.computeEndpoint({ summary: 'The endpoint for lines that name none' }),
    taskGroupId: param.uuid({ summary: 'Submit into this task group' }),
    ...placementFlags,
    wait,
    waitTimeout,
    dryRun,
    apiVersion,
  },
  check: ({ flags }) =>
    flags.apiVersion === 'v2' && Object.keys(placementOf(flags)).length
      ? 'Configuration and resources of a task need --api-version v3.'
      : undefined,
  output: ({ flags }) => (flags.dryRun ? jsonView : flags.wait ? tasksView : submittedView),
  run: async ({ args, flags, files, notices, ...tools }) => {
    const calls = await readCalls(files.lines(args.file), args.file, flags);
    const common = { ...(flags.taskGroupId && { task_group_id: flags.taskGroupId }), ...placementOf(flags) };
    if (flags.dryRun)
      return requestsOf(calls, common).map(({ endpointId, body }) => ({ endpoint_id: endpointId, ...body }));
    const compute = paced(tools.compute, tools.clock);
    const submitted =
      flags.apiVersion === 'v2'
        ? await submitAllV2(calls, flags.taskGroupId, compute, notices)
        : await submitAll(calls, common, compute);
    notices.info(`Task group ${submitted.task_group_id}: ${submitted.tasks.length} calls were accepted.`);
    if (!flags.wait) return submitted;
    const again = `globus compute task-group wait ${submitted.task_group_id}`;
    const ids = submitted.tasks.map(({ task_id }) => task_id);
    return demandAll(
      await waitForTasks(
        ids,
        { ...tools, compute },
        { work: `Task group ${submitted.task_group_id}`, timeout: flags.waitTimeout, again, hasBegun: true },
      ),
      `globus compute task-group result ${submitted.task_group_id}`,
    );
  },
  next: (made) =>
    isObject(made) && 'tasks' in made && 'task_group_id' in made
      ? sentence`Wait for them:  globus compute task-group wait ${made.task_group_id}`
      : undefined,
});
