import { Ajv, type ErrorObject } from 'ajv';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { isObject, type Json } from '../http/body.js';
import { worldSchema } from './form-schema.js';
import type { WorldForm } from './form.js';

/** Where something is in a world file: keys and numbers from the top. */
export type Path = readonly (string | number)[];

export interface Problem {
  readonly path: Path;
  readonly message: string;
  /** Whether the key itself is wrong, not what is below it. */
  readonly isKey?: boolean;
}

/** A world file that makes no world: everything that is wrong with it, each with its line. */
export class WorldFileError extends Error {
  constructor(
    name: string,
    faults: readonly string[],
    /** Where each is, as far as the text could be read. */
    readonly places: readonly Problem[] = [],
  ) {
    const more = faults.length > mostTold ? [`and ${faults.length - mostTold} more`] : [];
    super(`${name} makes no world:\n${[...faults.slice(0, mostTold), ...more].map((line) => `  ${line}`).join('\n')}`);
  }
}

const tooDeep = 'it is nested too deep to be read';
const mostTold = 20;
/** How much a file may make of itself by repeating. */
const mostThings = 200_000;

/** A world file that has the right form, with its repeated things written out. */
export class WorldFile {
  private constructor(
    private readonly name: string,
    readonly form: WorldForm,
    private readonly origin: WeakMap<object, Path>,
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {}

  /** Reads YAML or JSON; a `WorldFileError` with all that is wrong with its form. */
  static read(source: { readonly name: string; readonly text: string }): WorldFile {
    try {
      return WorldFile.readWhole(source);
    } catch (error) {
      // the YAML package, the check of the form and what is written out below call themselves for each level
      if (!(error instanceof RangeError)) throw error;
      throw new WorldFileError(source.name, [tooDeep]);
    }
  }

  private static readWhole({ name, text }: { readonly name: string; readonly text: string }): WorldFile {
    const lines = new LineCounter();
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: true,
      logLevel: 'error',
    });
    const broken = document.errors.map(
      ({ message, pos: [at] }) => `line ${lines.linePos(at).line}: ${/call stack/.test(message) ? tooDeep : message}`,
    );
    // a text that is nested too deep breaks each of its levels
    if (broken.length > 0) throw new WorldFileError(name, [...new Set(broken)]);
    // an alias that stands for many others is refused by the package
    const raw = asData(name, document);
    const tell = (problems: readonly Problem[]) =>
      new WorldFileError(
        name,
        problems.map((problem) => told(problem, document, lines)),
        problems,
      );
    const validate = new Ajv({ allErrors: true, strict: false, verbose: true }).compile(worldSchema);
    if (!validate(raw)) throw tell(deepest((validate.errors ?? []).flatMap(problemsOf)));
    const origin = new WeakMap<object, Path>();
    const writing = new WritingOut(origin);
    const form = writing.value(raw, [], undefined) as WorldForm;
    if (writing.count > mostThings)
      throw new WorldFileError(name, [`it makes more than ${mostThings} things of its repeats`]);
    return new WorldFile(name, form, origin, document, lines);
  }

  /** Where a thing of the form, or a key of it, is in the file. */
  pathOf(thing: object, ...keys: Path): Path {
    return [...(this.origin.get(thing) ?? []), ...keys];
  }

  /** What is told where these things are wrong. */
  error(problems: readonly Problem[]): WorldFileError {
    const lines = problems.map((problem) => told(problem, this.document, this.lines));
    return new WorldFileError(this.name, [...new Set(lines)], problems);
  }
}

function asData(name: string, document: Document): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new WorldFileError(name, [(error as Error).message]);
  }
}

/** Writes out what is repeated, and notes of everything where it is in the file. */
class WritingOut {
  count = 0;
  constructor(private readonly origin: WeakMap<object, Path>) {}

  /** `n` is what `{n}` stands for; what is repeated itself has its own. */
  value(value: unknown, path: Path, n: string | undefined): unknown {
    if (typeof value === 'string') return n === undefined ? value : value.replaceAll('{n}', n);
    if (Array.isArray(value)) {
      const items = value.flatMap((item: unknown, index) => this.items(item, [...path, index], n));
      return this.noted(items, path);
    }
    if (!isObject(value)) return value;
    const entries = Object.entries(value).map(([key, below]) => [
      n === undefined ? key : key.replaceAll('{n}', n),
      this.value(below, [...path, key], n),
    ]);
    return this.noted(Object.fromEntries(entries) as Json, path);
  }

