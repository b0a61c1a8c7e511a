import { UsageError } from '../errors.js';
import { kindOf } from './people.js';
import type { Fields, TableView, View } from './view.js';

/** `last-modified`: a label as it is typed. */
const typed = (label: string) =>
  label
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '-');

/** All columns that a table can show: those of a pipe, then those that only a terminal has. */
const columnsOf = ({ fields, screen = [] }: Pick<TableView<never>, 'fields' | 'screen'>): Fields => [
  ...fields,
  ...screen.filter(([label]) => !fields.some(([other]) => other === label)),
];

/** The columns with these names, in this order, ids whole. A part of a name that no other has is enough. UsageError for one that there is not. */
export function chosenColumns(view: Pick<TableView<never>, 'fields' | 'screen'>, names: readonly string[]): Fields {
  const all = columnsOf(view);
  return names.map((name) => {
    const word = typed(name);
    const parts = all.filter(([label]) => typed(label).includes(word));
    const found = all.find(([label]) => typed(label) === word) ?? (parts.length === 1 ? parts[0] : undefined);
    if (!found)
      throw new UsageError(`Invalid value for --fields: there is no column '${name}' here.`, {
        hint: `There are: ${all.map(([label]) => typed(label)).join(', ')}`,
      });
    const [label, field] = found;
    const asked = { ...field, onlyAsked: false };
    return [label, kindOf(label, field) === 'id' ? { ...asked, kind: 'wholeId' as const } : asked] as const;
  });
}

/** The table of a view, whatever a terminal shows in its place; undefined where it has none. */
export function tableOf<D>(view: View<D>): TableView<D> | undefined {
  if (view.type === 'screen') return tableOf(view.otherwise) ?? tableOf(view.screen);
  return view.type === 'table' ? view : undefined;
}

/** The table of a view, with these columns alone. UsageError where it has none, or not these. */
export function withColumns<D>(view: View<D>, names: readonly string[]): TableView<D> {
  const table = tableOf(view);
  if (!table) throw new UsageError('--fields chooses columns of a table, and this command shows none here.');
  const columns = chosenColumns(table, names);
  return { ...table, fields: columns, screen: columns };
}
