import { isNumber, isObject } from '../exact-json.js';
import { sizeText } from '../size.js';
import { timeSpan } from '../time-span.js';
import { momentOf } from '../time.js';
import { visible } from '../visible.js';
import { plain } from './plain.js';
import type { Terminal } from './table.js';
import type { Fields, Names, Telling, ValueKind } from './view.js';
import { isTimeText, timeText } from './when.js';

/** How a person reads the values of a document; the words for scripts (None, True) are those of `plain`. */

/** What a terminal says things with. */
export function tellingOf(terminal: Terminal, names: Names): Telling {
  const { now, verbose = false } = terminal;
  return {
    names,
    verbose,
    time: (value) => timeText(value, terminal.time ?? (verbose ? 'local' : 'relative'), now),
    since: (value) => {
      const moment = typeof value === 'string' ? momentOf(value) : NaN;
      return !now || Number.isNaN(moment) ? undefined : (now.getTime() - moment) / 1000;
    },
  };
}

type Field = Fields[number][1];

/** The kind of a value: as its view says, else by its label. */
export function kindOf(label: string, { kind }: Field): ValueKind | undefined {
  if (kind) return kind;
  if (/\bID$/.test(label)) return 'id';
  if (/^(Status|State)$/.test(label)) return 'state';
  if (/^(Display )?Name$|^(Flow )?Title$|^(Run )?Label$|^Filename$|^Username$|^Subject$/.test(label)) return 'name';
  if (/\(Minutes\)$/.test(label)) return 'minutes';
  if (/^Size$|^Bytes$|^Bytes (Transferred|Checksummed)$/.test(label)) return 'size';
  return label === 'Bytes Per Second' ? 'rate' : undefined;
}

/** A label as a person reads it: the value beside it says its unit itself. */
export const labelText = (label: string): string => visible(label.replace(/ \(Minutes\)$/, ''));

/** A value as a person reads it: nothing for nothing, yes and no, a size with its unit, a time as people say it. */
export function told(label: string, field: Field, row: unknown, telling: Telling): string {
  const value = field.get(row as never);
  if (field.told) return field.told(value, telling);
  const kind = kindOf(label, field);
  switch (kind) {
    case 'time':
      return telling.time(value);
    case 'truth':
      return value ? 'yes' : 'no';
    case 'size':
    case 'rate':
      if (isNumber(value)) return `${sizeText(Number(value))}${kind === 'rate' ? '/s' : ''}`;
      break;
    case 'span':
    case 'minutes':
      if (isNumber(value)) return timeSpan(Number(value) * (kind === 'minutes' ? 60 : 1));
  }
  if (!field.format) return valueText(value, telling);
  const text = field.format(value, telling.names);
  // a format that only says what every value says: the person's word for it is better
  return text === plain(value) ? valueText(value, telling) : ownText(text, telling);
}

const service = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}@clients\.auth\.globus\.org$/i;
/** The words of scripts that a format says itself, and the name of an application's own identity. */
function ownText(text: string, { verbose }: Pick<Telling, 'verbose'>): string {
  if (text === 'None') return '';
  if (text === 'True') return 'yes';
  if (text === 'False') return 'no';
  if (verbose) return text;
  return text.replace(/(?<![^\s,])[^\s,]+@clients\.auth\.globus\.org/gi, (name) =>
    service.test(name) ? '(service)' : name,
  );
}

/** Any value as a person reads it: never JSON, nor which version of a document it is. */
export function valueText(value: unknown, telling: Pick<Telling, 'time' | 'verbose'>): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return isTimeText(value) ? telling.time(value) : ownText(value, telling);
  if (Array.isArray(value)) return value.map((item) => valueText(item, telling)).join(', ');
  if (!isObject(value)) return plain(value);
  return Object.entries(value)
    .filter(([key]) => key !== 'DATA_TYPE')
    .map(([key, inner]) => [visible(key), valueText(inner, telling)] as const)
    .filter(([, inner]) => inner !== '')
    .map(([key, inner]) => `${key} ${inner}`)
    .join(', ');
}
