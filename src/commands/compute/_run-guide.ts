import type { Guide } from '#command';
import { askCall, noFunctionIn } from '#globus/compute/asked-call';

/** From `globus compute run` alone to a call: the file, its function, and what that is called with. */
export const runGuide: Guide = {
  offers: [
    {
      question: 'Which Python file:',
      answeredBy: ['file', 'functionId'],
      isNeeded: true,
      words: (file) => [file],
      check: (file, tools) => noFunctionIn(file, tools),
    },
  ],
  more: ({ file, function: name, functionId, values, arg, kwarg }, tools) =>
    file === undefined || functionId !== undefined
      ? Promise.resolve([])
      : askCall({ file, name, hasArguments: [values, arg, kwarg].some((each) => each !== undefined) }, tools),
  question: 'Run it?',
};
