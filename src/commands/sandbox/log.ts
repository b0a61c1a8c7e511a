import { command, listing, param, rowsTable } from '#command';
import type { LoggedRequest } from '#command';
import { running, where } from './_sandbox.js';

export default command({
  summary: 'Show the requests that the sandbox answered.',
  description: 'Nothing secret is in it: no headers, no bodies, no codes or tokens.',
  examples: [{ title: 'Watch requests as they come', line: 'globus sandbox log --follow' }],
  needs: ['sandbox'],
  flags: { ...where, follow: param.switch({ summary: 'Go on with those to come, until Ctrl-C' }) },
  output: rowsTable<LoggedRequest>({
    Time: 'time',
    Service: 'service',
    Method: 'method',
    Path: 'path',
    Status: 'status',
    'Took (ms)': 'ms',
    Fault: (row) => row.fault ?? '',
  }),
  run: async ({ flags, sandbox }) => listing(sandbox.requests(await running(sandbox, flags.dir), flags.follow), (requests) => ({ requests })),
});
