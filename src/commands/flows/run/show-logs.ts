import { byFlag, command, jsonText, limit, listing, param, records, rowsTable } from '#command';
import type { RunLogEntry } from '#services/flows';
import { runId } from '../_params.js';

const columns = { Time: 'time', Code: 'code', Description: 'description' } as const;
const brief = rowsTable<RunLogEntry>(columns);
const detailed = records((page: { readonly entries: readonly RunLogEntry[] }) => page.entries, { ...columns, Details: jsonText<RunLogEntry>('details') });

export default command({
  summary: 'Show the log of a run, oldest entry first.',
  examples: [
    { title: 'Show what happened', line: 'globus flows run show-logs RUN_ID' },
    { title: 'Show the last step with its input and output', line: 'globus flows run show-logs RUN_ID --reverse --limit 1 --details' },
  ],
  needs: ['flows'],
  args: { runId },
  flags: {
    details: param.switch({ summary: 'Show the input and output of every step' }),
    reverse: param.switch({ summary: 'Newest entry first' }),
    limit: limit(100),
  },
  output: byFlag(brief, { details: detailed }),
  run: async ({ args, flags, flows }) => {
    const entries = flows.getRunLogs(args.runId, { reverse_order: flags.reverse ? 'True' : 'False' }, flags.limit);
    if (!flags.details) return listing(entries, (rows) => ({ entries: rows }));
    const all: RunLogEntry[] = [];
    for await (const entry of entries) all.push(entry);
    return { entries: all };
  },
});
