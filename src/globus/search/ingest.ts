import { CliError, UsageError } from '../../errors.js';
import { sizeText } from '../../size.js';
import { stringifyJson } from '../../exact-json.js';
import type { SearchOperations } from '../../services/search.js';
import type { Files } from '../../tools.js';
import type { UntilTools } from '../until.js';
import { submitting } from '../submitting.js';
import { type EntryFiles, type Reading, readEntries, type Sourced } from './entries.js';
import { changedSource, digest, readRecord, recordWriter } from './ingest-record.js';
import { type TaskWaitOptions, waitForTask } from './tasks.js';
import { visible } from '../../visible.js';
import { fileName } from '../named-file.js';

/** What became of one batch. */
export interface BatchRow {
  readonly batch: number;
  /** The place of its first and last entry in all that is ingested, counted from 1. */
  readonly first: number;
  readonly last: number;
  readonly task_id: string | null;
  /** `accepted before`: a record said so. SUCCESS and FAILED are known only after waiting. */
  readonly state: 'planned' | 'accepted' | 'accepted before' | 'not accepted' | 'SUCCESS' | 'FAILED';
  readonly detail: string | null;
}
export interface IngestDocument {
  readonly index_id: string;
  readonly entries: number;
  readonly batches: readonly BatchRow[];
}
export interface IngestPlan extends Reading {
  readonly indexId: string;
  /** Entries in one request, at most. */
  readonly batchSize: number;
  readonly record: string | undefined;
  readonly dryRun: boolean;
  readonly wait: boolean;
  readonly waitTimeout: number | undefined;
}
export type IngestTools = UntilTools & {
  readonly search: Pick<SearchOperations, 'ingest' | 'getTask'>;
  readonly files: EntryFiles & Pick<Files, 'exists' | 'append'>;
};
/** What was ingested, and the error where something was refused or could not be taken in. */
export interface Ingested {
  readonly document: IngestDocument;
  readonly error?: CliError;
}

/** The service takes 10 MB in one request; the rest is room for what stands around the entries. */
const mostBytes = 9_500_000;

/**
 * Sends everything in batches and says what became of each. Throws where nothing was accepted before the error, and where a wait
 * for what was accepted ends before it has ended.
 */
export async function ingestAll(plan: IngestPlan, tools: IngestTools): Promise<Ingested> {
  const total = plan.from === '-' ? undefined : await count(plan, tools.files);
  const rows: BatchRow[] = [];
  const document = (batches: readonly BatchRow[]): IngestDocument => ({
    index_id: plan.indexId,
    entries: batches.filter(isAccepted).at(-1)?.last ?? 0,
    batches,
  });
  try {
    for await (const row of sent(plan, total, tools)) rows.push(row);
  } catch (error) {
    // what was accepted before is still worth knowing
    if (!rows.some(isAccepted) || !(error instanceof CliError)) throw error;
    const goOn = plan.record === undefined ? '' : ' Run the same command again to continue from here.';
    const refused = next(rows, 0, { task_id: null, state: 'not accepted', detail: `${error.message}${goOn}` });
    return { document: document([...rows, refused]), error };
  }
  if (!rows.length) throw new UsageError(`There is no entry in ${fileName(plan.from)}.`);
  if (!plan.wait || plan.dryRun) return { document: document(rows) };
  const ended: BatchRow[] = [];
  // one end for all batches, not one for each
  const since = tools.clock.now();
  for (const row of rows) ended.push(await settled(row, { timeout: plan.waitTimeout, since }, tools));
  const failed = ended.filter(({ state }) => state === 'FAILED');
  if (!failed.length) return { document: document(ended) };
  const error = new CliError(`${failed.length} of ${ended.length} batches failed: ${visible(failed[0]?.detail ?? '')}`);
  return { document: document(ended), error };
}
const isAccepted = ({ state }: BatchRow) => state !== 'not accepted';

/** Reads everything once before anything is sent, so that a mistake on the last line stops the first. */
async function count(plan: IngestPlan, files: EntryFiles): Promise<number> {
  let entries = 0;
  for await (const batch of batchesOf(readEntries(plan, files), plan.batchSize)) entries += batch.length;
  return entries;
}

