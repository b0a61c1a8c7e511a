import {
  command,
  exclusive,
  jsonText,
  limit,
  lines,
  listing,
  param,
  records,
  rowsTable,
  sentence,
  writtenJson,
} from '#command';
import { eventWords } from '#globus/flows/failure';
import { followLog, readLog } from '#globus/flows/log';
import type { RunLogEntry } from '#services/flows';
import { runId } from '../_params.js';

const columns = { Time: 'time', Code: 'code', Description: 'description' } as const;
const brief = rowsTable<RunLogEntry>(columns, { ...columns, Description: (entry) => eventWords(entry) });
const detailed = records((page: { readonly entries: readonly RunLogEntry[] }) => page.entries, {
  ...columns,
  Details: jsonText<RunLogEntry>('details'),
});
const line = ({ time, code, description }: RunLogEntry) => sentence`${time} ${code}: ${description}`;
const following = (details: boolean) =>
  lines((entry: RunLogEntry) => (details ? `${line(entry)} ${writtenJson(entry.details ?? {}, 0)}` : line(entry)));

export default command({
  summary: 'Show the log of a run, oldest entry first.',
  description:
    'With --follow, the log is printed as it grows, one line per entry, until the run ends or waits for a person.',
  examples: [
    { title: 'Show what happened', line: 'globus flows run show-logs @last' },
    {
      title: 'Show the last step with its input and output',
      line: 'globus flows run show-logs @last --reverse --limit 1 --details',
    },
    {
      title: 'Print entries as they come, one JSON document per line',
      line: 'globus flows run show-logs @last --follow --format ndjson',
    },
  ],
  needs: ['flows', 'progress', 'clock'],
  args: { runId },
  flags: {
    details: param.switch({ summary: 'Show the input and output of every step' }),
    reverse: param.switch({ summary: 'Newest entry first' }),
    follow: param.switch({ summary: 'Print entries as they come, until the run ends' }),
    limit: limit(100),
  },
  rules: [exclusive('follow', 'reverse')],
  nothing: 'Nothing has happened in this run yet.',
  output: ({ flags }) => (flags.follow ? following(flags.details) : flags.details ? detailed : brief),
  run: async ({ args, flags, given, flows, ...tools }) => {
    const document = (entries: readonly RunLogEntry[]) => ({ entries });
    if (flags.follow)
      return listing(followLog(args.runId, { flows, ...tools }, given('limit') ? flags.limit : Infinity), document);
    if (flags.details)
      return document(await readLog(args.runId, { newestFirst: flags.reverse, limit: flags.limit }, flows));
    const query = { reverse_order: flags.reverse ? 'True' : 'False' };
    return listing(flows.getRunLogs(args.runId, query, flags.limit), document);
  },
});
