import { byFlag, CliError, command, param, raw, record, visible } from '#command';
import { unpackFunction } from '#globus/compute/serialization';
import type { ComputeFunction } from '#services/compute';
import { functionId } from '../_params.js';
import { endingInBreak } from '../_views.js';

const formOf = (found: ComputeFunction): string => {
  const code = unpackFunction(found.function_code);
  return 'form' in code ? `only Python can read it (${code.form})` : 'source';
};

const detail = record<ComputeFunction>({
  'Function ID': 'function_uuid',
  Name: 'function_name',
  Description: 'description',
  'Python Version': 'metadata.python_version',
  'SDK Version': 'metadata.sdk_version',
  Code: formOf,
});
const source = raw((found: ComputeFunction) => {
  const code = unpackFunction(found.function_code);
  return 'source' in code ? endingInBreak(code.source) : '';
});

export default command({
  summary: 'Show a function, or its source.',
  examples: [
    { title: 'Show a function', line: 'globus compute function show FUNCTION_ID' },
    { title: 'Read its source', line: 'globus compute function show FUNCTION_ID --source' },
  ],
  needs: ['compute'],
  args: { functionId },
  flags: { source: param.switch({ summary: 'Print its source' }) },
  output: byFlag(detail, { source }),
  run: async ({ args, flags, compute }) => {
    const found = await compute.getFunction(args.functionId);
    const code = unpackFunction(found.function_code);
    if (flags.source && 'form' in code) {
      throw new CliError(
        `The code of ${visible(found.function_name)} is in a form that only Python can read (${code.form}).`,
        {
          data: { function_uuid: found.function_uuid, serialization: code.form },
        },
      );
    }
    return found;
  },
});