const aboutBatch = (indexId: string) => ({
  what: 'The batch under way',
  see: `globus search task list ${indexId}`,
  isHarmless: true,
});

/** The batches as they are accepted: first those that a record tells of, which are passed over. */
async function* sent(
  plan: IngestPlan,
  total: number | undefined,
  { search, files, progress }: IngestTools,
): AsyncGenerator<BatchRow> {
  const record =
    plan.record === undefined
      ? undefined
      : await readRecord(plan.record, { index_id: plan.indexId, from: plan.from }, files);
  const keeping = plan.record !== undefined && record ? recordWriter(plan.record, record, files) : undefined;
  const rows: BatchRow[] = [];
  let isBegun = false;
  const add = (entries: number, what: Pick<BatchRow, 'task_id' | 'state'>) => {
    const row = next(rows, entries, what);
    rows.push(row);
    return row;
  };
  const source = readEntries(plan, files);
  try {
    for (const [index, before] of (record?.batches ?? []).entries()) {
      const entries = await take(source, before.entries);
      if (digest(entries) !== before.sha256) throw changedSource(plan.from, plan.record, index + 1);
      yield add(entries.length, { task_id: before.task_id, state: 'accepted before' });
    }
    for await (const gmeta of batchesOf(source, plan.batchSize)) {
      progress.update({
        label: `Index ${plan.indexId}`,
        note: `${rows.at(-1)?.last ?? 0}${total === undefined ? '' : ` of ${total}`} entries accepted`,
      });
      if (plan.dryRun) {
        yield add(gmeta.length, { task_id: null, state: 'planned' });
        continue;
      }
      if (!isBegun) await keeping?.begin();
      isBegun = true;
      const body = { ingest_type: 'GMetaList', ingest_data: { gmeta } };
      const { task_id } = await submitting(aboutBatch(plan.indexId), () => search.ingest(plan.indexId, body));
      yield add(gmeta.length, { task_id, state: 'accepted' });
      await keeping?.note({ entries: gmeta.length, sha256: digest(gmeta), task_id });
    }
  } finally {
    progress.done();
  }
}

const next = (
  rows: readonly BatchRow[],
  entries: number,
  what: Pick<BatchRow, 'task_id' | 'state'> & { readonly detail?: string },
): BatchRow => {
  const first = (rows.at(-1)?.last ?? 0) + 1;
  return { batch: rows.length + 1, first, last: first + Math.max(0, entries - 1), detail: null, ...what };
};

async function take(source: AsyncGenerator<Sourced>, most: number): Promise<unknown[]> {
  const entries: unknown[] = [];
  while (entries.length < most) {
    const step = await source.next();
    if (step.done) break;
    entries.push(step.value.entry);
  }
  return entries;
}

/** As many entries as one request may hold; UsageError for one that is too large by itself. */
async function* batchesOf(source: AsyncIterable<Sourced>, most: number): AsyncGenerator<Sourced['entry'][]> {
  let batch: Sourced['entry'][] = [];
  let bytes = 0;
  for await (const { entry, at } of source) {
    const size = Buffer.byteLength(stringifyJson(entry)) + 1;
    if (size > mostBytes)
      throw new UsageError(`${at}: the entry is ${sizeText(size)}, and the service takes 10 MB in one request.`);
    if (batch.length >= most || bytes + size > mostBytes) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(entry);
    bytes += size;
  }
  if (batch.length) yield batch;
}

async function settled(
  row: BatchRow,
  time: Pick<TaskWaitOptions, 'timeout' | 'since'>,
  tools: IngestTools,
): Promise<BatchRow> {
  if (row.task_id === null) return row;
  try {
    await waitForTask(row.task_id, { ...time, pollingInterval: 1, hasBegun: true }, tools);
    return { ...row, state: 'SUCCESS' };
  } catch (error) {
    if (!(error instanceof CliError) || error.data['state'] !== 'FAILED') throw error;
    return { ...row, state: 'FAILED', detail: error.message };
  }
}
