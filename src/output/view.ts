import { writtenJson } from './plain.js';

/**
 * Views say what a person reads of a document: labels, fields, sentences, as data and pure functions. How wide, coloured or folded
 * they are drawn is decided by `render`; the formats json, unix and yaml, and JMESPath, work on the document itself.
 */

/** What an id stands for; the runner looks the names up before a text view is drawn. */
export type LookupKind = 'identity' | 'principal' | 'latePrincipal' | 'holder' | 'endpoint' | 'place';
/** Names found for ids, by kind. An id without a name is printed as it is. */
export type Names = Readonly<Record<LookupKind, ReadonlyMap<string, string>>>;

export type Scalar = string | number | boolean | null | undefined;

/** Dotted paths into T, three levels deep: a mistyped field does not compile. */
export type Path<T, Depth extends number = 2> = T extends readonly unknown[]
  ? never
  : T extends object
    ? {
        [K in keyof T & string]: Depth extends 0
          ? K
          : NonNullable<T[K]> extends readonly unknown[]
            ? K
            : NonNullable<T[K]> extends object
              ? K | `${K}.${Path<NonNullable<T[K]>, Depth extends 2 ? 1 : 0>}`
              : K;
      }[keyof T & string]
    : never;

/** What a value is, where its label and its text do not say: how a person reads it on a terminal. */
export type ValueKind =
  'name' | 'route' | 'state' | 'time' | 'size' | 'rate' | 'span' | 'minutes' | 'truth' | 'id' | 'wholeId' | 'text';

/** What the view of a terminal may say things with. */
export interface Telling {
  readonly names: Names;
  /** Whether everything is wanted, ids and names of applications whole. */
  readonly verbose: boolean;
  /** `2 min ago`: a time as the service wrote it; nothing where there is none. */
  readonly time: (value: unknown) => string;
  /** Seconds from a time until now; undefined where it is no time, or nobody knows the time. */
  readonly since: (value: unknown) => number | undefined;
}

/** One value of a row: where it comes from, and how it reads as text. */
export interface Field<T> {
  readonly get: (row: T) => unknown;
  /** Text of the value; without it, the house rule of `plain` applies. */
  readonly format?: (value: unknown, names: Names) => string;
  /** The text for a terminal, where the kind of the value is not enough. */
  readonly told?: (value: unknown, telling: Telling) => string;
  readonly kind?: ValueKind;
  /** What of Globus the row is, by this value: a terminal can lead to its page. */
  readonly leadsTo?: PageKind;
  /** A column that a terminal has only where `--fields` names it: another one says the same in fewer columns. */
  readonly onlyAsked?: boolean;
  readonly lookup?: { readonly kind: LookupKind; readonly ids: (value: unknown) => readonly string[] };
}
/** What of Globus has a page of its own in the web app. */
export type PageKind = 'collection' | 'task' | 'group' | 'flow' | 'run';
export type FieldSpec<T> = Path<T> | Field<T> | ((row: T) => Scalar);
export type Columns<T> = Readonly<Record<string, FieldSpec<T>>>;

/** Fields in the order they are drawn, of rows whose type only the maker of the view knows. */
export type Fields = ReadonlyArray<readonly [label: string, field: Field<never>]>;

/** A part of a line on a terminal, and how it is drawn. A state gets its mark; a command line is never cut, since it is copied. */
export type Piece =
  string | { readonly text: string; readonly as: 'strong' | 'dim' | 'state' | 'bad' | 'command' | 'whole' };
/** A line on a terminal: as one text, which goes on below where it is too long, or in parts, which are cut to what there is room for, but a command, what went wrong, and what is wanted whole; what is nothing (undefined, null, false, an empty text) is left out. */
export type Line = string | readonly (Piece | undefined | null | false)[];
type Lines = readonly (Line | undefined | null | false)[];

/** What a person is told of a document (or of each row of a listing) on a terminal: a few lines, each as wide as there is room. */
export interface SummaryView<D> {
  readonly type: 'summary';
  readonly lines: (document: D, telling: Telling, count: number) => Lines;
  readonly lookup?: (document: D) => Partial<Record<LookupKind, readonly string[]>>;
  /** What makes a row the same as the one before it: such rows become one, whose lines are told how many they were (`count`). */
  readonly sameAs?: (document: D) => string;
}
/** One view for a terminal, and another for everything else, `-v` too. */
export interface ScreenView<D> {
  readonly type: 'screen';
  readonly screen: View<D>;
  readonly otherwise: View<D>;
}

export interface RecordView<D> {
  readonly type: 'record';
  readonly fields: Fields;
  /** The part of the document the fields are read from; several make several records. */
  readonly rows: (document: D) => readonly unknown[];
}
export interface TableView<D> {
  readonly type: 'table';
  readonly fields: Fields;
  readonly rows: (document: D) => readonly unknown[];
  /** A line above the table. */
  readonly heading?: string;
  /** What a terminal shows instead, most important first: the last ones leave where it is narrow. */
  readonly screen?: Fields;
}
export interface MessageView<D> {
  readonly type: 'message';
  readonly text: (document: D, names: Names) => string;
  readonly lookup?: (document: D) => Partial<Record<LookupKind, readonly string[]>>;
}
/** One line a row: of a listing, printed as it arrives, or of a document that `rows` are in. */
export interface LinesView<R> {
  readonly type: 'lines';
  readonly rows?: (document: R) => readonly unknown[];
  readonly line: (row: R) => string;
  /** The same on a terminal; undefined where a person was told already. */
  readonly onScreen?: (row: R) => string | undefined;
  /** What the lines are, as csv and tsv head their one column. */
  readonly heading?: string | undefined;
  /** What ends a line where it is not a line break: a NUL, for other programs. */
  readonly end?: '\0' | undefined;
}
export interface SectionsView<D> {
  readonly type: 'sections';
  readonly views: readonly View<D>[];
}
/** The document's own text of several lines, nothing added. */
export interface RawView<D> {
  readonly type: 'raw';
  readonly text: (document: D) => string;
  /** What json, unix and JMESPath see where the document only carries the bytes of another. */
  readonly document?: (document: D) => unknown;
  /** A document that people wrote: its keys stay in their order in JSON, where those of a service's own are sorted. */
  readonly keepsOrder?: boolean;
  /** Bytes were asked for: off a terminal they are written as they came. Elsewhere what a terminal acts on is shown. */
  readonly bytes?: boolean;
}
/** Another view for another document: decided by what the service said. */
export interface ChoiceView<D> {
  readonly type: 'choice';
  readonly choose: (document: D) => View<D>;
}
export type View<D> =
  | RecordView<D>
  | TableView<D>
  | MessageView<D>
  | LinesView<D>
  | SectionsView<D>
  | RawView<D>
  | ChoiceView<D>
  | SummaryView<D>
  | ScreenView<D>;

