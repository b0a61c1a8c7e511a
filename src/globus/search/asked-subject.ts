import { UsageError } from '../../errors.js';
import type { Prompt } from '../../tools.js';
import { visible } from '../../visible.js';
import { type EntryFiles, readEntries, recordsIn, subjectFields } from './entries.js';

/** Nobody waits at a question for more of these to be read; the rest is read before anything is sent. */
const mostRead = 10_000;

/** The first of them. */
async function* begin<T>(all: AsyncIterable<T>): AsyncGenerator<T> {
  let read = 0;
  for await (const each of all) {
    yield each;
    if (++read === mostRead) return;
  }
}

/** Why nothing can be ingested from here, as far as its first records tell; undefined where it can. Standard input is read once. */
export async function sourceComplaint(from: string, files: EntryFiles): Promise<string | undefined> {
  if (from === '-') return undefined;
  try {
    for await (const _record of begin(recordsIn(from, files)));
    return undefined;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

/** Whether the records say themselves who may see them; of standard input nobody knows yet. */
export async function saysWhoMaySee(from: string, files: EntryFiles): Promise<boolean> {
  if (from === '-') return false;
  for await (const { row } of begin(recordsIn(from, files))) {
    const { visible_to: seers } = row;
    if (!Array.isArray(seers) || !seers.length) return false;
  }
  return true;
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

/** Reads the first entries as they are going to be sent. UsageError where one is none: nobody agrees to send what cannot be. */
export async function readBeforeAsking(
  reading: { readonly from: string; readonly subjectField: string; readonly visibleTo: readonly string[] },
  files: EntryFiles,
): Promise<void> {
  if (reading.from === '-') return;
  for await (const _entry of begin(readEntries({ ...reading, numbers: [] }, files)));
}

/** Asks what a record is about, and reads the records as they are going to be sent: the words to add to the line. */
export async function askAndReadBefore(
  { from, subjectField, visibleTo }: Readonly<Record<string, string | undefined>>,
  tools: Parameters<typeof askSubjectWords>[1],
): Promise<readonly string[]> {
  if (from === undefined) return [];
  const words = subjectField === undefined ? await askSubjectWords(from, tools) : [];
  const subject = words[1] ?? subjectField ?? 'subject';
  await readBeforeAsking({ from, subjectField: subject, visibleTo: visibleTo ? [visibleTo] : [] }, tools.files);
  return words;
}
