import { byFlag, command, dryRun, exclusive, param, waiting } from '#command';
import { callTexts } from '#globus/compute/arguments';
import { payloadOf, runFunction, submissionOf } from '#globus/compute/run';
import { registrationOf } from '#globus/compute/source';
import { jsonView } from '../_json-view.js';
import { callFlags, callValues } from './_arguments.js';
import { endpointId, placementFlags, placementOf } from './_params.js';
import { runGuide } from './_run-guide.js';
import { resultView } from './_views.js';

export default command({
  summary: 'Run a Python function on an endpoint, print its result.',
  description:
    'Registers the function of a Python file (with the whole file), calls it on the endpoint, waits, and prints the result as JSON. Without --function, the file must have only one function; if it has more, you are asked on a terminal. Values, including those of --arg and --kwarg, are read as JSON if possible, and as text otherwise: 3 is a number, "3" and cat are text. An exception in the function is shown with its traceback, and the exit code is 1.',
  examples: [
    { title: 'Call the one function of a file with 2 and 3', line: 'globus compute run cluster add.py 2 3' },
    {
      title: 'Call a function of a file',
      line: 'globus compute run cluster stats.py --function mean --arg "[1, 2, 4]"',
    },
    {
      title: 'Call a registered function',
      line: 'globus compute run cluster --function-id FUNCTION_ID --kwarg name=Ada --kwarg times=3',
    },
  ],
  needs: ['compute', 'files', 'progress', 'clock', 'notices', 'prompt'],
  args: {
    endpointId,
    file: param.file({ summary: 'The Python file; - is standard input', optional: true }),
    values: callValues,
  },
  flags: {
    function: param.text({ summary: 'The function in the file', metavar: 'NAME' }),
    functionId: param.uuid({ summary: 'A registered function' }),
    ...callFlags,
    ...placementFlags,
    waitTimeout: waiting.waitTimeout,
    dryRun,
  },
  rules: [exclusive('function', 'functionId'), exclusive('file', 'functionId')],
  guide: runGuide,
  check: ({ args, flags }) =>
    flags.functionId === undefined && args.file === undefined
      ? 'Give a file and --function NAME, or --function-id.'
      : undefined,
  output: byFlag(resultView, { dryRun: jsonView }),
  run: async ({ args, flags, files, prompt, ...tools }) => {
    const payload = payloadOf(callTexts([...args.values, ...flags.arg], flags.kwarg));
    const choose = (names: readonly string[]) =>
      prompt.select(
        'Which function?',
        names.map((name) => ({ name, value: name })),
      );
    const register =
      args.file === undefined
        ? undefined
        : await registrationOf(
            { file: args.file, function: flags.function },
            files,
            prompt.available ? choose : undefined,
          );
    const placement = placementOf(flags);
    if (flags.dryRun)
      return {
        ...(register && { register }),
        submit: submissionOf(flags.functionId ?? 'FUNCTION_ID', { payload, placement }),
      };
    const call = { endpointId: args.endpointId, code: flags.functionId ?? register ?? {}, payload, placement };
    const waited = { label: register?.function_name ?? 'Task', timeout: flags.waitTimeout };
    const { text, value, ids } = await runFunction(call, waited, tools);
    return { text, document: { ...ids, result: value } };
  },
});
