import { command, record, sections, table } from '#command';
import { where } from './_sandbox.js';

interface State {
  readonly tables: Readonly<Record<string, readonly unknown[]>>;
  /** How often each route that is not there was asked for. */
  readonly missing: Readonly<Record<string, number>>;
  readonly breakdowns: readonly { readonly method: string; readonly path: string; readonly error: string }[];
}

const tables = table(
  (state: State) => Object.entries(state.tables).map(([name, rows]) => ({ name, rows: rows.length })),
  { Table: 'name', Rows: 'rows' },
);
const summary = record<State>({
  'Asked For, Not There': (state) =>
    Object.entries(state.missing)
      .map(([route, times]) => `${route} (${times})`)
      .join(', ') || 'nothing',
  Breakdowns: (state) =>
    state.breakdowns.map(({ method, path, error }) => `${method} ${path}: ${error.split('\n')[0] ?? ''}`).join(', ') ||
    'none',
});

export default command({
  summary: 'Show what is in the sandbox.',
  description:
    'Shows how many rows each of its tables has, which routes were requested but do not exist, and failures of the sandbox itself. JSON output has every row, except those that hold secrets.',
  examples: [
    { title: 'Show how much there is', line: 'globus sandbox state' },
    { title: 'Print the rows of a table', line: `globus sandbox state --jmespath 'tables."transfer.endpoints"'` },
  ],
  needs: ['sandbox'],
  flags: where,
  output: sections(tables, summary),
  run: async ({ flags, sandbox }) => sandbox.ask<State>(await sandbox.running(flags.dir), 'GET', 'state'),
});
