import type { Command, Input, Params } from '../command/command.js';
import type { ParseContext } from '../command/param.js';
import { Named } from '../command/named.js';
import { brokenRule } from '../command/rule.js';
import { UsageError } from '../errors.js';
import type { Found } from '../globus/things/thing.js';
import type { CommandMeta, ParamMeta } from './manifest.js';
import { askForRules, type AskWhich } from './asked-rules.js';
import type { AskSettings } from './asked-settings.js';
import { filesTaken, type Typed } from './parse.js';
import { secretFileFlag, secretsFromFiles, secretsOnLine } from './secret-values.js';

/**
 * Asks a person for a parameter that is missing; `owner` is what it belongs to, as it stands on the line, and `offered` an answer that
 * stands there already.
 */
export type Ask = (meta: ParamMeta, owner?: string, check?: Check, offered?: string) => Promise<string>;
/** Why an answer will not do, in a sentence; undefined where it will. */
export type Check = (answer: string) => Promise<string | undefined>;
/** Looks up what a name on the line means. Throws UsageError where it means nothing, or several things. */
export type LookUpName = (named: Named<unknown>, owner?: string) => Promise<Found>;
type Secrets = ReadonlyMap<string, string>;
type Values = Record<string, unknown>;

interface Task {
  readonly command: Command;
  readonly meta: CommandMeta;
  readonly typed: Typed;
  readonly verbose: boolean;
  /** True where it is not said. */
  readonly drawn?: boolean;
  /** Whether a person at a terminal reads it; nobody does unless it says so. */
  readonly isOnScreen?: boolean;
  readonly context: Omit<ParseContext, 'name'>;
  /** Absent where nobody can answer: what is missing is then an error. */
  readonly ask?: Ask | undefined;
  /** Asks which of several flags a line is to have. */
  readonly askWhich?: AskWhich | undefined;
  /** Asks which settings are to change, and for their values. */
  readonly askSettings?: AskSettings | undefined;
  readonly lookUpName: LookUpName;
  /** More will be asked before the line is whole: what it means as a whole is not judged, and no name is looked up. */
  readonly isDraft?: boolean;
  /** Told what to mind of the line; absent where nobody reads it. */
  readonly warn?: ((text: string) => void) | undefined;
}

/** What was typed, as the values `run` gets; UsageError where something is missing, superfluous or does not fit. */
export async function readInput(task: Task): Promise<Input<Params, Params>> {
  const { command, meta, typed } = task;
  for (const remark of secretsOnLine(meta, typed)) task.warn?.(remark);
  const fromFiles = await secretsFromFiles(meta, typed, { readText: task.context.readText, ask: task.ask });
  const given = new Set([...typed.given.keys(), ...fromFiles.keys()]);
  const flags = await readFlags(task, fromFiles);
  const texts = new Map<string, string>();
  const args = await readArguments(task, { given, fromFiles, texts });
  await askForFlags(task, flags, { given, texts });
  const spell = (key: string) => [...meta.flags, ...meta.args].find((each) => each.key === key)?.names[0] ?? key;
  const rules = task.isDraft ? meta.rules.filter(({ type }) => type === 'exclusive') : meta.rules;
  const broken = brokenRule(rules, given, spell);
  const usage = (message: string) => new UsageError(message, { hint: `See: globus ${meta.path} --help` });
  if (broken) throw usage(broken);
  const settled = task.isDraft ? [args, flags] : await settle([args, flags], task.lookUpName);
  const input = {
    args: settled[0],
    flags: settled[1],
    given: (key: string) => given.has(key),
    verbose: task.verbose,
    drawn: task.drawn ?? true,
    isOnScreen: task.isOnScreen ?? false,
    inOrder: (...keys: string[]) => typed.sequence.filter(({ key }) => keys.includes(key)),
  } as Input<Params, Params>;
  const complaint = task.isDraft ? undefined : command.check?.(input);
  if (complaint) throw usage(complaint);
  return input;
}