/** The value at a dotted path, undefined where the way there ends. */
export function valueAt(row: unknown, path: string): unknown {
  let value: unknown = row;
  for (const key of path.split('.')) {
    if (value === null || typeof value !== 'object' || value instanceof Number) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

function toField<T>(spec: FieldSpec<T>): Field<T> {
  if (typeof spec === 'string') return { get: (row) => valueAt(row, spec) };
  if (typeof spec === 'function') return { get: spec };
  return spec;
}

const entries = <T>(columns: Columns<T>): Fields =>
  Object.entries(columns).map(([label, spec]) => [label, toField(spec)] as const);

/** `Label: value` lines, labels padded to one width. */
export const record = <T>(columns: Columns<T>): RecordView<T> => ({
  type: 'record',
  fields: entries(columns),
  rows: (document) => [document],
});

/** A record a row, with an empty line between them. */
export const records = <D, T>(rows: (document: D) => readonly T[], columns: Columns<T>): RecordView<D> => ({
  type: 'record',
  fields: entries(columns),
  rows,
});

/** A record of one part of the document. */
export const recordOf = <D, T>(part: (document: D) => T, columns: Columns<T>): RecordView<D> =>
  records((document: D) => [part(document)], columns);

/** Columns under a heading; the first argument says where the rows are. */
export const table = <D, T>(
  rows: (document: D) => readonly T[],
  columns: Columns<T>,
  { screen, ...options }: { readonly heading?: string; readonly screen?: Columns<T> } = {},
): TableView<D> => ({
  type: 'table',
  fields: entries(columns),
  rows,
  ...options,
  ...(screen && { screen: entries(screen) }),
});

/** A table for a command that returns an async iterable of rows; `screen` are the columns of a terminal. */
export const rowsTable = <T>(columns: Columns<T>, screen?: Columns<T>): TableView<T> =>
  table((rows: T) => rows as unknown as readonly T[], columns, { ...(screen && { screen }) });

/** What a person is told of a document, or of each row of a listing. */
export const summary = <D>(
  lines: SummaryView<D>['lines'],
  options: Pick<SummaryView<D>, 'lookup' | 'sameAs'> = {},
): SummaryView<D> => ({ type: 'summary', lines, ...options });

/** One view for a terminal, and another for everything else. */
export const onScreen = <D>(screen: View<NoInfer<D>>, otherwise: View<D>): ScreenView<D> => ({
  type: 'screen',
  screen,
  otherwise,
});

/** A sentence about the document; one that says the same of every document may be a text. */
export function message(text: string): MessageView<unknown>;
export function message<D>(
  text: (document: D, names: Names) => string,
  lookup?: MessageView<D>['lookup'],
): MessageView<D>;
export function message<D>(
  text: string | ((document: D, names: Names) => string),
  lookup?: MessageView<D>['lookup'],
): MessageView<D> {
  return { type: 'message', text: typeof text === 'string' ? () => text : text, ...(lookup && { lookup }) };
}

export const lines = <R>(line: (row: R) => string, heading?: string, end?: '\0'): LinesView<R> => ({
  type: 'lines',
  line,
  heading,
  ...(end && { end }),
});
/** One line for each of the rows of a document. */
export const linesOf = <D, R>(
  rows: (document: D) => readonly R[],
  line: (row: R) => string,
  heading?: string,
): LinesView<D> => ({ type: 'lines', rows, line: line as LinesView<unknown>['line'], heading });
export const sections = <D>(...views: readonly View<D>[]): SectionsView<D> => ({ type: 'sections', views });
export const raw = <D>(
  text: (document: D) => string,
  document?: (document: D) => unknown,
  options: { readonly bytes?: boolean } = {},
): RawView<D> => ({ type: 'raw', text, ...(document && { document }), ...options });
/** A document that people wrote, as JSON with its keys in their order; in text, the part of it that is theirs. */
export const written = <D>(part: (document: D) => unknown = (document) => document): RawView<D> => ({
  type: 'raw',
  text: (document) => `${writtenJson(part(document), 2)}\n`,
  keepsOrder: true,
});
/**
 * One of several views, chosen by what the document is. Where it is one of several kinds, `showing` says which of them a view is
 * for, so that the compiler checks it.
 */
export const choice = <D>(choose: (document: D) => View<D>): ChoiceView<D> => ({ type: 'choice', choose });
/** A view for this very document, for use in `choice`: a view of another kind of document does not compile. */
export const showing = <T>(_document: T, view: View<NoInfer<T>>): View<unknown> => view as View<unknown>;
