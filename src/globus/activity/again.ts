import { isNumber, isObject, stringifyJson } from '../../exact-json.js';
import type { FlowsOperations } from '../../services/flows.js';
import type { Task, TransferOperations } from '../../services/transfer.js';
import type { TimersOperations } from '../../services/timers.js';
import { shellLine } from '../../shell.js';
import { allRows } from '../all-rows.js';
import { type Deed, lineDeed, type Refusal } from '../deed.js';
import { transferOf } from '../timers/words.js';
import type { Activity } from './activity.js';

/** Something that was done before, to be done once more, and the question that says what it is. */
export interface Again extends Deed {
  readonly question: string;
}
export interface AgainServices {
  readonly transfer: Pick<TransferOperations, 'getTask' | 'listSuccessfulTransfers'>;
  readonly timers: Pick<TimersOperations, 'getJob'>;
  readonly flows: Pick<FlowsOperations, 'getRun' | 'getRunLogs'>;
}

/** As many files as are copied again one by one. */
const mostListed = 100_000;

const no = (refusal: string): Refusal => ({ refusal });

/** The line that submits a transfer once more, or the transfer that a timer makes. A refusal where nobody tells what it was. */
export async function again(
  { kind, id }: Activity,
  { transfer, timers, flows }: AgainServices,
): Promise<Again | Refusal> {
  switch (kind) {
    case 'transfer':
      return taskAgain(await transfer.getTask(id), transfer);
    case 'timer':
      return timerRunAgain(id, timers);
    case 'delete':
      return no('Globus does not say which paths were deleted: give them again with globus rm.');
    case 'run':
      return runAgain(id, flows);
    case 'ingest':
    case 'compute':
      return no('Only transfers, runs, and what a timer does, can be done again from here.');
  }
}

async function taskAgain(task: Task, transfer: AgainServices['transfer']): Promise<Again | Refusal> {
  const { task_id: id, source_base_path: from, destination_base_path: to } = task;
  const [source, destination] = [task.source_endpoint_id, task.destination_endpoint_id];
  if (source === null || destination === null) return no('One of its collections is gone.');
  const names = { from: task.source_endpoint_display_name, to: task.destination_endpoint_display_name };
  // Of several items, a task tells the folder that they have in common, which may hold others. Only of a single file is it known to be one.
  const isOneFile = task.status === 'SUCCEEDED' && task.files === 1 && task.directories === 0;
  if (from && to && isOneFile) {
    const words = ['transfer', `${source}:${from}`, `${destination}:${to}`, ...optionWords({ ...task })];
    return { ...lineDeed(words), question: questionOf(from, to, names, task.delete_destination_extra) };
  }
  if ((task.files_transferred ?? 0) > mostListed)
    return no(
      `It copied ${task.files_transferred} files, too many to name: give their folder again with globus cp -r.`,
    );
  const copied = await allRows(transfer.listSuccessfulTransfers(id));
  if (!copied.length) return no('Globus lists only what a task has copied, and this one has copied nothing.');
  return listAgain(
    ['task', 'show', id, '--successful-transfers', '--format', 'ndjson'],
    copied.map(({ source_path, destination_path }) => ({ source_path, destination_path })),
    { ...task, source_endpoint: source, destination_endpoint: destination },
    `Copy the ${copied.length} files that it copied from ${names.from ?? source} to ${names.to ?? destination} again?`,
  );
}

async function timerRunAgain(id: string, timers: AgainServices['timers']): Promise<Again | Refusal> {
  const document = transferOf(await timers.getJob(id));
  if (!document) return no('This timer makes no transfer: what it does cannot be done from here.');
  const items = Array.isArray(document['DATA']) ? document['DATA'].filter(isObject) : [];
  const [source, destination] = [document['source_endpoint'], document['destination_endpoint']].map(String);
  const [only] = items;
  if (items.length > 1 || !only)
    return listAgain(
      ['timer', 'show', id, '--jmespath', 'callback_body.body.DATA', '--format', 'ndjson'],
      items,
      document,
      `Copy the ${items.length} paths of this timer now, in addition to its schedule?`,
    );
  const [from, to] = [String(only['source_path']), String(only['destination_path'])];
  const words = ['transfer', `${source}:${from}`, `${destination}:${to}`];
  if (only['recursive'] === true) words.push('--recursive');
  const question = questionOf(from, to, {}, document['delete_destination_extra'] === true);
  return { ...lineDeed([...words, ...optionWords(document)]), question };
}

