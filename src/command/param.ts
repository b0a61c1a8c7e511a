import type { Only } from '../globus/things/thing.js';
import { UsageError } from '../errors.js';
import { truthOf } from '../truth.js';
import { canonicalUuid, isUuid } from '../uuid.js';
import type { Named, ParamKind } from './named.js';

/** What a parser may look at besides the text itself. */
export interface ParseContext {
  /** How messages name the parameter: `--limit`, `TASK_ID`. */
  readonly name: string;
  /** The text of a file, or of standard input for `-`. Errors are UsageErrors that name the file. */
  readonly readText: (path: string) => Promise<string>;
  readonly now: () => Date;
}
/** The value, or the name that it is looked up by. */
export type Parse<T> = (raw: string, context: ParseContext) => T | Named<T> | Promise<T | Named<T>>;

/** What help, man pages, completion and prompts know of a parameter: plain data. */
export interface ParamShape {
  readonly kind: 'value' | 'switch' | 'toggle';
  readonly summary: string;
  /** The word for the value in help; by default the name in capitals. */
  readonly metavar?: string;
  readonly choices?: readonly string[];
  /** Words that completion offers, while any other is taken, too. */
  readonly suggests?: readonly string[];
  /** Several values: a flag given more than once, an argument that takes the rest of the line. */
  readonly multiple?: boolean;
  readonly required?: boolean;
  /** An argument that may be left out. */
  readonly optional?: boolean;
  readonly default?: unknown;
  readonly hidden?: boolean;
  /** All spellings of a flag with their dashes; without it, the key in kebab-case. */
  readonly names?: readonly string[];
  /** Spellings that turn a toggle off. */
  readonly off?: readonly string[];
  /** What a person sees typing at a prompt: nothing, for a secret. */
  readonly secret?: boolean;
  /** What shell completion offers for the value. */
  readonly completes?: 'file' | 'directory' | 'profile' | 'scope';
  /** What it names: how it is looked up, completed and picked. */
  readonly thing?: ParamKind;
  /** A file or folder, of this machine or on a collection. */
  readonly alsoHere?: boolean;
  /** Of several values, those that are needed: how a person is asked for each. */
  readonly asks?: readonly string[];
  /** Which of the collections and endpoints it takes: others are neither completed nor offered. */
  readonly only?: Only;
  /** What it names has to be there already: a person who types it is told at once where it is not. */
  readonly mustBeThere?: boolean;
  /** An id is taken, and no name. */
  readonly byId?: boolean;
  /** The key of the parameter that names what the thing belongs to: a role is one of a collection. */
  readonly of?: string;
  /** Of people and groups: the word that stands for everybody, where one does. */
  readonly everybody?: string;
  /** What to do with words that stand by themselves at the end of a line and are likely this flag's: `Search for it`. */
  readonly bare?: string;
}
export interface Param<T, O = object> extends ParamShape {
  readonly parse: Parse<T>;
  /** Never present; carries the options' type. */
  readonly __options?: O;
}

export interface ParamOptions {
  readonly summary: string;
  readonly metavar?: string;
  readonly names?: readonly string[];
  readonly hidden?: boolean;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly multiple?: boolean;
  readonly default?: unknown;
  readonly bare?: string;
  readonly asks?: readonly string[];
  readonly mustBeThere?: boolean;
  readonly everybody?: string;
  /** What a person sees typing at a prompt: nothing. Others have their own maker, `param.secret`. */
  readonly secret?: boolean;
}

/** A flag's type in `run`: an array where repeatable, undefined where it may be absent. */
export type FlagValue<P> =
  P extends Param<infer T, infer O>
    ? O extends { multiple: true }
      ? T[]
      : O extends { required: true } | { default: NonNullable<unknown> } | { always: true }
        ? T
        : T | undefined
    : never;
/** An argument's type in `run`. */
export type ArgValue<P> =
  P extends Param<infer T, infer O>
    ? O extends { multiple: true }
      ? T[]
      : O extends { optional: true }
        ? T | undefined
        : T
    : never;

/** A parameter with a grammar of its own. Throw UsageError (or call `bad`) on text that does not fit it. */
export const custom =
  <T>(parse: Parse<T>, extra: Partial<ParamShape> = {}) =>
  <const O extends ParamOptions>(options: O): Param<T, O> => ({ kind: 'value', ...extra, ...options, parse });

