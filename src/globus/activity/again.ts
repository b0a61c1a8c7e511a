import { isNumber, isObject, stringifyJson } from '../../exact-json.js';
import type { FlowsOperations } from '../../services/flows.js';
import type { Task, TransferOperations } from '../../services/transfer.js';
import type { TimersOperations } from '../../services/timers.js';
import { shellLine } from '../../shell.js';
import { allRows } from '../all-rows.js';
import { type Deed, lineDeed, type Refusal } from '../deed.js';
import { placeNames } from '../names.js';
import { transferOf } from '../timers/words.js';
import { shortId } from '../../uuid.js';
import type { Activity } from './activity.js';

/** Something that was done before, to be done once more, and the question that says what it is. */
export interface Again extends Deed {
  readonly question: string;
}
export interface AgainServices {
  readonly transfer: Pick<TransferOperations, 'getTask' | 'listSuccessfulTransfers' | 'getEndpoint'>;
  readonly timers: Pick<TimersOperations, 'getJob'>;
  readonly flows: Pick<FlowsOperations, 'getRun' | 'getRunLogs'>;
  /** How a collection is written on a line: by its name where that says which, else by its id. */
  readonly wordFor: (id: string, name: string) => Promise<string>;
}
/** A collection: what is run has its id, and what a person reads its name. */
interface End {
  readonly id: string;
  readonly name: string | undefined;
  readonly word: string;
}

/** As many files as are copied again one by one. */
const mostListed = 100_000;

const no = (refusal: string): Refusal => ({ refusal });

/** The line that submits a transfer once more, or the transfer that a timer makes. A refusal where nobody tells what it was. */
export async function again({ kind, id }: Activity, services: AgainServices): Promise<Again | Refusal> {
  const { transfer, flows } = services;
  switch (kind) {
    case 'transfer':
      return taskAgain(await transfer.getTask(id), services);
    case 'timer':
      return timerRunAgain(id, services);
    case 'delete':
      return no('Globus does not say which paths these were: delete them with globus rm.');
    case 'run':
      return runAgain(id, flows);
    case 'ingest':
    case 'compute':
      return no('Only transfers, runs, and what a timer does, can be done again from here.');
  }
}

async function taskAgain(task: Task, services: AgainServices): Promise<Again | Refusal> {
  const { task_id: id, source_base_path: from, destination_base_path: to } = task;
  const [source, destination] = [task.source_endpoint_id, task.destination_endpoint_id];
  if (source === null || destination === null) return no('One of its collections is gone.');
  const ends = await Promise.all([
    endOf(source, task.source_endpoint_display_name, services),
    endOf(destination, task.destination_endpoint_display_name, services),
  ]);
  // Of several items, a task tells the folder that they have in common, which may hold others. Only of a single file is it known to be one.
  const isOneFile = task.status === 'SUCCEEDED' && task.files === 1 && task.directories === 0;
  const paths = [from ?? '', to ?? ''] as const;
  if (from && to && isOneFile)
    return {
      ...pathAgain(ends, paths, optionWords({ ...task, label: labelOf(task) })),
      question: `${copying(ends, paths, task.delete_destination_extra)} again?`,
    };
  if ((task.files_transferred ?? 0) > mostListed)
    return no(`Copy their folder with globus cp -r: ${task.files_transferred} files are too many to name.`);
  const copied = await allRows(services.transfer.listSuccessfulTransfers(id));
  if (!copied.length) return no('This task has copied nothing yet, and only what was copied is listed.');
  // not every task tells where it copied
  const folders = [
    from ?? folderOf(copied.map(({ source_path: path }) => path)),
    to ?? folderOf(copied.map(({ destination_path: path }) => path)),
  ] as const;
  const what = `the ${copied.length === 1 ? 'file' : `${copied.length} files`} that it copied from`;
  return listAgain(
    ['task', 'show', shortId(id), '--successful-transfers', '--format', 'ndjson'],
    copied.map(({ source_path, destination_path }) => ({ source_path, destination_path })),
    { ends, document: { ...task, label: labelOf(task) ?? routeLabel(ends) } },
    `${copying(ends, folders, false, `Copy ${what}`)} again?`,
  );
}

