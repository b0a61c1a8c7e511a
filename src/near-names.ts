import { spelledFlags } from './cli/bare-words.js';
import type { CommandMeta, ParamMeta } from './cli/manifest.js';
import type { Typed } from './cli/parse.js';
import { readsBack } from './globus/places/grammar.js';
import { written } from './globus/things/offers.js';
import type { Wanted } from './globus/things/find.js';
import { isLabelled, isWanted, type Thing, type ThingKind } from './globus/things/thing.js';
import type { Near, UnknownNameError } from './globus/things/unknown.js';
import { choiceLine } from './output/choice-line.js';
import { width } from './output/cut.js';
import type { Terminal } from './output/table.js';
import { calledBy, detailOf } from './picker.js';
import { shellLine } from './shell.js';
import { shortId } from './uuid.js';
import { visible } from './visible.js';

interface Line {
  readonly words: readonly string[];
  readonly meta: CommandMeta;
  readonly typed: Typed;
  readonly terminal: Terminal;
}

/** As many as are listed: nobody looks through more. */
const mostListed = 10;

/**
 * What a person is told of a name that there is not: the line with the one that they meant, or those that they may have meant, the name
 * first. Only those count that the command takes.
 */
export function nearNames(error: UnknownNameError, line: Line): { readonly message: string; readonly hint: string } {
  const { wanted, near, what } = error;
  const param = paramOf(wanted.parameter, line.meta);
  // who typed an argument knows no name for it
  const isArgument = param !== undefined && line.meta.args.includes(param);
  const message = isArgument ? `${what.charAt(0).toUpperCase()}${what.slice(1)}` : error.message;
  const hint = near && hintOf(near, wanted, param, line);
  return { message, hint: hint ?? error.otherwise };
}

/** Undefined where none of them will do. */
function hintOf(near: Near, wanted: Wanted, param: ParamMeta | undefined, line: Line): string | undefined {
  const takes = (things: readonly Thing[]) => things.filter((each) => isWanted(each, param?.only)).map(asNamed);
  const things = takes(near.things);
  if (!things.length) return undefined;
  const [meant, ...others] = takes(near.meant);
  const mended = meant && !others.length ? lineWith(wordOf(meant, wanted.kind), wanted.name, line) : undefined;
  if (mended !== undefined) return `Did you mean:  ${mended}`;
  const more = things.length - mostListed;
  const rows = listed(things.slice(0, mostListed), line.terminal);
  return [near.head, ...rows, ...(more > 0 ? [`  and ${more} more`] : [])].join('\n');
}

const paramOf = (parameter: string, { args, flags }: CommandMeta): ParamMeta | undefined =>
  [...args, ...flags].find(({ names }) => names.some((name) => name.replace(/\.{3}$/, '') === parameter));

/** A bookmark as it is typed. */
const asNamed = (thing: Thing): Thing =>
  thing.path === undefined || thing.name.startsWith('@') ? thing : { ...thing, name: `@${thing.name}` };

/** What stands for the only one that is meant: of what bears a label, that. */
const wordOf = (thing: Thing, kind: ThingKind): string =>
  isLabelled(kind) && readsBack(thing.name) ? thing.name : written(thing, kind, [thing]);

/** Things with what tells them apart, one below the other; an id is whole only where another one is called the same. */
function listed(things: readonly Thing[], terminal: Terminal): readonly string[] {
  const room = { ...terminal, color: false, columns: terminal.columns - 2 };
  const rows = things.map((thing) => {
    const called = visible(calledBy(thing));
    const isOnly = things.filter((each) => calledBy(each) === calledBy(thing)).length === 1;
    return { called, id: isOnly ? shortId(thing.id) : thing.id, detail: visible(detailOf(thing, terminal)) };
  });
  const [names, details] = [rows.map(({ called }) => width(called)), rows.map(({ detail }) => width(detail))];
  const padded = (text: string, widths: readonly number[]) => text + ' '.repeat(Math.max(...widths) - width(text));
  return rows.flatMap(({ called, detail, id }) => {
    const begin = padded(called, names) + (Math.max(...details) > 0 ? `  ${padded(detail, details)}` : '');
    if (width(begin) + 2 + width(id) <= room.columns) return [`  ${begin}  ${id}`];
    // an id is not broken, and a name that has no room is not told apart by its begin
    return [`  ${choiceLine(called, [detail].filter(Boolean), room)}`, `    ${id}`];
  });
}

/** The line that was typed, with this word in the place of a name that stands there once; undefined where it does not, or has a secret. */
function lineWith(word: string, name: string, { words, meta, typed }: Line): string | undefined {
  if (meta.flags.some(({ key, secret }) => secret && typed.given.has(key))) return undefined;
  const all = [...typed.operands, ...spelledFlags(typed, meta.flags)];
  const mended = all.map((each) => mendedWord(each, name, word));
  return mended.filter((each) => each !== undefined).length === 1
    ? shellLine([...words, ...mended.map((each, i) => each ?? all[i] ?? '')])
    : undefined;
}

/** A word of the line whose name is another one; undefined where it does not have this name. */
function mendedWord(text: string, name: string, meant: string): string | undefined {
  for (const begin of ['', 'group:'])
    for (const each of [name, `"${name}"`]) {
      if (text === `${begin}${each}`) return `${begin}${meant}`;
      if (text.startsWith(`${begin}${each}:`)) return `${begin}${meant}${text.slice(begin.length + each.length)}`;
    }
  return undefined;
}