/** Starts the flow with what the run was started with, which its log begins with. */
async function runAgain(id: string, flows: AgainServices['flows']): Promise<Again | Refusal> {
  const [run, { value: first }] = await Promise.all([
    flows.getRun(id),
    flows.getRunLogs(id, { reverse_order: 'False' }, 1).next(),
  ]);
  const input = first?.details?.['input'];
  if (!isObject(input))
    return no(`Its log does not contain its input. Start its flow: globus flows start ${run.flow_id}`);
  const tells = ['flows', 'run', 'show-logs', id, '--limit', '1', '--jmespath', 'entries[0].details.input'];
  const words = ['flows', 'start', run.flow_id, '--input', '-', ...(run.label ? ['--label', run.label] : [])];
  return {
    question: `Start ${run.flow_title ?? run.flow_id} again with the input that this run had?`,
    line: `${shellLine(tells)} | ${shellLine(words)}`,
    work: { by: 'line', words, input: stringifyJson(input) },
  };
}

/** What copies a list; `tells` is the line that prints it. */
function listAgain(
  tells: readonly string[],
  items: readonly object[],
  document: Readonly<Record<string, unknown>>,
  question: string,
): Again {
  const ends = ['source_endpoint', 'destination_endpoint'].map((key) => String(document[key]));
  // what is extra at the destination is told of whole folders only
  const options = optionWords({ ...document, delete_destination_extra: false });
  const words = ['transfer', ...ends, '--manifest', '-', '--manifest-format', 'jsonl', ...options];
  return {
    question,
    line: `${shellLine(tells)} | ${shellLine(words)}`,
    work: { by: 'line', words, input: items.map((item) => `${JSON.stringify(item)}\n`).join('') },
  };
}

function questionOf(
  from: string,
  to: string,
  names: { readonly from?: string | null; readonly to?: string | null },
  isDeleting: boolean,
): string {
  const place = (path: string, name: string | null | undefined) => (name ? `${path} on ${name}` : path);
  const extra = isDeleting ? ', and delete there what the source does not have' : '';
  return `Copy ${place(from, names.from)} to ${place(to, names.to)} again${extra}?`;
}

const syncLevels = ['exists', 'size', 'mtime', 'checksum'];
const switches: ReadonlyMap<string, string> = new Map([
  ['preserve_timestamp', '--preserve-timestamp'],
  ['encrypt_data', '--encrypt-data'],
  ['skip_source_errors', '--skip-source-errors'],
  ['fail_on_quota_errors', '--fail-on-quota-errors'],
  ['delete_destination_extra', '--delete-destination-extra'],
]);
const texts: ReadonlyMap<string, string> = new Map([
  ['label', '--label'],
  ['source_local_user', '--source-local-user'],
  ['destination_local_user', '--destination-local-user'],
]);

/** The flags of `globus transfer` that say how a transfer is done, of its document or its task. */
function optionWords(document: Readonly<Record<string, unknown>>): readonly string[] {
  const level = document['sync_level'];
  const symlinks = document['recursive_symlinks'];
  const filters = Array.isArray(document['filter_rules']) ? document['filter_rules'].filter(isObject) : [];
  return [
    ...[...texts].flatMap(([key, flag]) => (typeof document[key] === 'string' ? [flag, document[key]] : [])),
    ...(isNumber(level) ? ['--sync-level', syncLevels[Number(level)] ?? 'checksum'] : []),
    ...(document['verify_checksum'] === false ? ['--no-verify-checksum'] : []),
    ...[...switches].flatMap(([key, flag]) => (document[key] === true ? [flag] : [])),
    ...(typeof symlinks === 'string' && symlinks !== 'ignore' ? ['--recursive-symlinks', symlinks] : []),
    ...filters.flatMap(({ method, name }) => [`--${String(method)}`, String(name)]),
  ];
}
