import { UsageError } from '../../errors.js';
import type { Prompt } from '../../tools.js';
import { visible } from '../../visible.js';
import { type EntryFiles, subjectFields } from './entries.js';

/** Why nothing can be ingested from here, as far as its first record tells; undefined where it can. Standard input is read once. */
export async function sourceComplaint(from: string, files: EntryFiles): Promise<string | undefined> {
  if (from === '-') return undefined;
  try {
    await subjectFields(from, files);
    return undefined;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

/** Asks which field says what a record is about, where no record says it: the words of a line that give it. */
export async function askSubjectWords(
  from: string,
  { files, prompt }: { readonly files: EntryFiles; readonly prompt: Pick<Prompt, 'select'> },
): Promise<readonly string[]> {
  const fields = from === '-' ? [] : await subjectFields(from, files);
  if (!fields.length) return [];
  const choices = fields.map((value) => ({ name: visible(value), value }));
  return ['--subject-field', await prompt.select('Which field says what a record is about?', choices)];
}
