import { command, firstOf, lines, listing, optionalLimit, param, rowsTable } from '#command';
import type { LoggedRequest } from '#command';
import { where } from './_sandbox.js';

const brief = rowsTable<LoggedRequest>({
  Time: 'time',
  Service: 'service',
  Method: 'method',
  Path: 'path',
  Status: 'status',
  'Took (ms)': 'ms',
  Fault: (row) => row.fault ?? (row.unknown_route ? 'no such route' : ''),
});
// Columns that are known before the rows are: a table would wait for rows to measure.
const line = ({ time, service, method, path, status, ms, fault, unknown_route }: LoggedRequest) =>
  `${time} ${service.padEnd(8)} ${status} ${`${ms.toFixed(1)} ms`.padStart(11)} ${method.padEnd(6)} ${path}${fault === undefined ? '' : ` (fault ${fault})`}${unknown_route ? ' (no such route)' : ''}`;

export default command({
  summary: 'Show the requests that the sandbox answered.',
  description:
    'The log contains nothing secret: no headers, no bodies, no codes or tokens. With --follow each request is a line, printed as it is answered: time, service, status, how long it took, method and path.',
  examples: [
    { title: 'Show the latest requests', line: 'globus sandbox log' },
    { title: 'Watch requests as they come', line: 'globus sandbox log --follow' },
  ],
  needs: ['sandbox'],
  flags: {
    ...where,
    follow: param.switch({ summary: 'Keep printing new ones, until Ctrl-C' }),
    limit: optionalLimit,
  },
  nothing: 'Nothing has been asked of the sandbox yet.',
  output: ({ flags }) => (flags.follow ? lines(line) : brief),
  run: async ({ flags, sandbox }) =>
    listing(firstOf(sandbox.requests(await sandbox.running(flags.dir), flags.follow), flags.limit), (requests) => ({
      requests,
    })),
});
