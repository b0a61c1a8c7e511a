import { byFlag, command, dryRun, exclusive, param, waiting } from '#command';
import { callFlags, callOf } from './_arguments.js';
import { demandSize, paced } from './_limits.js';
import { packArguments, resultSerializers } from './_serialization.js';
import { endpointId, placementFlags, placementOf, planned } from './_params.js';
import { registrationOf } from './_source.js';
import { resultView } from './_task-views.js';
import { resultOf, waitForTasks } from './_tasks.js';

export default command({
  summary: 'Run a Python function on an endpoint, print its result.',
  description:
    'Registers the function of a Python file (the whole file goes along), calls it on the endpoint, waits, and prints the result as JSON. ' +
    'Values of --arg and --kwarg are JSON where they can be read as such, and text otherwise: 3 is a number, "3" a text, cat a text. ' +
    'An exception in the function is an error with its traceback, exit code 1.',
  examples: [
    {
      title: 'Call a function of a file',
      line: 'globus compute run ENDPOINT_ID stats.py --function mean --arg "[1, 2, 4]"',
    },
    {
      title: 'Call a registered function',
      line: 'globus compute run ENDPOINT_ID --function-id FUNCTION_ID --kwarg name=Ada --kwarg times=3',
    },
  ],
  needs: ['compute', 'files', 'progress', 'clock', 'notices'],
  args: { endpointId, file: param.file({ summary: 'The Python file; - is standard input', optional: true }) },
  flags: {
    function: param.text({ summary: 'The function in the file', metavar: 'NAME' }),
    functionId: param.uuid({ summary: 'A registered function' }),
    ...callFlags,
    ...placementFlags,
    waitTimeout: waiting.waitTimeout,
    dryRun,
  },
  rules: [exclusive('function', 'functionId'), exclusive('file', 'functionId')],
  check: ({ args, flags }) =>
    flags.functionId === undefined && (args.file === undefined || flags.function === undefined)
      ? 'Give a file and --function NAME, or --function-id.'
      : undefined,
  output: byFlag(resultView, { dryRun: planned }),
  run: async ({ args, flags, files, notices, ...tools }) => {
    const { args: positional, kwargs } = callOf(flags);
    const payload = demandSize(packArguments(positional, kwargs), 'The arguments');
    const code =
      args.file !== undefined && flags.function !== undefined
        ? await registrationOf({ file: args.file, function: flags.function }, files)
        : undefined;
    const submission = (fn: string) => ({
      tasks: { [fn]: [payload] },
      result_serializers: resultSerializers,
      ...placementOf(flags),
    });
    if (flags.dryRun) return { ...(code && { register: code }), submit: submission(flags.functionId ?? 'FUNCTION_ID') };

    const compute = paced(tools.compute, tools.clock);
    const functionId = flags.functionId ?? (await compute.registerFunctionV3(code ?? {})).function_uuid;
    const accepted = await compute.submitV3(args.endpointId, submission(functionId));
    const taskId = accepted.tasks[functionId]?.[0] ?? '';
    notices.info(`Task ${taskId} was accepted.`);
    const options = {
      label: flags.function ?? 'Task',
      timeout: flags.waitTimeout,
      again: `globus compute task result ${taskId} --wait`,
    };
    const [task] = await waitForTasks([taskId], { ...tools, compute }, options);
    const { text, value } = resultOf(task ?? { task_id: taskId, status: 'unknown' });
    const ids = {
      task_id: taskId,
      function_id: functionId,
      endpoint_id: args.endpointId,
      task_group_id: accepted.task_group_id,
    };
    return { text, document: { ...ids, result: value } };
  },
});