async function timerRunAgain(id: string, services: AgainServices): Promise<Again | Refusal> {
  const job = await services.timers.getJob(id);
  const document = transferOf(job);
  if (!document) return no('This timer makes no transfer: what it does cannot be done from here.');
  const items = Array.isArray(document['DATA']) ? document['DATA'].filter(isObject) : [];
  const [source = '', destination = ''] = [document['source_endpoint'], document['destination_endpoint']].map(String);
  const names = await placeNames(services.transfer, [source, destination]);
  const ends = await Promise.all([
    endOf(source, names.get(source), services),
    endOf(destination, names.get(destination), services),
  ]);
  const [only] = items;
  const besides = 'now, in addition to its schedule?';
  if (items.length > 1 || !only)
    return listAgain(
      ['timer', 'show', id, '--jmespath', 'callback_body.body.DATA', '--format', 'ndjson'],
      items,
      { ends, document: { ...document, label: document['label'] ?? labelText(job.name ?? '') } },
      `Copy the ${items.length} paths of this timer from ${shown(ends[0])} to ${shown(ends[1])} ${besides}`,
    );
  const paths = [String(only['source_path']), String(only['destination_path'])] as const;
  const recursive = only['recursive'] === true ? ['--recursive'] : [];
  return {
    ...pathAgain(ends, paths, [...recursive, ...optionWords(document)]),
    question: `${copying(ends, paths, document['delete_destination_extra'] === true)} ${besides}`,
  };
}

async function endOf(id: string, name: string | null | undefined, { wordFor }: AgainServices): Promise<End> {
  return { id, name: name ?? undefined, word: name ? await wordFor(id, name) : id };
}
const shown = ({ name, word }: End) => name ?? word;

/** A line that is shown by name, and run with ids: a name may mean something else by then. */
function byName(ends: Ends, words: (ids: readonly [string, string]) => readonly string[], input?: string): Deed {
  const [from, to] = ends;
  return { line: shellLine(words([from.word, to.word])), work: lineDeed(words([from.id, to.id]), input).work };
}
type Ends = readonly [End, End];

const pathAgain = (ends: Ends, [from, to]: readonly [string, string], options: readonly string[]): Deed =>
  byName(ends, ([source, destination]) => ['transfer', `${source}:${from}`, `${destination}:${to}`, ...options]);

/** The name that a list is submitted under which was given none: nobody reads it. */
const cipher = /^transfer-[0-9a-f]{12}(-\d+)?( \d+\/\d+)?$/;
const labelOf = ({ label }: Task) => (label && !cipher.test(label) ? label : undefined);
/** What the service takes in a label. */
const labelText = (text: string) =>
  text
    .replace(/[^\w ,-]/g, '')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, 128) || undefined;
const routeLabel = ([from, to]: Ends) => labelText(`${from.name ?? ''} to ${to.name ?? ''}`);

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
  { ends, document }: { readonly ends: Ends; readonly document: Readonly<Record<string, unknown>> },
  question: string,
): Again {
  // what is extra at the destination is told of whole folders only
  const options = optionWords({ ...document, delete_destination_extra: false });
  const deed = byName(
    ends,
    (both) => ['transfer', ...both, '--manifest', '-', '--manifest-format', 'jsonl', ...options],
    items.map((item) => `${JSON.stringify(item)}\n`).join(''),
  );
  return { ...deed, question, line: `${shellLine(tells)} | ${deed.line}` };
}

/** The folder that paths have in common. */
function folderOf(paths: readonly string[]): string {
  const [first = '', ...others] = paths;
  let folder = first.slice(0, first.lastIndexOf('/') + 1);
  while (folder !== '' && !others.every((path) => path.startsWith(folder)))
    folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
  return folder;
}

/** `Copy Lab:/run7 to Archive:/2026`; without a path, the collections. */
function copying(ends: Ends, paths: readonly [string, string], isDeleting: boolean, verb = 'Copy'): string {
  const [from, to] = ends.map((end, i) => (paths[i] ? `${shown(end)}:${paths[i]}` : shown(end)));
  return `${verb} ${from} to ${to}${isDeleting ? ', and delete there what the source does not have,' : ''}`;
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
