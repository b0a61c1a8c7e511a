import { Command, CommanderError, Option } from 'commander';
import { UsageError } from '../errors.js';
import { shellLine } from '../shell.js';
import { isUuid } from '../uuid.js';
import { flagsOf } from './globals.js';
import type { CommandMeta, ParamMeta } from './manifest.js';

/** What stood on the line: values by parameter key in the order given, and the arguments. */
export interface Typed {
  readonly given: ReadonlyMap<string, readonly (string | boolean)[]>;
  readonly operands: readonly string[];
  /** Every flag in the order of the line, for those whose order means something. */
  readonly sequence: readonly Occurrence[];
}
export interface Occurrence {
  readonly key: string;
  readonly value: string | boolean;
}

export const silent = { writeOut: () => undefined, writeErr: () => undefined };

/** Reads the words after a command's path. Unknown flags are UsageErrors that suggest the nearest one. */
export function parseLine(meta: CommandMeta, tokens: readonly string[]): Typed {
  const given = new Map<string, (string | boolean)[]>();
  const sequence: Occurrence[] = [];
  const note = (key: string, value: string | boolean) => {
    sequence.push({ key, value });
    const values = given.get(key);
    if (values) values.push(value);
    else given.set(key, [value]);
  };
  const program = new Command(meta.path).exitOverride().configureOutput(silent).helpOption(false);
  program
    .allowExcessArguments(true)
    .allowUnknownOption(meta.anythingGoes === true)
    .argument('[operands...]');
  for (const flag of flagsOf(meta.flags)) addFlag(program, flag, note);
  let operands: readonly string[] = [];
  program.action(() => {
    operands = program.args;
  });
  try {
    program.parse([...tokens], { from: 'user' });
  } catch (cause) {
    if (cause instanceof CommanderError) throw usageError(meta, cause, tokens);
    throw cause;
  }
  return { given, operands, sequence };
}

function addFlag(program: Command, flag: ParamMeta, note: (key: string, value: string | boolean) => void): void {
  const add = (name: string, value: true | false | 'text') => {
    const option = new Option(value === 'text' ? `${name} <value>` : name);
    // Each spelling is its own option to commander, so that it never guesses at `--no-` or joins two flags.
    option.negate = false;
    option.attributeName = () => name;
    option.name = () => name;
    program.addOption(option);
    program.on(`option:${name}`, (text: string | null) => note(flag.key, value === 'text' ? (text ?? '') : value));
  };
  for (const name of flag.names) add(name, flag.kind === 'value' ? 'text' : true);
  for (const name of flag.off ?? []) add(name, false);
}

/**
 * The same error without what stood behind the `=` of an unknown option, which may be a secret: an option that is not there is often a
 * guess, as `--client-secret=...`, and stderr and the trace of --debug are kept by others.
 */
function withoutValue(error: CommanderError): CommanderError {
  const [, option] = /^error: unknown option '(-[^=]*)=/.exec(error.message) ?? [];
  if (option === undefined) return error;
  const [suggestion = ''] = /\n\(Did you mean [^\n]*\?\)$/.exec(error.message) ?? [];
  return new CommanderError(error.exitCode, error.code, `error: unknown option '${option}='${suggestion}`);
}

/** What is said of a flag that another command takes: that command, with the flags of the line. */
function takenElsewhere({ elsewhere }: CommandMeta, message: string, tokens: readonly string[]): string | undefined {
  const [, flag = ''] = /^unknown option '([^'=]+)/.exec(message) ?? [];
  if (!elsewhere?.flags.includes(flag)) return undefined;
  const flags = tokens.slice(tokens.findIndex((token) => token.startsWith('-')));
  return `${elsewhere.says}:  ${shellLine([...elsewhere.path, ...flags])}`;
}

function usageError(meta: CommandMeta, failure: CommanderError, tokens: readonly string[]): UsageError {
  const cause = withoutValue(failure);
  const message = cause.message.replace(/^error: /, '').replace(/\n/g, ' ');
  const mended =
    valueTooMany(meta, message) ??
    unknownStart(meta, message) ??
    otherwiseCalled(meta, message) ??
    otherCase(meta, message) ??
    valueMissing(meta, message) ??
    sentence(message.replace("='", "'"));
  const see = ['See: globus', meta.path, '--help'].filter(Boolean).join(' ');
  const hint = [takenElsewhere(meta, message, tokens), see].filter(Boolean).join('\n');
  return new UsageError(mended, { cause, hint });
}

/** The error for a value given to a flag that takes none. */
function valueTooMany(meta: CommandMeta, message: string): string | undefined {
  const [, name = ''] = /^unknown option '(--[^\s=']+)=/.exec(message) ?? [];
  const flag = flagsOf(meta.flags).find(({ names, off = [] }) => [...names, ...off].includes(name));
  return flag && `${name} takes no value: give it by itself, or leave it out.`;
}

