import { isClockRow, isWorldTime } from '../clock.js';
import { isFaultRule } from '../fault-rules.js';
import { isObject } from '../http/body.js';
import type { Tables } from '../state/replacement.js';

/** What is wrong with rows that are to take the place of a world's; undefined where it can go on with them. Its services' own are as they were. */
export function faultOfTables(tables: Record<string, unknown>, wall: number): string | undefined {
  for (const [name, rows] of Object.entries(tables))
    if (!Array.isArray(rows) || !rows.every(isRow)) return `'${name}' is no list of rows`;
  const rowsOf = (name: string) => ((tables as Tables)[name] ?? []).map(([, row]) => row);
  if (!rowsOf('world.clock').every((row) => isClockRow(row, wall))) return 'its clock shows no time that there is';
  if (!rowsOf('world.source').every(isSource)) return 'its world file begins at no time that there is';
  return rowsOf('world.faults').every(isFaultRule) ? undefined : 'one of its fault rules is none';
}

const isRow = (row: unknown): boolean => Array.isArray(row) && row.length === 2 && typeof row[0] === 'string';

function isSource(row: unknown): boolean {
  if (!isObject(row) || typeof row['name'] !== 'string' || typeof row['text'] !== 'string') return false;
  return row['startAt'] === undefined || (typeof row['startAt'] === 'number' && isWorldTime(row['startAt']));
}
