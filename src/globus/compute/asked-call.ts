import { CliError } from '../../errors.js';
import type { AnswerCheck, Prompt } from '../../tools.js';
import { argumentsOf, functionsIn } from './source.js';

interface Tools {
  readonly prompt: Pick<Prompt, 'input' | 'select'>;
  readonly readText: (path: string) => Promise<string>;
  readonly once: <T>(what: string, find: () => Promise<T>) => Promise<T>;
}
/** A call of which a part may be missing. */
export interface BegunCall {
  readonly file: string;
  readonly name: string | undefined;
  readonly hasArguments: boolean;
}
/** Standard input is read once, by what runs. */
const isStream = (file: string) => file === '-';
const needed: AnswerCheck = (text) =>
  Promise.resolve(
    text.trim() === '' ? 'The function cannot be called without it. Ctrl-C leaves the command.' : undefined,
  );

/** Why no function of this file can be run; undefined where one can. */
export async function noFunctionIn(file: string, { readText }: Pick<Tools, 'readText'>): Promise<string | undefined> {
  if (isStream(file)) return undefined;
  try {
    return functionsIn(await readText(file)).length ? undefined : 'It defines no function at its top level.';
  } catch (error) {
    if (error instanceof CliError) return error.message;
    throw error;
  }
}

/** The words for the function of a file, where it has several, and for the arguments that it needs. */
export async function askCall({ file, name, hasArguments }: BegunCall, tools: Tools): Promise<readonly string[]> {
  if (isStream(file)) return [];
  const source = await tools.once(`what is in ${file}`, () => tools.readText(file));
  const names = functionsIn(source);
  const [only = ''] = names;
  const chosen =
    name ??
    (names.length > 1
      ? await tools.prompt.select(
          'Which function?',
          names.map((each) => ({ name: each, value: each })),
        )
      : only);
  const values: string[] = [];
  for (const each of hasArguments ? [] : argumentsOf(chosen, source))
    values.push((await tools.prompt.input(`The argument ${each} of ${chosen}:`, { check: needed })).trim());
  return [...(name === undefined && names.length > 1 ? ['--function', chosen] : []), ...asWords(values)];
}

/** A value that looks like a flag stands behind one that takes it. */
const asWords = (values: readonly string[]): readonly string[] =>
  values.some((each) => each.startsWith('-')) ? values.flatMap((each) => ['--arg', each]) : values;