/** The values with every name replaced by what it means: looked up together, once nothing else is wrong with the line. */
async function settle(sets: readonly Values[], lookUpName: LookUpName): Promise<readonly Values[]> {
  const settled = new Map<string, Promise<unknown>>();
  const one = async (value: unknown): Promise<unknown> => {
    if (Array.isArray(value)) return Promise.all(value.map(one));
    if (!(value instanceof Named)) return value;
    // what it belongs to may be looked up, too
    await Promise.resolve();
    const owner = value.of === undefined ? undefined : await settled.get(value.of);
    return value.settle(await lookUpName(value, typeof owner === 'string' ? owner : undefined));
  };
  for (const values of sets) for (const [key, value] of Object.entries(values)) settled.set(key, one(value));
  await Promise.all(settled.values());
  const all = sets.map(async (values) => {
    const entries = Object.keys(values).map(async (key) => [key, await settled.get(key)]);
    return Object.fromEntries(await Promise.all(entries)) as Values;
  });
  return Promise.all(all);
}

async function readFlags({ command, meta, typed, context, ask }: Task, fromFiles: Secrets): Promise<Values> {
  const values: Values = {};
  const shapes = (command.flags ?? {}) as Params;
  for (const flag of meta.flags) {
    if (flag.secretOf !== undefined) continue;
    const secret = fromFiles.get(flag.key);
    const raw = secret === undefined ? typed.given.get(flag.key) : [secret];
    if (!raw && flag.required) {
      if (ask) continue;
      throw new UsageError(missingOption(meta, flag), { hint: `See: globus ${meta.path} --help` });
    }
    const parse = shapes[flag.key]?.parse ?? (() => true);
    values[flag.key] = await flagValue(flag, raw, (text) =>
      parse(text, { ...context, name: flag.names[0] ?? flag.key }),
    );
  }
  return values;
}

/** Asks for the flags that are required and missing: after the arguments, since these say what it is about. A guide asks for its own. */
async function askForFlags(
  { command, meta, context, ask, askWhich, askSettings, isDraft }: Task,
  values: Values,
  { given, texts }: { readonly given: Set<string>; readonly texts: ReadonlyMap<string, string> },
): Promise<void> {
  if (!ask) return;
  const isLedTo = (key: string) => isDraft && command.guide?.offers.some(({ answeredBy }) => answeredBy.includes(key));
  const shapes = (command.flags ?? {}) as Params;
  const parserOf =
    ({ key, names: [name = key] }: ParamMeta) =>
    (text: string): unknown =>
      shapes[key]?.parse(text, { ...context, name });
  const ownerOf = ({ of }: ParamMeta) => (of === undefined ? undefined : texts.get(of));
  const valueOf = (flag: ParamMeta) => ask(flag, ownerOf(flag), checkBy(parserOf(flag)));
  const take = async (flag: ParamMeta, ...raw: readonly (string | boolean)[]) => {
    values[flag.key] = await flagValue(flag, raw, parserOf(flag));
  };
  for (const flag of meta.flags) {
    if (!flag.required || flag.secretOf !== undefined || flag.key in values || isLedTo(flag.key)) continue;
    await take(flag, await valueOf(flag));
  }
  const settings =
    askSettings && !isDraft && (await import('./asked-settings.js')).settingsQuestion(command, meta, given);
  const check = (flag: ParamMeta) => checkBy(parserOf(flag));
  for (const { flag, raw } of settings ? await askSettings(settings, { check, owner: ownerOf }) : []) {
    await take(flag, ...raw);
    given.add(flag.key);
  }
  if (askWhich && !isDraft)
    await askForRules({ meta, rules: command.rules ?? [], given, ask: askWhich, valueOf, take });
}

/** Judges an answer as the line would: with the parser of what it is an answer to. */
const checkBy =
  (parse: (text: string) => unknown): Check =>
  async (answer) => {
    if (answer.trim() === '') return noAnswer;
    // standard input is read once, and not while somebody types
    if (answer === '-') return undefined;
    try {
      await parse(answer);
      return undefined;
    } catch (error) {
      if (error instanceof UsageError) return error.message.replace(/^Invalid value for [^:]+: /, '');
      throw error;
    }
  };
/** What is said of an empty answer where one is needed. */
export const noAnswer = 'An answer is needed here; Ctrl-C leaves the command.';

