import type { ParamMeta } from './cli/manifest.js';
import type { Typed } from './cli/parse.js';
import { CliError } from './errors.js';
import { isHere } from './globus/places/grammar.js';
import { argumentValue, type LogInFirst, loginsFirst, type NamingLine } from './logins-first.js';
import type { Files } from './tools.js';
import { visible } from './visible.js';

const hasPattern = (path: string) => /[*?[]/.test(path);

/** Of what stands on a line for an argument, what has to be there: where it is asked for more, the last is still to come. */
function readOf({ alsoHere, asks, multiple, completes, metavar }: ParamMeta, texts: readonly string[], at: number) {
  if (alsoHere) return multiple ? texts.slice(0, Math.max(0, (asks?.length ?? 1) - 1)) : at === 0 ? texts : [];
  return completes === 'file' && metavar === 'FILENAME' ? texts : [];
}

/**
 * What is done before anybody is asked for the rest of a line: it logs in, and judges once what was typed, as the line itself would be.
 * Nobody answers questions first for a name that nothing has, or a file of this machine that is not there.
 */
export function judgingFirst(typed: Typed, line: NamingLine, exists: Files['exists']): LogInFirst {
  const logInFirst = loginsFirst(line);
  let judged: Promise<void> | undefined;
  return async (now) => {
    await logInFirst(now);
    await (judged ??= judge(typed, line, exists));
  };
}

async function judge({ operands }: Typed, line: NamingLine, exists: Files['exists']): Promise<void> {
  const values: Record<string, unknown> = {};
  for (const [at, arg] of line.meta.args.entries()) {
    const texts = arg.multiple ? operands.slice(at) : operands.slice(at, at + 1);
    for (const text of readOf(arg, texts, at))
      if (text !== '-' && (!arg.alsoHere || isHere(text)) && !hasPattern(text) && !(await exists(text)))
        throw new CliError(`There is no file or folder ${visible(text)}.`);
    if (arg.thing === undefined && !arg.alsoHere) continue;
    for (const text of texts) values[arg.key] = await argumentValue(arg.key, text, line, values);
  }
}
