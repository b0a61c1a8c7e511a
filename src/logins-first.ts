import type { CommandMeta } from './cli/manifest.js';
import type { Typed } from './cli/parse.js';
import type { LookUpName } from './cli/values.js';
import type { Command, LoginOf, Params } from './command/command.js';
import { Named } from './command/named.js';
import type { Need, NeedTypes } from './command/needs.js';
import type { ParseContext } from './command/param.js';
import { WrongTypeError } from './errors.js';
import { adapters } from './services/index.js';

/** A line, and how what it names is found. */
export interface NamingLine {
  readonly command: Command;
  readonly meta: CommandMeta;
  readonly context: Omit<ParseContext, 'name'>;
  /** Makes what a command needs, and demands the logins of its services. */
  readonly inject: (needs: readonly Need[]) => Promise<object>;
  readonly lookUpName: LookUpName;
}
/** Makes the logins that a line wants, as far as it says which they are. Each is asked for once. */
export type LogInFirst = (typed: Typed) => Promise<void>;

/**
 * The logins of a command, made before the next question to a person: those of its services first of all, and that of a flow, an
 * endpoint or a collection as soon as it is known which. Nobody is sent to a browser once they have answered everything.
 */
export function loginsFirst(line: NamingLine): LogInFirst {
  const { command, inject } = line;
  const needs = (command.needs ?? []) as readonly Need[];
  const services = needs.filter((need) => need in adapters);
  let loggedIn: Promise<object> | undefined;
  let made: string | undefined;
  const wanted = (command.login as LoginOf<never, Params> | undefined) ?? usualLogin(line.meta);
  return async (typed) => {
    await (loggedIn ??= inject(services));
    // a dry run sends nothing, and wants no more than the services
    if (!wanted || typed.given.has('dryRun')) return;
    const named = line.meta.args.flatMap(({ key }, i) => {
      const text = typed.operands[i];
      return wanted.of.includes(key) && text !== undefined ? [{ key, text }] : [];
    });
    const which = named.map(({ text }) => text).join('\n');
    if (named.length < wanted.of.length || made === which) return;
    const values: Record<string, unknown> = {};
    for (const { key, text } of named) values[key] = await argumentValue(key, text, line);
    await wanted.demand(values as Parameters<typeof wanted.demand>[0], await inject(needs));
    made = which;
  };
}

/** The login of the flow or the endpoint that an argument names, where the command needs one. */
function usualLogin({ args, needs }: CommandMeta): LoginOf<never, Params> | undefined {
  const login = <N extends 'flow' | 'gcs'>(
    key: string,
    demand: (id: string, tools: Pick<NeedTypes, N>) => Promise<void>,
  ) => ({
    of: [key],
    demand: (values: Readonly<Record<string, unknown>>, tools: object) =>
      demand(String(values[key]), tools as Pick<NeedTypes, N>),
  });
  const flow = needs.includes('flow') ? args.find(({ thing }) => thing === 'flow') : undefined;
  if (flow) return login<'flow'>(flow.key, (id, { flow }) => flow.logIn(id));
  const [first] = args;
  if (!needs.includes('gcs') || first?.thing !== 'collection') return undefined;
  return login<'gcs'>(first.key, (id, { gcs }) => logInAt(id, gcs));
}

async function logInAt(id: string, gcs: NeedTypes['gcs']): Promise<void> {
  try {
    await gcs.at(id);
  } catch (error) {
    // the command says better what it takes, and which command takes this
    if (!(error instanceof WrongTypeError)) throw error;
  }
}

/** What an argument means, by id; `known` are those before it, of which one may be what it belongs to. */
export async function argumentValue(
  key: string,
  text: string,
  { command, meta, context, lookUpName }: Pick<NamingLine, 'command' | 'meta' | 'context' | 'lookUpName'>,
  known: Readonly<Record<string, unknown>> = {},
): Promise<unknown> {
  const name = meta.args.find((arg) => arg.key === key)?.names[0] ?? key;
  const value: unknown = await ((command.args ?? {}) as Params)[key]?.parse(text, { ...context, name });
  if (!(value instanceof Named)) return value;
  const owner = value.of === undefined ? undefined : known[value.of];
  return value.settle(await lookUpName(value, typeof owner === 'string' ? owner : undefined));
}
