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
  const name = wanted.function ?? (await oneOf([...new Set(defined)], wanted.file, choose));
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

/** The function of a file that is meant without being named; those that begin with _ are helpers of others. */
async function oneOf(
  defined: readonly string[],
  file: string,
  choose: ((names: readonly string[]) => Promise<string>) | undefined,
): Promise<string> {
  const names = defined.filter((name) => !name.startsWith('_'));
  const [first] = names;
  if (first === undefined) throw new UsageError(`${file} defines no function at its top level.`);
  if (names.length === 1) return first;
  if (choose) return choose(names);
  throw new UsageError(`${file} defines several functions: ${names.join(', ')}.`, {
    hint: `Say which: --function ${first}`,
  });
}
