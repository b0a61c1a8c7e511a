import { createHash } from 'node:crypto';
import { CliError, UsageError } from '../../errors.js';
import { stringifyJson } from '../../exact-json.js';
import type { Files } from '../../tools.js';

/** A batch that the service has accepted, as a line of the record says it. */
export interface AcceptedBatch {
  readonly entries: number;
  /** Of the entries as they were sent, so that a changed source is noticed. */
  readonly sha256: string;
  readonly task_id: string;
}
interface Heading {
  readonly index_id: string;
  readonly from: string;
}

export const digest = (entries: readonly unknown[]): string =>
  createHash('sha256').update(stringifyJson(entries)).digest('hex');

export interface IngestRecord {
  readonly batches: readonly AcceptedBatch[];
  /** What has to stand before the next line: the heading of a new record, the end of a line that was cut short. */
  readonly before: string;
}

/** What a record says was accepted before; nothing where there is no record yet. UsageError where it is of other work, or no record. */
export async function readRecord(
  path: string,
  work: Heading,
  files: Pick<Files, 'exists' | 'readText'>,
): Promise<IngestRecord> {
  const text = (await files.exists(path)) ? await files.readText(path) : '';
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (!lines.length) return { batches: [], before: `${JSON.stringify(work)}\n` };
  // a line may have been cut short when the machine went down: its batch was sent again, and stands after it
  const parsed = lines.flatMap((line, index) => {
    try {
      return [JSON.parse(line) as Partial<Heading & AcceptedBatch>];
    } catch (cause) {
      if (index > 0) return [];
      throw new UsageError(`'${path}' is not a record of an ingest: its first line is not JSON.`, { cause });
    }
  });
  const [heading, ...batches] = parsed;
  if (heading?.index_id === undefined)
    throw new UsageError(`'${path}' is not a record of an ingest: it names no index.`);
  if (heading.index_id !== work.index_id || heading.from !== work.from) {
    throw new UsageError(`The record '${path}' is of ${heading.from}, ingested into the index ${heading.index_id}.`, {
      hint: 'Name another file with --record.',
    });
  }
  return { batches: batches as AcceptedBatch[], before: text.endsWith('\n') ? '' : '\n' };
}

/**
 * Adds accepted batches to a record that was read before. `begin` writes what stands before the first: a record that cannot be kept is
 * a mistake of the line before anything is sent, and afterwards it is told with the task that is not in it.
 */
export const recordWriter = (path: string, { before }: IngestRecord, files: Pick<Files, 'append'>) => ({
  begin: () => (before === '' ? Promise.resolve() : files.append(path, before)),
  note: async (batch: AcceptedBatch): Promise<void> => {
    await files.append(path, `${JSON.stringify(batch)}\n`).catch((cause: unknown) => {
      if (!(cause instanceof UsageError)) throw cause;
      throw new CliError(`${cause.message} The last batch was accepted as task ${batch.task_id}, and is not in it.`, {
        cause,
        hint: 'Run the same line again once it can be written: this batch is sent again, and replaces itself.',
      });
    });
  },
});

/** The error where the source no longer begins with what was accepted. */
export const changedSource = (from: string, path: string | undefined, batch: number): UsageError =>
  new UsageError(
    `${from} has changed since the record '${path ?? ''}' was written: batch ${batch} is no longer what was accepted.`,
    {
      hint: 'Ingest it again with another --record; entries with the same subject and id replace each other.',
    },
  );
