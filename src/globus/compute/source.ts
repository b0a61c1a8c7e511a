import { UsageError } from '../../errors.js';
import type { Files } from '../../tools.js';
import { packFunction } from './serialization.js';

const definition = /^def[ \t]+([A-Za-z_]\w*)[ \t]*\(/gm;
const assignment = (name: string) => new RegExp(`^${name}[ \\t]*(:[^=\\n]*)?=[^=]`, 'm');

export interface NewFunction {
  readonly file: string;
  /** The function in the file; the only one where it is not said. */
  readonly function?: string | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly public?: boolean;
  readonly group?: string | undefined;
}

/**
 * The document that registers a function of a Python file. The whole file goes along, so that its imports and helper functions
 * are there; what stands under `if __name__ == "__main__":` does not run. UsageError where the file does not define it, or defines several and
 * nobody can `choose`.
 */
export async function registrationOf(
  wanted: NewFunction,
  files: Pick<Files, 'readText'>,
  choose?: (names: readonly string[]) => Promise<string>,
): Promise<Record<string, unknown> & { readonly function_name: string }> {
  const source = (await files.readText(wanted.file)).replace(/^\ufeff/, '');
  const defined = [...source.matchAll(definition)].map((match) => match[1] ?? '');
  const name = wanted.function ?? (await oneOf(functionsIn(source), wanted.file, choose));
  if (!defined.includes(name) && !assignment(name).test(source)) {
    throw new UsageError(`${wanted.file} does not define a function '${name}' at its top level.`, {
      hint: defined.length ? `It defines: ${[...new Set(defined)].join(', ')}` : 'It defines no function at all.',
    });
  }
  return {
    function_name: wanted.name ?? name,
    function_code: packFunction(name, source),
    ...(wanted.description !== undefined && { description: wanted.description }),
    ...(wanted.public && { public: true }),
    ...(wanted.group !== undefined && { group: wanted.group }),
  };
}

/** The functions of a file that may be meant; those that begin with _ are helpers of others. */
export const functionsIn = (source: string): readonly string[] => [
  ...new Set([...source.matchAll(definition)].flatMap(([, name = '']) => (name.startsWith('_') ? [] : [name]))),
];

/** The names of the arguments that a function cannot be called without. */
export function argumentsOf(name: string, source: string): readonly string[] {
  const [, list = ''] = new RegExp(`^def[ \\t]+${name}[ \\t]*\\(((?:[^()]|\\([^()]*\\))*)\\)`, 'm').exec(source) ?? [];
  // what stands in brackets has commas of its own
  const plain = withoutBrackets(list.replace(/#.*$/gm, ''));
  const all = plain.split(',').map((each) => each.trim());
  const starred = all.findIndex((each) => each.startsWith('*'));
  return (starred === -1 ? all : all.slice(0, starred))
    .filter((each) => each !== '' && each !== '/' && !each.includes('='))
    .map((each) => (each.split(':', 1)[0] ?? '').trim());
}

/** A text without what stands in brackets of any kind, and without these. */
function withoutBrackets(text: string): string {
  let [outside, depth] = ['', 0];
  for (const character of text) {
    if ('[({'.includes(character)) depth++;
    else if ('])}'.includes(character)) depth--;
    else if (depth <= 0) outside += character;
  }
  return outside;
}

/** The function of a file that is meant without being named. */
async function oneOf(
  names: readonly string[],
  file: string,
  choose: ((names: readonly string[]) => Promise<string>) | undefined,
): Promise<string> {
  const [first] = names;
  if (first === undefined) throw new UsageError(`${file} defines no function at its top level.`);
  if (names.length === 1) return first;
  if (choose) return choose(names);
  throw new UsageError(`${file} defines several functions: ${names.join(', ')}.`, {
    hint: `Say which: --function ${first}`,
  });
}
