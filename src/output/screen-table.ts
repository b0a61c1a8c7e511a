import { tellsNothing } from './nothing-told.js';
import { createRequire } from 'node:module';
import type Table from 'cli-table3';
import { shortId } from '../uuid.js';
import { shared } from '../fair-widths.js';
import { visible } from '../visible.js';
import { cut, cutRoute, width } from './cut.js';
import { stateText } from './mood.js';
import { dim, label, link, state } from './paint.js';
import { pageOf } from './pages.js';
import { kindOf, labelText, tellingOf, told } from './people.js';
import type { Terminal } from './table.js';
import type { Fields, Names, TableView, ValueKind } from './view.js';

// Plain require: loaded when the first table is drawn on a terminal, and never on a pipe.
const load = () => createRequire(import.meta.url)('cli-table3') as typeof Table;

/** A column of a terminal's table, most important first: the last ones leave where it is narrow. */
interface Column {
  readonly label: string;
  readonly field: Fields[number][1];
  readonly kind: ValueKind | undefined;
}

const between = 2;
/** What a name, and any other text, is not cut below while something less important could leave. */
const leastName = 16;
const leastText = 10;
/** What from where to where is not cut below where it does not stand first, and so tells nothing apart: both ends say something. */
const leastBoth = 24;
/** What from where to where has before an id beside it. */
const leastRoute = 30;

/** By kind where the view does not say: names, states, what tells things apart, and ids last. */
const places: ReadonlyMap<ValueKind | undefined, number> = new Map<ValueKind | undefined, number>([
  ['name', 0],
  ['route', 0],
  ['wholeId', 1],
  ['state', 2],
  ['id', 5],
]);
/** What else there is stands between; whole ids stand before it, since they were asked for. */
const placeOf = (kind: ValueKind | undefined, isWhole: boolean) =>
  isWhole && kind === 'id' ? 3 : (places.get(kind) ?? 4);

/** The columns of a view on a terminal. With `-v` those of a pipe, the id behind the state, since it is then shown whole. */
export function columnsOf(
  { fields, screen }: Pick<TableView<unknown>, 'fields' | 'screen'>,
  isWhole: boolean,
): readonly Column[] {
  const drawn = isWhole ? fields : (screen ?? fields).filter(([, { onlyAsked }]) => !onlyAsked);
  const all = drawn.map(([label, field]) => ({
    label: labelText(label),
    field,
    kind: kindOf(label, field),
  }));
  if (screen && !isWhole) return all;
  const isNamed = (label: string) => {
    const thing = / ID$/.test(label) ? label.slice(0, -3) : undefined;
    return thing !== undefined && all.some((each) => each.label === thing || each.label === `${thing} Name`);
  };
  // the id of something that stands there by its name says nothing more
  const shown = isWhole ? all : all.filter(({ label }) => !isNamed(label));
  return shown
    .map((column, i) => ({ column, at: placeOf(column.kind, isWhole) * 100 + i }))
    .sort((a, b) => a.at - b.at)
    .map(({ column }) => column);
}

interface Cell {
  readonly text: string;
  /** Where a terminal with links leads from here. */
  readonly page?: string | undefined;
}

/** The cells of a row, each one line. */
function cellsOf(columns: readonly Column[], row: unknown, terminal: Terminal, names: Names): readonly Cell[] {
  const telling = tellingOf(terminal, names);
  const leading = columns.find(({ field }) => field.leadsTo);
  const page =
    terminal.links && leading?.field.leadsTo
      ? pageOf(leading.field.leadsTo, leading.field.get(row as never))
      : undefined;
  return columns.map(({ label, field, kind }, i) => {
    const said = visible(told(label, field, row, telling).replaceAll('\r\n', '\n'));
    const text = tellsNothing(said, row) ? '' : said;
    const shown = kind === 'state' ? stateText(text) : kind === 'id' && !terminal.verbose ? shortId(text) : text;
    return { text: shown, ...((i === 0 || field === leading?.field) && { page }) };
  });
}

/** Draws the rows of a table on a terminal, batch after batch: a row is a line, whatever is in it. The first batch settles the widths. */
export function screenTable(
  view: Pick<TableView<unknown>, 'fields' | 'screen'>,
  terminal: Terminal,
): (rows: readonly unknown[], names: Names) => string {
  let settled: Layout | undefined;
  return (rows, names) => {
    const columns = settled?.columns ?? columnsOf(view, terminal.verbose ?? false);
    const cells = rows.map((row) => cellsOf(columns, row, terminal, names));
    if (!settled) {
      if (!rows.length) return '';
      settled = layout(columns, cells, terminal.columns);
      return heading(settled, terminal) + body(settled, cells, terminal);
    }
    return body(settled, cells, terminal);
  };
}

interface Layout {
  /** All of them: `shown` says which are drawn. */
  readonly columns: readonly Column[];
  readonly shown: readonly { readonly at: number; readonly width: number; readonly isRight: boolean }[];
}

const isNumeric = (text: string) => /^[+-]?[\d.,]+(?: (?:[kMGTP]?B(?:\/s)?|%|min|h|s))?$|^$/.test(text);
const isName = (kind: ValueKind | undefined) => kind === 'name' || kind === 'route';
const isCut = (kind: ValueKind | undefined) => kind === undefined || isName(kind) || kind === 'text';

