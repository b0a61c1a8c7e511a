import { isObject } from '../../exact-json.js';

/** What is read of a definition. It comes from a user or a service: nothing of it is taken for granted. */

export type Fields = Readonly<Record<string, unknown>>;

const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isObject) : []);
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The states of a definition by their names. */
export function statesOf(definition: Fields): ReadonlyMap<string, Fields> {
  const states = isObject(definition['States']) ? Object.entries(definition['States']) : [];
  return new Map(states.flatMap(([name, state]) => (isObject(state) ? [[name, state] as const] : [])));
}

export interface Catcher {
  readonly errors: readonly string[];
  readonly next: string;
  /** Whether the error takes the place of all that the run knew: it does where `ResultPath` is left out. */
  readonly replacesInput: boolean;
  /** Where the error is put otherwise; null where it is dropped. */
  readonly resultPath: string | null;
}
/** What a state says of its errors, in order. */
export const catchersOf = (state: Fields): Catcher[] =>
  listOf(state['Catch']).map((each) => {
    const path = each['ResultPath'] === undefined ? '$' : (textOf(each['ResultPath']) ?? null);
    return {
      errors: Array.isArray(each['ErrorEquals']) ? each['ErrorEquals'].map(String) : [],
      next: textOf(each['Next']) ?? '',
      replacesInput: path === '$',
      resultPath: path,
    };
  });

/** The states that may come after a state which did not fail. */
export const nextOf = (state: Fields): string[] =>
  [state['Next'], state['Default'], ...listOf(state['Choices']).map((choice) => choice['Next'])].flatMap(
    (name) => textOf(name) ?? [],
  );