/** More than these are no suggestion but a list: help has it. */
const mostSuggestions = 6;

/** The error for a flag that is the start of others: these are suggested, unless the nearest in spelling is one of them (`--recursiv`). */
function unknownStart(meta: CommandMeta, message: string): string | undefined {
  const [, word = '', nearest = ''] =
    /^unknown option '(--[^\s=']+)[^\s']*'(?: \(Did you mean (?:one of )?(--[^\s,?]+).*)?$/.exec(message) ?? [];
  // of the spellings of one flag, the first that begins so
  const longer = flagsOf(meta.flags)
    .filter(({ hidden }) => !hidden)
    .flatMap(({ names, off = [] }) => [names, off])
    .flatMap((names) => names.find((name) => name.startsWith(word)) ?? []);
  if (!word || nearest.startsWith(word) || !longer.length || longer.length > mostSuggestions) return undefined;
  return `Unknown option '${word}' (Did you mean ${longer.length > 1 ? 'one of ' : ''}${longer.join(', ')}?)`;
}

/** What other programs call a flag, and other commands here. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ['--dry-run', '--plan'],
  ['--plan', '--dry-run'],
]);
/** What things are called by, here and there. */
const callings: ReadonlySet<string> = new Set(['--name', '--display-name', '--title', '--label']);

/** The error for a flag that other commands have, and that is called a little otherwise here: `--name` for `--display-name`. */
function otherwiseCalled(meta: CommandMeta, message: string): string | undefined {
  const [, word = ''] = /^unknown option '(--[^\s=']+)/.exec(message) ?? [];
  const names = flagsOf(meta.flags).flatMap(({ hidden, names: [name] }) =>
    hidden || !name?.startsWith('--') ? [] : [name],
  );
  const isPart = (short: string, long: string) => long.endsWith(short.slice(1));
  const alike = names.filter((name) => isPart(word, name) || isPart(name, word));
  const synonym = names.filter((name) => name === synonyms.get(word));
  const called = synonym.length ? synonym : callings.has(word) ? names.filter((name) => callings.has(name)) : alike;
  const [one] = called;
  return word && one && called.length === 1 ? `Unknown option '${word}' (Did you mean ${one}?)` : undefined;
}

/** The error for a flag of one letter that there is in the other case: `-R`, as other programs have it. */
function otherCase(meta: CommandMeta, message: string): string | undefined {
  const [, letter = ''] = /^unknown option '-([A-Za-z])'$/.exec(message) ?? [];
  const other = `-${letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()}`;
  const flag = flagsOf(meta.flags).find(({ names, hidden }) => letter !== '' && !hidden && names.includes(other));
  return flag && `Unknown option '-${letter}' (Did you mean ${other}, ${flag.names[0] ?? other}?)`;
}

/** The error for a flag at the end of the line that wants a value: what it takes. */
function valueMissing(meta: CommandMeta, message: string): string | undefined {
  const [, name = ''] = /^option '(\S+) <value>' argument missing$/.exec(message) ?? [];
  const flag = flagsOf(meta.flags).find(({ names }) => names.includes(name));
  if (!flag) return undefined;
  return isFile(flag)
    ? `Option '${name}' takes a file, or - for standard input.`
    : `Option '${name}' needs a value${flag.metavar ? `: ${flag.metavar}` : ''}.`;
}

/** Whether a flag takes the path of a file and nothing else (as `param.file` declares it). */
const isFile = ({ completes, metavar }: ParamMeta) => completes === 'file' && metavar === 'FILENAME';

/** What flags took for a file. */
export interface FilesTaken {
  /** One sentence a flag: whoever forgot a file, or gave two, finds too few or too many arguments left. */
  readonly said: readonly string[];
  /** Whether one of them is the id of something, with or without a path: an argument that the flag swallowed. */
  readonly isMistaken: boolean;
}
export function filesTaken(meta: CommandMeta, typed: Typed): FilesTaken {
  const taken = meta.flags.filter(isFile).flatMap(({ key, names: [name] }) => {
    const value = typed.given.get(key)?.at(-1);
    return typeof value === 'string' && value !== '-' ? [{ name, value }] : [];
  });
  return {
    said: taken.map(({ name, value }) => `${name} takes a file, or - for standard input: it took '${value}'.`),
    isMistaken: taken.some(({ value }) => isUuid(value.split(':', 1)[0] ?? '')),
  };
}

/** The error for a flag that is none, where no command stands before it; undefined where each is one of those of every command. */
export function unknownFlag(words: readonly string[], tokens: readonly string[]): UsageError | undefined {
  try {
    parseLine({ path: words.join(' '), summary: '', examples: [], needs: [], args: [], flags: [], rules: [] }, tokens);
    return undefined;
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
}

/** A complaint as a sentence. */
export const sentence = (text: string) =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?)]$/.test(text) ? '' : '.'}`;
