import type { Made } from '#command';

/**
 * A task or run that was just begun: its label, which stands for the newest that bears it, is its name where it is read as one; else it
 * is the newest of all.
 */
export function labelled(id: unknown, label: string | null | undefined): Made | undefined {
  if (typeof id !== 'string') return undefined;
  // an option, a bookmark, or the beginning of an id would be read as that
  const isName =
    typeof label === 'string' && /^\p{L}[^\p{C}\p{Zl}\p{Zp}]*$/u.test(label) && !/^[0-9a-f-]+$/i.test(label);
  return { id, name: isName ? label : '@last' };
}
