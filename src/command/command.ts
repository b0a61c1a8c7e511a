import type { Listing } from '../output/listing.js';
import type { View } from '../output/view.js';
import type { Loss } from '../globus/losing/loss.js';
import type { Guide } from './guide.js';
import type { Incomplete, ShownFirst } from './incomplete.js';
import type { Need, NeedTypes } from './needs.js';
import type { ArgValue, FlagValue, Param } from './param.js';
import type { Rule } from './rule.js';

// The options' type parameter varies by parameter; only its effect on values matters here.
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a set of parameters of any type
export type Params = Readonly<Record<string, Param<any, any>>>;
export type ArgValues<A extends Params> = { readonly [K in keyof A]: ArgValue<A[K]> };
export type FlagValues<F extends Params> = { readonly [K in keyof F]: FlagValue<F[K]> };

export interface Example {
  readonly title: string;
  /** A command line as typed, `globus` first. */
  readonly line: string;
}

/** What was typed, parsed and checked. */
export interface Input<A extends Params, F extends Params> {
  readonly args: ArgValues<A>;
  readonly flags: FlagValues<F>;
  /** Whether a parameter was given, rather than defaulted. */
  readonly given: (key: (keyof A | keyof F) & string) => boolean;
  readonly verbose: boolean;
  /** Whether the result is drawn for people: only then are requests made for what only the text shows. */
  readonly drawn: boolean;
  /** Whether a person at a terminal reads the result. */
  readonly isOnScreen: boolean;
  /** These flags as they stood on the line, for the few whose order means something. */
  readonly inOrder: (
    ...keys: readonly (keyof F & string)[]
  ) => readonly { readonly key: string; readonly value: string | boolean }[];
}
type Injected<N extends Need> = { readonly [K in N]: NeedTypes[K] };
export type Context<N extends Need, A extends Params, F extends Params> = Input<A, F> & Injected<N>;

/** The document a view draws: a row where the command returns a listing. Any at all while what it returns is not known. */
type Drawn<R> = unknown extends R ? never : Document<Exclude<Awaited<R>, undefined>>;
// one case a member of a union: a command may return a document in some cases and an incomplete one in others
type Document<R> =
  R extends Listing<infer Row> ? Row : R extends Incomplete<infer D> ? D : R extends ShownFirst<infer D> ? D : R;

/** The view that belongs to the first flag given, else the first argument. */
export const byFlag = <D, const V extends Readonly<Record<string, View<never>>>>(otherwise: View<D>, views: V) =>
  ({ type: 'byFlag', otherwise, views }) as const;

/** A view of one of the documents that a command may return: which of them it is, a flag decides. */
type ViewOfOne<D> = [D] extends [never] ? View<never> : D extends unknown ? View<D> : never;
/**
 * R as it is. The compiler cannot infer through it: what a command returns is taken from `run` alone, and never guessed from the
 * view that is to be checked against it.
 */
type NotInferred<R> = [R][R extends unknown ? 0 : never];
export type Output<R, A extends Params, F extends Params> =
  | View<Drawn<R>>
  | {
      readonly type: 'byFlag';
      readonly otherwise: ViewOfOne<Drawn<R>>;
      readonly views: { readonly [K in keyof F]?: ViewOfOne<Drawn<R>> };
    }
  | ((input: Input<A, F>) => ViewOfOne<Drawn<R>>);

export interface Losing<N extends Need, A extends Params, F extends Params> {
  /** Something is lost only where one of these flags is given. */
  readonly only?: readonly (keyof F & string)[];
  /** Nothing is asked where one of these flags is given, such as --dry-run. */
  readonly unless?: readonly (keyof F & string)[];
  /** Finds out what it is called and how much of it there is. Undefined where nothing will be lost. Never called off a terminal. */
  readonly what: (context: Context<N, A, F>) => Loss | undefined | Promise<Loss | undefined>;
}

/** A login that depends on what arguments name. Never asked for off a terminal, nor for a dry run. */
export interface LoginOf<N extends Need, A extends Params> {
  readonly of: readonly (keyof A & string)[];
  /** Demands it; of the arguments only these are known. */
  readonly demand: (args: ArgValues<A>, tools: Injected<N>) => Promise<unknown>;
}

/** What a thing is set to now. */
export interface Now {
  readonly document: object;
  /** The settings that a thing of its kind does not have. */
  readonly without?: readonly string[] | undefined;
}
/**
 * The settings that a command changes: a person at a terminal who gave none is asked which, and for their values. What is an error off a
 * terminal stays one.
 */
