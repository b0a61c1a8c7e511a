import { byFlag, command, dryRun, param, record, things, sentence } from '#command';
import { registrationOf } from '#globus/compute/source';
import { jsonView } from '../../_json-view.js';
import { apiVersion } from '../_params.js';

export default command({
  summary: 'Register a function of a Python file.',
  description:
    'Without --function, the file must have only one function; if it has more, you are asked on a terminal. The whole file is registered, with its imports and other functions. Code at its top level runs on the endpoint before each call, except under `if __name__ == "__main__":`.',
  examples: [
    {
      title: 'Register a function for a group',
      line: "globus compute function register analysis.py --function mean --group 'Genome lab'",
    },
  ],
  needs: ['compute', 'files', 'prompt'],
  args: { file: param.file({ summary: 'The Python file; - is standard input' }) },
  flags: {
    function: param.text({ summary: 'The function in the file', metavar: 'NAME' }),
    name: param.text({ summary: "The name to register it under; by default the function's own" }),
    description: param.text({ summary: 'What it is for' }),
    public: param.switch({ summary: 'Let everybody run it' }),
    group: things.group({ summary: 'A group whose members may run it' }),
    dryRun,
    apiVersion,
  },
  output: byFlag(record<{ function_uuid: string }>({ 'Function ID': 'function_uuid' }), { dryRun: jsonView }),
  run: async ({ args, flags, compute, files, prompt }) => {
    const choose = (names: readonly string[]) =>
      prompt.select(
        'Which function?',
        names.map((name) => ({ name, value: name })),
      );
    const document = await registrationOf({ ...flags, file: args.file }, files, prompt.available ? choose : undefined);
    if (flags.dryRun) return document;
    return flags.apiVersion === 'v2' ? compute.registerFunctionV2(document) : compute.registerFunctionV3(document);
  },
  next: (made) =>
    'function_uuid' in made ? sentence`See it:  globus compute function show ${made.function_uuid}` : undefined,
});
