import type { Format } from './format.js';
import { type Delimited, delimited, yamlText } from './formats.js';
import { select } from './jmespath.js';
import { peoplesObjects, plain, sortedJson, writtenJson } from './plain.js';
import { tableOf, withColumns } from './columns.js';
import { tellingOf } from './people.js';
import { screenTable } from './screen-table.js';
import { toldOf } from './nothing-told.js';
import { screenLines, screenRecord } from './screen-text.js';
import { foldedRows, pipeTable, recordText, type Terminal } from './table.js';
import { unix } from './unix.js';
import { visible, visibleDocument, visibleLines } from '../visible.js';
import type { Fields, LinesView, LookupKind, Names, SummaryView, View } from './view.js';

export interface RenderOptions {
  readonly format: Format;
  /** An expression applied to the document; its result is printed as JSON where the format is text. */
  readonly jmespath?: string | undefined;
  /** Cells of csv and tsv that a spreadsheet would take for a formula are made text. */
  readonly csvSafe?: boolean | undefined;
  /** What the terminal can show; undefined on a pipe. */
  readonly terminal?: Terminal | undefined;
  /** Tables as records, whatever the width. */
  readonly fold?: boolean | undefined;
  readonly names?: Names | undefined;
  /** The columns of a table that are wanted. */
  readonly columns?: readonly string[] | undefined;
}

export const noNames: Names = {
  identity: new Map(),
  principal: new Map(),
  latePrincipal: new Map(),
  holder: new Map(),
  endpoint: new Map(),
  place: new Map(),
};

/** Whether a result is drawn through its view; the other formats show the service's document. */
export const isDrawn = ({ format, jmespath }: Pick<RenderOptions, 'format' | 'jmespath'>): boolean =>
  ['text', 'csv', 'tsv'].includes(format) && jmespath === undefined;

/** The bytes of stdout for one document. Pure: the same arguments give the same text. */
export function render<D>(document: D, view: View<D>, options: RenderOptions): string {
  const piped = pipedView(view, document);
  const whole = piped.type === 'raw' && piped.document ? piped.document(document) : document;
  const chosen = options.jmespath === undefined ? whole : select(whole, options.jmespath);
  const json = () =>
    piped.type === 'raw' && piped.keepsOrder ? writtenJson(chosen, 2) : sortedJson(chosen, 2, peoplesObjects(whole));
  switch (options.format) {
    case 'text':
      return options.jmespath === undefined ? text(document, view, options) : `${json()}\n`;
    case 'json':
      return `${json()}\n`;
    case 'unix':
      return unix(chosen);
    case 'ndjson':
      return rowsOf(chosen, view as View<unknown>)
        .map((row) => `${writtenJson(row, 0)}\n`)
        .join('');
    case 'yaml':
      return yamlText(chosen);
    case 'csv':
    case 'tsv':
      return options.jmespath === undefined
        ? grid(document, view, options, { format: options.format, csvSafe: options.csvSafe })
        : delimited([], rowsOf(chosen, view as View<unknown>), { format: options.format, csvSafe: options.csvSafe });
  }
}

/** The view of a document for programs: what JSON shows is the same whether a terminal has a screen of its own or not. */
function pipedView<D>(view: View<D>, document: D): View<D> {
  if (view.type === 'choice') return pipedView(view.choose(document), document);
  return view.type === 'screen' ? pipedView(view.otherwise, document) : view;
}

/** Whether a person at a terminal reads the result, rather than a program or a file. */
export const isForScreen = ({ format, jmespath, terminal, fold }: ScreenOptions): boolean =>
  format === 'text' && jmespath === undefined && terminal !== undefined && !fold;
type ScreenOptions = Pick<RenderOptions, 'format' | 'jmespath' | 'terminal' | 'fold' | 'columns'>;

/** The view in effect for a document, choices made. */
export function settle<D>(view: View<D>, document: D, options: ScreenOptions): View<D> {
  if (view.type === 'choice') return settle(view.choose(document), document, options);
  if (options.columns && tableOf(view)) return withColumns(view, options.columns);
  if (view.type !== 'screen') return view;
  const isScreen = isForScreen(options) && !options.terminal?.verbose;
  return settle(isScreen ? view.screen : view.otherwise, document, options);
}

function text<D>(document: D, given: View<D>, options: RenderOptions): string {
  const view = settle(given, document, options);
  const names = options.names ?? noNames;
  const terminal = isForScreen(options) ? options.terminal : undefined;
  switch (view.type) {
    case 'message': {
      // the lines of a sentence are the view's: what a document says must not make one
      const told = visibleLines(view.text(visibleDocument(document), visibleNames(names)));
      const sentence = terminal?.named && !terminal.verbose ? terminal.named(told) : told;
      return sentence === '' || sentence.endsWith('\n') ? sentence : `${sentence}\n`;
    }
    case 'raw': {
      const given = view.text(document);
      return view.bytes && !options.terminal ? given : visibleLines(given);
    }
    case 'record': {
      const draw = (row: unknown) =>
        terminal ? screenRecord(view.fields, row, terminal, names) : recordText(cells(view.fields, row, names));
      return view.rows(document).map(draw).join('\n');
    }
    case 'table': {
      if (terminal) {
        const drawn = screenTable(view, terminal)(view.rows(document), names);
        return drawn && view.heading ? `${view.heading}\n${drawn}` : drawn;
      }
      const labels = view.fields.map(([label]) => label);
      const rows = view.rows(document).map((row) => cells(view.fields, row, names).map(([, cell]) => cell));
      return `${view.heading ? `${view.heading}\n` : ''}${tableText(labels, rows, options)}`;
    }
    case 'summary':
      return terminal ? summaryText(view, document, terminal, names) : '';
    case 'sections':
      return view.views
        .map((part) => text(document, part, options))
        .filter((part) => part !== '')
        .join('\n');
    case 'lines':
      return linesIn(view, document)
        .map((line) => `${visible(line)}\n`)
        .join('');
    case 'choice':
    case 'screen':
      return '';
  }
}

