import type { Command } from '../command/command.js';
import { brokenRule } from '../command/rule.js';
import type { CommandMeta, ParamMeta } from './manifest.js';
import type { Check } from './values.js';

/** What a person is asked who gave no setting to change. */
export interface SettingsQuestion {
  readonly settings: readonly ParamMeta[];
  /** The keys of what else has to be said where one gets this value. */
  readonly also: (key: string, value: string | boolean) => readonly string[];
  /** Why these cannot be changed together; undefined where they can. */
  readonly complaint: (keys: readonly string[]) => string | undefined;
}
/** Asks which settings are to change, and for the values of each: as they would stand on the line. */
export type AskSettings = (
  question: SettingsQuestion,
  of: {
    /** Judges an answer. */
    readonly check: (flag: ParamMeta) => Check;
    /** What the value of a flag belongs to, as it stands on the line. */
    readonly owner: (flag: ParamMeta) => string | undefined;
  },
) => Promise<readonly { readonly flag: ParamMeta; readonly raw: readonly (string | boolean)[] }[]>;

const changesSettings = ({ path }: CommandMeta) => /(^| )(update|set[\w-]*)( |$)/.test(path);
/** Flags that say how something is done, and not what. */
const ways = new Set(['dryRun', 'yes']);

/** The flags that are settings which a command changes; none where it is no such command. */
export function settingsOf(
  { changes, rules = [] }: Pick<Command, 'changes' | 'rules'>,
  meta: CommandMeta,
): readonly ParamMeta[] {
  const offered = meta.flags.filter(({ hidden, secretOf, key }) => !hidden && secretOf === undefined && !ways.has(key));
  const oneOf = rules.find(({ type, question }) => type === 'oneOf' && question === undefined);
  if (changes?.of) return offered.filter(({ key }) => (changes.of as readonly string[]).includes(key));
  if (oneOf && changesSettings(meta)) {
    // of an argument, its place decides which a word is for
    const isAsked = oneOf.keys.every((key) => meta.args.every((arg) => arg.key !== key));
    return isAsked ? offered.filter(({ key }) => oneOf.keys.includes(key)) : [];
  }
  return changes ? offered : [];
}

/** The question to a person who gave none of the settings that a command changes; undefined where nothing has to be asked. */
export function settingsQuestion(
  command: Command,
  meta: CommandMeta,
  given: ReadonlySet<string>,
): SettingsQuestion | undefined {
  const settings = settingsOf(command, meta);
  if (!settings.length || settings.some(({ key }) => given.has(key))) return undefined;
  const rules = (command.rules ?? []).filter(({ type }) => type === 'exclusive');
  const summaryOf = (key: string) => `'${settings.find((each) => each.key === key)?.summary ?? key}'`;
  return {
    settings,
    also: command.changes?.also ?? (() => []),
    complaint: (keys) =>
      brokenRule(rules, new Set(keys), summaryOf)?.replace('are mutually exclusive', 'exclude each other'),
  };
}
