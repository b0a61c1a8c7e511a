import { type Delimited, delimitedRow } from './formats.js';
import { writtenJson } from './plain.js';
import {
  cells,
  isForScreen,
  lineHeading,
  lineText,
  render,
  type RenderOptions,
  settle,
  summaryText,
  tableText,
} from './render.js';
import { screenTable } from './screen-table.js';
import { pipeTable } from './table.js';
import type { Names, SummaryView, TableView, View } from './view.js';

/** Rows that arrive one by one; `document` is what JSON shows of them all, in the service's own form. */
export interface Listing<R> {
  readonly rows: AsyncIterable<R> | Iterable<R>;
  readonly document: (rows: readonly R[]) => unknown;
  /** The same rows as lines of JSON where that is less work; those that had to be read are rows. */
  readonly lines?: (() => AsyncIterable<string | readonly R[]>) | undefined;
  /** Called when all is printed: for what remains to be said, or thrown, of rows that did not come. */
  readonly after?: (() => void) | undefined;
  /** Reading the rows is what does the work, or finds the verdict: they are read to the last even if nobody reads what is printed. */
  readonly isWork?: boolean | undefined;
}

/** A long listing: printed as it arrives in text, ndjson, csv and tsv; collected for json, yaml, unix and JMESPath. */
export const listing = <R>(
  rows: Listing<R>['rows'],
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

type LookUpNames<R> = (rows: readonly R[]) => Promise<Names>;

/**
 * The text of a listing, in pieces as they become known. The view of a listing is a table (of rows) or `lines`;
 * for the collected formats it is the table of the whole document.
 */
export async function* renderListing<R>(
  source: Listing<R>,
  view: View<R>,
  options: RenderOptions,
  lookUp: LookUpNames<R>,
): AsyncGenerator<string> {
  const { format } = options;
  if (options.jmespath === undefined && format === 'ndjson') {
    const line = (row: R) => `${writtenJson(row, 0)}\n`;
    if (source.lines)
      for await (const piece of source.lines()) yield typeof piece === 'string' ? piece : piece.map(line).join('');
    else for await (const row of source.rows) yield line(row);
    return;
  }
  if (options.jmespath === undefined && (format === 'text' || format === 'csv' || format === 'tsv')) {
    const settled = settle(view, undefined as R, options);
    if (settled.type === 'lines') {
      const how = format === 'text' ? undefined : { format, csvSafe: options.csvSafe };
      if (how) yield delimitedRow([lineHeading(settled)], how);
      for await (const row of source.rows)
        yield how ? delimitedRow([settled.line(row)], how) : lineText(settled, row, options);
    } else if (settled.type === 'table') yield* tableRows(source.rows, settled, { ...options, format }, lookUp);
    else if (settled.type === 'summary') yield* summaries(source.rows, settled, options, lookUp);
    else throw new TypeError(`a listing cannot be drawn as ${settled.type}`);
    return;
  }
  const rows: R[] = [];
  for await (const row of source.rows) rows.push(row);
  // these formats show the document, or what an expression selects of it: the view is not drawn
  yield render<unknown>(format === 'ndjson' ? rows : source.document(rows), view as View<unknown>, options);
}

async function* tableRows<R>(
  rows: Listing<R>['rows'],
  view: TableView<R>,
  options: RenderOptions & { readonly format: 'text' | 'csv' | 'tsv' },
  lookUp: LookUpNames<R>,
): AsyncGenerator<string> {
  const { fields } = view;
  const labels = fields.map(([label]) => label);
  const onScreen = isForScreen(options) && options.terminal ? screenTable(view, options.terminal) : undefined;
  const draw =
    options.format === 'text'
      ? alignedRows(labels, options)
      : delimitedRows(labels, { format: options.format, csvSafe: options.csvSafe });
  let batch: R[] = [];
  let drawn = 0;
  const drawBatch = async (isLast: boolean): Promise<string> => {
    const names = await lookUp(batch);
    const given = batch;
    batch = [];
    if (onScreen) return onScreen(given, names);
    const texts = given.map((row) => cells(fields, row, names).map(([, cell]) => cell));
    return draw(texts, drawn++ === 0, isLast);
  };
  for await (const row of rows) {
    batch.push(row);
    if (batch.length >= window) yield await drawBatch(false);
  }
  if (batch.length || drawn === 0) yield await drawBatch(true);
}

/** What is told of each row; rows that are the same as the one before are one. */
async function* summaries<R>(
  rows: Listing<R>['rows'],
  view: SummaryView<R>,
  options: RenderOptions,
  lookUp: LookUpNames<R>,
): AsyncGenerator<string> {
  const { terminal } = options;
  if (!terminal) return;
  let held: { readonly row: R; readonly key: string | undefined; count: number } | undefined;
  const drawn = async () => {
    if (!held) return '';
    const { row, count } = held;
    return summaryText(view, row, terminal, await lookUp([row]), count);
  };
  for await (const row of rows) {
    const key = view.sameAs?.(row);
    if (held && key !== undefined && held.key === key) held.count++;
    else {
      yield await drawn();
      held = { row, key, count: 1 };
    }
  }
  yield await drawn();
}

/** Draws one batch of a table after another. */
type DrawBatch = (texts: readonly (readonly string[])[], isFirst: boolean, isLast: boolean) => string;

const delimitedRows =
  (labels: readonly string[], how: Delimited): DrawBatch =>
  (texts, isFirst) =>
    (isFirst ? [labels, ...texts] : texts).map((row) => delimitedRow(row, how)).join('');

/** The first batch settles the widths; a listing of one batch is drawn as any other table is. */
function alignedRows(labels: readonly string[], options: RenderOptions): DrawBatch {
  let line: ((row: readonly string[]) => string) | undefined;
  return (texts, isFirst, isLast) => {
    if (isFirst && isLast) return tableText(labels, texts, options);
    if (line) return texts.map(line).join('');
    const drawn = pipeTable(labels, texts);
    line = drawn.line;
    return drawn.heading + drawn.body;
  };
}