/** The error for a value that does not fit its parameter. */
export const bad = (context: ParseContext, raw: string, wanted: string) =>
  new UsageError(`Invalid value for ${context.name}: '${raw}' is not ${wanted}.`);

const text = custom((raw: string) => raw);
/** Text where nothing at all is more likely a variable that is not set. */
const filled = custom((raw: string, { name }) => {
  if (raw.trim() === '') throw new UsageError(`Invalid value for ${name}: it is empty.`);
  return raw;
});
const uuid = custom(
  (raw, context) => {
    const bare = raw.replace(/^urn:uuid:/i, '').replace(/^\{(.*)\}$/, '$1');
    if (!isUuid(bare)) throw bad(context, raw, 'a valid UUID');
    return canonicalUuid(bare);
  },
  { metavar: 'UUID' },
);

const integer = <const O extends ParamOptions & { min?: number; max?: number }>(options: O): Param<number, O> => ({
  kind: 'value',
  metavar: 'INTEGER',
  ...options,
  parse: (raw, context) => {
    const value = Number(raw);
    if (!/^\s*[+-]?\d+\s*$/.test(raw) || !Number.isSafeInteger(value)) throw bad(context, raw, 'a whole number');
    const { min = -Infinity, max = Infinity } = options;
    if (value < min || value > max) {
      const range = max === Infinity ? `at least ${min}` : min === -Infinity ? `at most ${max}` : `${min} to ${max}`;
      throw bad(context, raw, `in the range ${range}`);
    }
    return value;
  },
});

/** One of the words given, in any case; `run` sees the spelling listed. */
const choice = <const C extends readonly string[], const O extends ParamOptions>(
  choices: C,
  options: O,
): Param<C[number], O> => ({
  kind: 'value',
  choices,
  ...options,
  parse: (raw, context) => {
    const found = choices.find((each) => each.toLowerCase() === raw.toLowerCase());
    if (found === undefined) throw bad(context, raw, `one of ${choices.map((each) => `'${each}'`).join(', ')}`);
    return found;
  },
});

const boolean = custom(
  (raw, context) => {
    const value = truthOf(raw.trim());
    if (value === undefined) throw bad(context, raw, 'a valid boolean');
    return value;
  },
  { metavar: 'BOOLEAN' },
);

/** Present or not: false when it is not given. */
const flag = <const O extends ParamOptions>(options: O): Param<boolean, O & { always: true }> => ({
  kind: 'switch',
  ...options,
  parse: () => true,
});

/** On, off, or not said (undefined): `--recursive/--no-recursive`. The last one given wins. */
const toggle = <const O extends ParamOptions & { off: readonly string[] }>(options: O): Param<boolean, O> => ({
  kind: 'toggle',
  ...options,
  parse: (raw) => raw === 'true',
});

/** The path of a file to read, `-` for standard input; the command reads it through `files`. */
const file = custom(
  (raw, context) => {
    if (raw === '') throw new UsageError(`Option '${context.name}' takes a file, or - for standard input.`);
    return raw;
  },
  { metavar: 'FILENAME', completes: 'file' },
);

/** `a,b,c` as an array; an empty text is an empty array. */
const commaList = custom((raw) => (raw === '' ? [] : raw.split(',')), { metavar: 'a,b,...' });

/** Text where the word `null` stands for null: unsets a field. */
const nullable = custom((raw): string | null => (raw === 'null' ? null : raw), { metavar: 'TEXT|null' });
/** A whole number, or null. */
const nullableInteger = custom(
  (raw, context): number | null => {
    if (raw === 'null') return null;
    const value = Number(raw);
    if (!/^[+-]?\d+$/.test(raw) || !Number.isSafeInteger(value)) throw bad(context, raw, "a whole number or 'null'");
    return value;
  },
  { metavar: 'INTEGER|null' },
);
/** An http(s) URL, or null. */
const nullableUrl = custom(
  (raw, context): string | null => {
    if (raw === 'null') return null;
    if (!/^https?:\/\//.test(raw)) throw bad(context, raw, "an 'http://' or 'https://' URL, or 'null'");
    return raw;
  },
  { metavar: 'URL|null' },
);
/** Text that a person types unseen: a password, a client secret. A flag with `-file` at its end takes it from a file. */
const secret = custom((raw: string) => raw, { secret: true });

export const param = {
  text,
  filled,
  uuid,
  integer,
  choice,
  boolean,
  switch: flag,
  toggle,
  file,
  commaList,
  nullable,
  nullableInteger,
  nullableUrl,
  secret,
  custom,
};
