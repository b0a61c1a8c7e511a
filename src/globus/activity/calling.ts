import { readsBack } from '../places/grammar.js';
import { readsAsLabel, shortId } from '../../uuid.js';
import type { Activity, ActivityKind } from './activity.js';

/** Things of one kind to who looks one up by name: tasks that copy and tasks that delete have labels alike. */
const kindsAlike: readonly (readonly ActivityKind[])[] = [['transfer', 'delete'], ['run']];
/** What a name leads to on a line, where only one has it. */
const named: ReadonlySet<ActivityKind> = new Set<ActivityKind>(['timer', 'compute']);

/**
 * What a row is called on a line of a shell, among all rows: as the shell itself calls what it has just begun, by its label where it is
 * the newest that bears it, and `@last` where it is the newest of all; a timer by its name. Else by its id, of a task or run as short as
 * tables show it.
 */
export function calledOnLine({ kind, id, name, label, began = 0 }: Activity, rows: readonly Activity[]): string {
  if (named.has(kind)) {
    const folded = name.toLowerCase();
    const isOnly = rows.filter((each) => each.kind === kind && each.name.toLowerCase() === folded).length === 1;
    return isOnly && readsBack(name) ? name : id;
  }
  const alike = kindsAlike.find((kinds) => kinds.includes(kind));
  if (!alike) return id;
  const later = rows.filter((each) => alike.includes(each.kind) && each.id !== id && (each.began ?? 0) >= began);
  const folded = label?.toLowerCase();
  if (readsAsLabel(label) && !later.some((each) => each.label?.toLowerCase() === folded)) return label;
  return later.length ? shortId(id) : '@last';
}
