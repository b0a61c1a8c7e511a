import { UsageError } from '../../errors.js';
import type { Files } from '../../tools.js';

/** The subjects given, and those of a file with one a line. UsageError where there is none. */
export async function subjectsOf(
  given: readonly string[],
  from: string | undefined,
  files: Pick<Files, 'lines'>,
): Promise<string[]> {
  const subjects = [...given];
  if (from !== undefined)
    for await (const line of files.lines(from)) if (line.trim() !== '') subjects.push(line.trim());
  if (!subjects.length) throw new UsageError(`There is no subject in ${from}.`);
  return subjects;
}