  private items(item: unknown, path: Path, n: string | undefined): unknown[] {
    this.count += 1;
    if (this.count > mostThings) return [];
    const times = isObject(item) ? item['repeat'] : undefined;
    if (typeof times !== 'number') return [this.value(item, path, n)];
    const { repeat: _, ...rest } = item as Json;
    return Array.from({ length: times }, (_each, index) => {
      this.count += 1;
      return this.count > mostThings
        ? undefined
        : this.value(rest, path, String(index + 1).padStart(String(times).length, '0'));
    });
  }

  private noted<T extends object>(made: T, path: Path): T {
    this.origin.set(made, path);
    return made;
  }
}

/** A problem as people read it: `line 12, groups[0].members: ...`. */
function told({ path, message, isKey }: Problem, document: Document, lines: LineCounter): string {
  const at = offsetOf(document, path, isKey === true);
  const place = path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text === '' ? '' : '.'}${asWord(key)}`),
    '',
  );
  return `line ${lines.linePos(at).line}${place === '' ? '' : `, ${place}`}: ${message}`;
}

/** A key that is not a plain word, such as one with a line break, in quotes. */
const asWord = (key: string): string => (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(key) ? JSON.stringify(key) : key);

/** Where in the text the deepest part of a path is that is there. */
function offsetOf(document: Document, path: Path, isKey: boolean): number {
  for (let length = path.length; length > 0; length -= 1) {
    const part = path.slice(0, length);
    if (isKey && length === path.length) {
      const holder = document.getIn(part.slice(0, -1), true) as { items?: { key?: Ranged & { value?: unknown } }[] };
      const key = (part.length > 1 ? holder : (document.contents as typeof holder)).items?.find(
        (pair) => pair.key?.value === part.at(-1),
      )?.key;
      if (key?.range) return key.range[0];
    }
    const node = document.getIn(part, true) as Ranged | undefined;
    if (node?.range) return node.range[0];
  }
  return 0;
}
interface Ranged {
  readonly range?: readonly [number, number, number];
}

/** Without those of folders whose fault is in one of their files. */
const deepest = (problems: readonly Problem[]): Problem[] =>
  problems.filter(
    ({ path, message }) =>
      message !== noFile ||
      !problems.some((other) => other.path.length > path.length && path.every((key, i) => other.path[i] === key)),
  );
const noFile = 'must be a text or a number of bytes (a file), or a mapping of names (a folder)';

const words: Record<string, string> = {
  string: 'a text',
  boolean: 'true or false',
  integer: 'a whole number',
  object: 'a mapping of keys',
  array: 'a list',
};

function problemsOf(error: ErrorObject): Problem[] {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const { params, keyword, data } = error as ErrorObject & { params: Record<string, unknown> };
  // below files, what is wrong with each way to write one comes beside that none of them fits
  if (keyword !== 'anyOf' && path.slice(0, -1).includes('files')) return [];
  switch (keyword) {
    case 'required':
      return [{ path, message: `'${String(params['missingProperty'])}' is missing` }];
    case 'additionalProperties': {
      const known = Object.keys((error.parentSchema as { properties?: object }).properties ?? {}).join(', ');
      const key = String(params['additionalProperty']);
      return [{ path: [...path, key], message: `there is no such key here, only ${known}`, isKey: true }];
    }
    case 'type':
      return [
        { path, message: `must be ${words[String(params['type'])] ?? String(params['type'])}, not ${called(data)}` },
      ];
    case 'enum':
      return [{ path, message: `must be one of ${(params['allowedValues'] as string[]).join(', ')}` }];
    case 'pattern':
      return [{ path, message: 'must be a UUID in small letters' }];
    case 'anyOf':
      return [{ path, message: noFile }];
    case 'minLength':
    case 'minItems':
      return [{ path, message: 'must not be empty' }];
    default:
      return [{ path, message: error.message ?? 'is wrong' }];
  }
}

const called = (value: unknown): string =>
  value === null
    ? 'empty'
    : Array.isArray(value)
      ? 'a list'
      : isObject(value)
        ? 'a mapping of keys'
        : JSON.stringify(value);