/** How wide names are cut at least, so that they can still be told apart: no wider than `most` for that. */
function toldApart(names: readonly string[], most: number): number {
  const different = new Set(names);
  const isTold = (size: number) => new Set([...different].map((name) => cut(name, size))).size === different.size;
  let [low, high] = [leastName, Math.max(leastName, most)];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isTold(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function layout(columns: readonly Column[], rows: readonly (readonly Cell[])[], room: number): Layout {
  const wanted = columns.map(({ label, kind }, at) => {
    const texts = rows.map((row) => row[at]?.text ?? '');
    const widest = texts.reduce((most, text) => Math.max(most, width(text)), 0);
    const whole = Math.max(widest, width(label));
    // a name behind the first tells things apart only together with it
    const leastCut = at > 0 && kind === 'route' ? leastBoth : at === 0 && isName(kind) ? leastName : leastText;
    const least = isCut(kind) && !texts.every(isNumeric) ? Math.min(whole, leastCut) : whole;
    return {
      at,
      whole,
      least,
      isRight: kind !== 'id' && !isName(kind) && texts.every(isNumeric),
      isEmpty: widest === 0,
    };
  });
  // nothing for nothing: a column that says nothing of any row is none
  let shown = wanted.filter(({ isEmpty }) => !isEmpty);
  if (!shown.length) shown = wanted.slice(0, 1);
  const sum = (sizes: readonly number[]) => sizes.reduce((all, each) => all + each, 0) + between * (sizes.length - 1);
  const fitting = (all: typeof shown) => {
    const left = [...all];
    while (left.length > 1 && sum(left.map(({ least }) => least)) > room) left.pop();
    return left;
  };
  const [first, ...others] = shown;
  shown = fitting(shown);
  if (first && columns[first.at]?.kind === 'name') {
    // names that look alike say less than what stands last, but a state says more than either
    const apart = toldApart(
      rows.map((row) => row[first.at]?.text ?? ''),
      Math.floor(room / 2),
    );
    const wider = fitting([{ ...first, least: Math.min(first.whole, apart) }, ...others]);
    if (shown.every((each) => columns[each.at]?.kind !== 'state' || wider.some(({ at }) => at === each.at)))
      shown = wider;
  }
  // an id is for scripts: it goes before from where to where cannot be read
  const last = shown.at(-1);
  const isRoute = first && columns[first.at]?.kind === 'route' && shown.length > 1;
  if (isRoute && last && columns[last.at]?.kind === 'id') {
    const rest = shown.slice(1).map(({ least }) => least);
    if (sum([Math.min(first.whole, leastRoute), ...rest]) > room) shown = shown.slice(0, -1);
  }
  // what is wide shares what there is, so that none pushes another out; the name, which is looked for, has twice as much
  const gaps = between * (shown.length - 1);
  const widths = shared(
    shown.map(({ whole, least }, i) => ({
      whole,
      least: shown.length === 1 ? 1 : least,
      weight: i === 0 && shown.length > 1 ? 2 : 1,
    })),
    room - gaps,
  );
  return { columns, shown: shown.map(({ at, isRight }, i) => ({ at, isRight, width: widths[i] ?? 1 })) };
}

/** Lines without a frame: what is between columns is space. */
const bare = {
  ...Object.fromEntries(
    ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'].map((part) => [
      part,
      '',
    ]),
  ),
  ...Object.fromEntries(['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'].map((part) => [part, ''])),
  middle: ' '.repeat(between),
};

/** Lines of cells of the widths that were settled; nothing is drawn behind the last one. */
function drawn(rows: readonly (readonly string[])[]): string {
  if (!rows.length) return '';
  const CliTable = load();
  const table = new CliTable({ chars: bare, style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 } });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

function heading({ columns, shown }: Layout, { color }: Terminal): string {
  return drawn([
    shown.map(({ at, width: size, isRight }, i) => {
      const text = cut(columns[at]?.label ?? '', size);
      return set(color ? label(text) : text, size - width(text), isRight, i === shown.length - 1);
    }),
  ]);
}

function body({ columns, shown }: Layout, rows: readonly (readonly Cell[])[], terminal: Terminal): string {
  return drawn(
    rows.map((row) =>
      shown.map(({ at, width: size, isRight }, i) => {
        const { text = '', page } = row[at] ?? {};
        const whole = columns[at]?.kind === 'route' ? cutRoute(text, size) : cut(text, size);
        const marked = painted(columns[at]?.kind, text, whole, terminal);
        const led = page === undefined ? marked : link(marked, page);
        return set(led, size - width(whole), isRight, i === shown.length - 1);
      }),
    ),
  );
}

/** A text set to a side of its column; behind the last one nothing is drawn. */
function set(text: string, free: number, isRight: boolean, isLast: boolean): string {
  const space = ' '.repeat(Math.max(0, free));
  if (isRight) return space + text;
  return isLast ? text : text + space;
}

function painted(kind: ValueKind | undefined, text: string, shown: string, { color }: Terminal): string {
  if (!color) return shown;
  if (kind === 'state') return state(text.replace(/^\W+ /, ''), shown);
  return kind === 'id' ? dim(shown) : shown;
}
