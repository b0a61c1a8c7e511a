import { isObeyed, visible } from './visible.js';

/** A word as a shell wants it, on one line: what a terminal would act on stands as an escape in `$'...'`. */
export function shellWord(text: string): string {
  // zsh takes a word that begins with = for the name of a program
  if (/^(?!=)[\w@%+=:,./-]+$/.test(text)) return text;
  // between double quotes these signs mean something, and an apostrophe does not
  if (text.includes("'") && !/["$`\\!]/.test(text) && !isObeyed(text)) return `"${text}"`;
  if (!isObeyed(text)) return `'${text.replaceAll("'", String.raw`'\''`)}'`;
  return `$'${visible(text.replace(/[\\']/g, String.raw`\$&`))}'`;
}

/** A line of this program as it can be pasted into a shell. */
export const shellLine = (words: readonly string[]) => ['globus', ...words].map(shellWord).join(' ');