export interface Changes<N extends Need, A extends Params, F extends Params> {
  /** Their flags. Where it is left out: those of which a rule wants one, or else all. */
  readonly of?: readonly (keyof F & string)[];
  /** Finds out what they are now, to show it. What a service does not tell, or not soon, is left out; other errors are those of the line. */
  readonly now?: (args: ArgValues<A>, tools: Injected<N>) => Promise<Now>;
  /** The field of a setting, where it is not the flag's name with underscores. */
  readonly fields?: { readonly [K in keyof F]?: string };
  /** What else has to be said where a setting gets this value. */
  readonly also?: (key: string, value: string | boolean) => readonly string[];
}

const asItIs = (document: object): Now => ({ document });

/** What settings are now, out of the answer of a service. */
export const reading =
  <Args, Tools, Answer extends object>(
    find: (args: Args, tools: Tools) => Promise<Answer>,
    read: (answer: Answer) => Now = asItIs,
  ) =>
  async (args: Args, tools: Tools): Promise<Now> =>
    read(await find(args, tools));

export interface Elsewhere {
  readonly flags: readonly string[];
  readonly says: string;
  readonly path: readonly string[];
}

export interface CommandSpec<N extends Need, A extends Params, F extends Params, R> {
  /** One sentence, at most 60 characters, ending in a full stop. */
  readonly summary: string;
  /** More for help and the man page: plain paragraphs. */
  readonly description?: string;
  readonly examples: readonly Example[];
  /** Injects adapters and tools, demands their logins, and is printed in help. */
  readonly needs?: readonly N[];
  readonly args?: A;
  readonly flags?: F;
  readonly rules?: readonly Rule<(keyof A | keyof F) & string>[];
  /** The arguments as they are read, where people also write them in another way. */
  readonly spelled?: (words: readonly string[]) => readonly string[];
  /** A last check of what was typed, before anything is sent; the sentence returned is the usage error. */
  readonly check?: (input: Input<A, F>) => string | undefined;
  /** What is lost by it, which is asked about on a terminal before it is done; `--yes` answers. */
  readonly losing?: Losing<N, A, F>;
  /**
   * Names mean what they mean now, as they do where `losing` asks: it takes something away, or lets somebody in, and asks in its own
   * way or not at all. With flags, only where one of them is given.
   */
  readonly afresh?: true | readonly (keyof F & string)[];
  /** What else a person is asked who was asked for an argument, and told before anything is sent. */
  readonly guide?: Guide;
  /**
   * The login that it wants beside those of services, once it is known what these arguments are: a person is asked for it before anything
   * else. Where it says nothing, it is that of the flow or the endpoint that an argument names, if it needs one.
   */
  readonly login?: LoginOf<N, A>;
  /** What it changes, where it does. */
  readonly changes?: Changes<N, A, F>;
  /** Flags of other commands that people look for here: what is said of them, and the command that takes them, with what stands from there on. */
  readonly elsewhere?: Elsewhere;
  readonly hidden?: boolean;
  /** Flags that it does not know are arguments like any other: for commands that were removed. */
  readonly anythingGoes?: boolean;
  /** Other paths of the same command, as typed: `transfer submit`. */
  readonly also?: readonly string[];
  /** Other documents than the service's own that `--help` should point to. */
  readonly seeAlso?: readonly string[];
  readonly output: Output<NotInferred<R>, A, F>;
  /** What was made, and the name that the person gave it: what they are told calls it so. */
  readonly made?: (document: Exclude<Awaited<NotInferred<R>>, undefined>, input: Input<A, F>) => Made | undefined;
  /**
   * What a person at a terminal may do next with what the command made, as a line with a few words before it: `Use it:  globus ls @data`. Written
   * after `run`, it knows the document.
   */
  readonly next?: (document: Exclude<Awaited<NotInferred<R>>, undefined>, input: Input<A, F>) => string | undefined;
  /** What a person at a terminal is told where there is nothing to show: a sentence, and what to do about it. */
  readonly nothing?: string | ((input: Input<A, F>) => string);
  /** Returns the service's document, a `listing` of rows, or undefined for nothing to print. Never prints. */
  readonly run: (context: Context<N, A, F>) => R;
}

export interface Made {
  readonly id: string;
  readonly name: string | undefined;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any command at all
export type Command = CommandSpec<any, any, any, any>;

/** One command of the tree. The file's path under `src/commands` is what the user types. */
export const command = <
  const N extends Need = never,
  const A extends Params = Record<never, never>,
  const F extends Params = Record<never, never>,
  R = unknown,
>(
  spec: CommandSpec<N, A, F, R>,
): Command => spec;

export interface Topic {
  readonly summary: string;
  readonly description?: string;
  readonly hidden?: boolean;
  /** The whole tree is that of another topic, under this name too. */
  readonly sameAs?: string;
}
/** What `_topic.ts` of a folder exports by default. */
export const topic = (spec: Topic): Topic => spec;
/** The values of a set of flags that several commands share. */
export type FlagsOf<F extends Params> = FlagValues<F>;
