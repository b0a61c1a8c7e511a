import { delimitedRow } from './formats.js';
import { plain, sortedJson } from './plain.js';
import { cells, noNames, render, type RenderOptions, settle } from './render.js';
import { pipeTable } from './table.js';
import type { View } from './view.js';

/** Rows that arrive one by one; `document` is what JSON shows of them all, in the service's own form. */
export interface Listing<R> {
  readonly rows: AsyncIterable<R>;
  readonly document: (rows: readonly R[]) => unknown;
  /** Called when all is printed: for what remains to be said, or thrown, of rows that did not come. */
  readonly after?: (() => void) | undefined;
}

/** A long listing: printed as it arrives in text, ndjson, csv and tsv; collected for json, yaml, unix and JMESPath. */
export const listing = <R>(
  rows: AsyncIterable<R>,
  document: (rows: readonly R[]) => unknown = (all) => all,
  after?: () => void,
): Listing<R> => ({ rows, document, ...(after && { after }) });

export const isListing = (value: unknown): value is Listing<unknown> =>
  value !== null &&
  typeof value === 'object' &&
  'rows' in value &&
  'document' in value &&
  typeof value.document === 'function';

/** Rows looked at before column widths are settled; a shorter listing is aligned exactly. */
const window = 200;

/**
 * The text of a listing, in pieces as they become known. The view of a listing is a table (of rows) or `lines`;
 * for the collected formats it is the table of the whole document.
 */
export async function* renderListing<R>(
  source: Listing<R>,
  view: View<never>,
  options: RenderOptions,
  lookUp: (rows: readonly R[]) => Promise<RenderOptions['names']>,
): AsyncGenerator<string> {
  const streams = options.jmespath === undefined && ['text', 'ndjson', 'csv', 'tsv'].includes(options.format);
  if (!streams) {
    const rows: R[] = [];
    for await (const row of source.rows) rows.push(row);
    const document = source.document(rows);
    yield render(options.format === 'ndjson' ? rows : document, view as View<unknown>, options);
    return;
  }
  if (options.format === 'ndjson') {
    for await (const row of source.rows) yield `${sortedJson(row, 0)}\n`;
    return;
  }
  const settled = settle(view as View<unknown>, undefined);
  if (settled.type === 'lines') {
    for await (const row of source.rows) yield `${settled.line(row as never)}\n`;
    return;
  }
  if (settled.type !== 'table') throw new TypeError(`a listing cannot be drawn as ${settled.type}`);
  yield* tableRows(source.rows, settled.fields, options, lookUp);
}

async function* tableRows<R>(
  rows: AsyncIterable<R>,
  fields: readonly unknown[],
  options: RenderOptions,
  lookUp: (rows: readonly R[]) => Promise<RenderOptions['names']>,
): AsyncGenerator<string> {
  const labels = (fields as ReadonlyArray<readonly [string]>).map(([label]) => label);
  const delimiter = options.format === 'text' ? undefined : (options.format as 'csv' | 'tsv');
  let drawn: ReturnType<typeof pipeTable> | undefined;
  let batch: R[] = [];
  async function* flush(last: boolean): AsyncGenerator<string> {
    const names = (await lookUp(batch)) ?? noNames;
    const texts = batch.map((row) => cells(fields, row, names).map(([, cell]) => cell));
    batch = [];
    if (delimiter) {
      if (!drawn) yield delimitedRow(labels, delimiter);
      drawn ??= pipeTable(labels, []);
      yield texts.map((row) => delimitedRow(row, delimiter)).join('');
    } else if (!drawn && last && (options.terminal || options.fold)) {
      const view = { type: 'table', fields: fields as never, rows: (r: unknown) => r as unknown[] } as const;
      yield render(
        texts,
        { ...view, fields: labels.map((label, i) => [label, { get: (row: string[]) => plain(row[i]) }]) as never },
        options,
      );
    } else if (!drawn) {
      drawn = pipeTable(labels, texts);
      yield drawn.heading + drawn.body;
    } else yield texts.map((row) => drawn?.line(row) ?? '').join('');
  }
  for await (const row of rows) {
    batch.push(row);
    if (batch.length >= window) yield* flush(false);
  }
  if (batch.length || !drawn) yield* flush(true);
}
