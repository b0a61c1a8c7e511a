import { UsageError } from '../errors.js';
import { keepSecret } from '../secrets.js';
import type { CommandMeta, ParamMeta } from './manifest.js';
import type { Typed } from './parse.js';

interface Means {
  readonly readText: (path: string) => Promise<string>;
  /** Asks for a secret, unseen; absent where nobody can answer. */
  readonly ask?: ((meta: ParamMeta) => Promise<string>) | undefined;
}

/** The flag that takes the file of a secret; none for what takes the path of a file itself. */
export const secretFileFlag = (meta: CommandMeta, { key }: ParamMeta) =>
  meta.flags.find(({ secretOf }) => secretOf === key);

/** The secrets that stand in files (`--client-secret-file FILE`), by the key of the parameter. UsageError where one is said twice, or its file is empty. */
export async function secretsFromFiles(meta: CommandMeta, typed: Typed, means: Means): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { key, secretOf, names } of meta.flags) {
    const path = typed.given.get(key)?.at(-1);
    const param = [...meta.flags, ...meta.args].find((each) => each.key === secretOf);
    if (!param || typeof path !== 'string') continue;
    const [name = key] = names;
    if (typed.given.has(param.key)) throw new UsageError(`${param.names[0]} and ${name} are mutually exclusive.`);
    if (path === '') throw new UsageError(`Option '${name}' takes a file, or - for standard input.`);
    // at a terminal, what is typed for standard input would be seen
    const text = path === '-' && means.ask ? await means.ask(param) : await means.readText(path);
    const secret = text.replace(/\r?\n$/, '');
    if (!secret)
      throw new UsageError(`There is no secret in ${path === '-' ? 'standard input' : `'${path}'`} for ${name}.`);
    keepSecret(secret);
    found.set(param.key, secret);
  }
  return found;
}

/** What there is to say of secrets that stand on the line: a sentence for each. From here on, none of them is told in messages. */
export function secretsOnLine(meta: CommandMeta, typed: Typed): string[] {
  const operands = [...typed.operands];
  const values = new Map<ParamMeta, readonly (string | boolean)[]>();
  for (const flag of meta.flags) values.set(flag, typed.given.get(flag.key) ?? []);
  for (const arg of meta.args) values.set(arg, arg.multiple ? operands.splice(0) : operands.splice(0, 1));
  return [...values].flatMap(([param, given]) => {
    const shown = param.secret ? given.filter((value) => typeof value === 'string' && isShown(param, value)) : [];
    for (const value of shown) keepSecret(String(value));
    return shown.length ? [seen(param.names[0] ?? param.key, secretFileFlag(meta, param)?.names[0])] : [];
  });
}

/** Whether this text is the secret itself; of a parameter that takes a document or its file, the document is. */
const isShown = ({ completes }: ParamMeta, text: string) =>
  completes === 'file' ? /^\s*[[{"]/.test(text) : text !== '' && text !== 'null';

const seen = (name: string, file: string | undefined) =>
  file
    ? `Others can read ${name} in the list of processes (ps): ${file} takes a file, or - to be asked.`
    : `Others can read ${name} in the list of processes (ps): give the path of a file instead.`;