/** Why words cannot be added to a line, judged flag by flag; undefined where they can. */
export async function complaintAbout(
  words: readonly string[],
  { command, meta, context }: Pick<Task, 'command' | 'meta' | 'context'>,
): Promise<string | undefined> {
  const shapes = (command.flags ?? {}) as Params;
  for (const { key, kind, names } of meta.flags) {
    const at = words.findIndex((word) => names.includes(word));
    const text = at === -1 || kind !== 'value' ? undefined : words[at + 1];
    if (text === undefined) continue;
    const reason = await checkBy((raw) => shapes[key]?.parse(raw, { ...context, name: names[0] ?? key }))(text);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function missingOption(meta: CommandMeta, flag: ParamMeta): string {
  const file = secretFileFlag(meta, flag)?.names[0];
  return `Missing option '${flag.names[0]}'${file ? `, or '${file}'` : ''}.`;
}

async function flagValue(
  flag: ParamMeta,
  raw: readonly (string | boolean)[] | undefined,
  parse: (text: string) => unknown,
) {
  if (flag.kind === 'switch') return raw !== undefined;
  if (flag.kind === 'toggle') return raw?.at(-1) ?? flag.default;
  if (flag.multiple) {
    const parsed: unknown[] = [];
    for (const text of raw ?? []) parsed.push(await parse(text as string));
    return raw ? parsed : (flag.default ?? parsed);
  }
  if (raw === undefined) return flag.default;
  return parse(raw.at(-1) as string);
}

/** What a person is asked of an argument that has too few values. */
const lackingOf = ({ required, asks = [], summary }: ParamMeta, count: number): readonly string[] =>
  asks.length ? asks.slice(count) : required && count === 0 ? [summary] : [];

async function readArguments(
  { command, meta, typed, context, ask, isDraft }: Task,
  {
    given,
    fromFiles,
    texts,
  }: { readonly given: Set<string>; readonly fromFiles: Secrets; readonly texts: Map<string, string> },
): Promise<Values> {
  const values: Values = {};
  const rest = [...typed.operands];
  const shapes = (command.args ?? {}) as Params;
  const taken = filesTaken(meta, typed);
  const hint = [...taken.said, `See: globus ${meta.path} --help`].join('\n');
  for (const arg of meta.args) {
    const secret = fromFiles.get(arg.key);
    const raw = secret !== undefined ? [secret] : arg.multiple ? rest.splice(0) : rest.splice(0, 1);
    const parser = shapes[arg.key]?.parse ?? ((text: string) => text);
    // of several, one does not fit
    const name = (arg.names[0] ?? arg.key).replace(/\.{3}$/, '');
    const parse = (text: string): unknown => parser(text, { ...context, name });
    // what a flag swallowed cannot be mended by an answer
    const asked = taken.isMistaken ? undefined : ask;
    if (!raw.length && arg.required && !asked) throw new UsageError(`Missing argument '${arg.names[0]}'.`, { hint });
    const isLedTo = isDraft && command.guide?.offers.some(({ answeredBy }) => answeredBy.includes(arg.key));
    for (const summary of isLedTo ? [] : lackingOf(arg, raw.length)) {
      const owner = arg.of === undefined ? undefined : texts.get(arg.of);
      if (asked) raw.push(await asked({ ...arg, summary }, owner, checkBy(parse)));
    }
    if (raw[0] !== undefined) texts.set(arg.key, raw[0]);
    if (raw.length) given.add(arg.key);
    const parsed: unknown[] = [];
    for (const text of raw) parsed.push(await parse(text));
    values[arg.key] = arg.multiple ? parsed : parsed.length ? parsed[0] : arg.default;
  }
  if (rest.length) {
    const { bareWordsHint } = await import('./bare-words.js');
    const meant = bareWordsHint(rest, { meta, typed, shapes: (command.flags ?? {}) as Params });
    throw new UsageError(
      `Unexpected argument${rest.length > 1 ? 's' : ''}: ${rest.map((text) => `'${text}'`).join(', ')}.`,
      { hint: meant === undefined ? hint : `${meant}\n${hint}`, forgot: 'colon' },
    );
  }
  return values;
}