/** What a person is told of one document, or of several rows that are the same. */
export const summaryText = <D>(
  view: SummaryView<D>,
  document: D,
  terminal: Terminal,
  names: Names,
  count = 1,
): string => {
  const shown = visibleDocument(document);
  const lines = view.lines(shown, tellingOf(terminal, visibleNames(names)), count);
  return screenLines(
    lines.map((line) => line && toldOf(line, shown)),
    terminal,
  );
};

/** The lines of a document that is shown a line a row. */
const linesIn = <D>({ rows, line }: LinesView<D>, document: D): readonly string[] =>
  (rows ? rows(document) : (document as readonly unknown[])).map((row) => line(row as D));

/** One row of a listing that is shown a line a row. What other programs split at a NUL goes to them as it is, and never to a terminal so. */
export function lineText<R>(view: LinesView<R>, row: R, { terminal }: Pick<RenderOptions, 'terminal'>): string {
  if (view.end === '\0' && !terminal) return `${view.line(row)}\0`;
  const line = terminal && view.onScreen ? view.onScreen(row) : view.line(row);
  return line === undefined ? '' : `${visible(line)}\n`;
}

/** The heading of the one column that such a view has in csv and tsv. */
export const lineHeading = ({ heading = 'Value' }: { readonly heading?: string | undefined }) => heading;

function visibleNames(names: Names): Names {
  const shown: Record<LookupKind, ReadonlyMap<string, string>> = { ...names };
  for (const [kind, found] of Object.entries(names) as [LookupKind, ReadonlyMap<string, string>][])
    shown[kind] = new Map([...found].map(([id, name]) => [id, visible(name)] as const));
  return shown;
}

/** A table in the form that a pipe, or whoever wants it folded gets. */
export function tableText(
  labels: readonly string[],
  rows: readonly (readonly string[])[],
  { fold }: Pick<RenderOptions, 'fold'>,
): string {
  if (fold) return foldedRows(labels, rows);
  const drawn = pipeTable(labels, rows);
  return drawn.heading + drawn.body;
}

/** Label and text of every field of a row, as the row says it: whoever draws it shows what a terminal would act on. */
export function cells(fields: Fields, row: unknown, names: Names) {
  return fields.map(([label, field]) => {
    const value = field.get(row as never);
    return [label, field.format ? field.format(value, names) : plain(value)] as const;
  });
}

/** The rows a listing format prints: those of the table, else the items of an array, else the document itself. */
function rowsOf(document: unknown, given: View<unknown>): readonly unknown[] {
  if (Array.isArray(document)) return document;
  const view = settle(given, document, { format: 'ndjson' });
  if (view.type === 'table' || view.type === 'record' || view.type === 'lines') {
    const rows = safely(() => view.rows?.(document));
    if (Array.isArray(rows)) return rows;
  }
  return [document];
}

const safely = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch {
    return undefined; // a JMESPath result is not the document that the view was written for
  }
};

function grid<D>(document: D, given: View<D>, options: RenderOptions, how: Delimited): string {
  const view = settle(given, document, { format: how.format, columns: options.columns });
  if (view.type === 'lines')
    return delimited(
      [lineHeading(view)],
      linesIn(view, document).map((line) => [line]),
      how,
    );
  if (view.type !== 'table' && view.type !== 'record')
    return delimited([], rowsOf(document, view as View<unknown>), how);
  const names = options.names ?? noNames;
  const labels = view.fields.map(([label]) => label);
  const rows = view.rows(document).map((row) => cells(view.fields, row, names).map(([, cell]) => cell));
  return delimited(labels, rows, how);
}

/** The ids that the view of this document wants names for, by kind. Empty where nothing is to be looked up. */
export function idsToLookUp<D>(
  document: D,
  given: View<D>,
  options: RenderOptions & { readonly isListing?: boolean },
): Partial<Record<LookupKind, string[]>> {
  const wanted: Partial<Record<LookupKind, Set<string>>> = {};
  const want = (kind: LookupKind, ids: readonly string[]) => {
    for (const id of ids) (wanted[kind] ??= new Set()).add(id);
  };
  const visit = (view: View<D>): void => {
    if (view.type === 'sections') return view.views.forEach((part) => visit(settle(part, document, options)));
    if (view.type === 'message' || view.type === 'summary') {
      // of a listing, several rows are looked at together
      const documents = view.type === 'summary' && options.isListing ? (document as readonly D[]) : [document];
      for (const each of documents)
        for (const [kind, ids] of Object.entries(view.lookup?.(each) ?? {})) want(kind as LookupKind, ids);
    }
    if (view.type !== 'table' && view.type !== 'record') return;
    const isScreen = isForScreen(options) && !options.terminal?.verbose;
    const fields = (isScreen && view.type === 'table' ? view.screen : undefined) ?? view.fields;
    for (const row of view.rows(document)) {
      for (const [, field] of fields) {
        if (field.lookup) want(field.lookup.kind, field.lookup.ids(field.get(row as never)));
      }
    }
  };
  visit(settle(given, document, options));
  return Object.fromEntries(Object.entries(wanted).map(([kind, ids]) => [kind, [...ids]]));
}
