/** Relations between parameters, as data: help prints them, completion and validation read them. */
export interface Rule<K extends string = string> {
  readonly type: 'exclusive' | 'together' | 'requires' | 'oneOf';
  readonly keys: readonly K[];
  /** How a person is asked which it is to be; else in words that fit any command. */
  readonly question?: string;
}

/** At most one of these may be given. */
export const exclusive = <const K extends string>(...keys: readonly K[]): Rule<K> => ({ type: 'exclusive', keys });
/** All of these, or none. */
export const together = <const K extends string>(...keys: readonly K[]): Rule<K> => ({ type: 'together', keys });
/** The first needs the others. */
export const requires = <const K extends string>(...keys: readonly K[]): Rule<K> => ({ type: 'requires', keys });
/** At least one of these must be given. */
export const oneOf = <const K extends string>(...keys: readonly K[]): Rule<K> => ({ type: 'oneOf', keys });

/** The same rule, with its own question to a person at a terminal who gave none of them. */
export const asking = <const K extends string>(question: string, rule: Rule<K>): Rule<K> => ({ ...rule, question });

/** The sentence about the first rule that the given parameters break; undefined when they keep them all. */
export function brokenRule(
  rules: readonly Rule[],
  given: ReadonlySet<string>,
  spell: (key: string) => string,
): string | undefined {
  for (const { type, keys } of rules) {
    const present = keys.filter((key) => given.has(key));
    const absent = keys.filter((key) => !given.has(key));
    const names = (some: readonly string[], word: string) =>
      some.length < 2
        ? some.map(spell).join('')
        : `${some.slice(0, -1).map(spell).join(', ')} ${word} ${spell(some.at(-1) ?? '')}`;
    if (type === 'exclusive' && present.length > 1) return `${names(present, 'and')} are mutually exclusive.`;
    if (type === 'together' && present.length && absent.length) {
      return `${names(present, 'and')} also needs ${names(absent, 'and')}.`;
    }
    if (type === 'requires' && keys[0] !== undefined && given.has(keys[0]) && absent.length) {
      return `${spell(keys[0])} also needs ${names(absent, 'and')}.`;
    }
    if (type === 'oneOf' && !present.length) return `Give one of ${names(keys, 'or')}.`;
  }
  return undefined;
}
