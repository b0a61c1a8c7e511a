/** Whether a label is read as one on a line: an option, a bookmark, or the beginning of an id would be read as that. */
export const isPlainLabel = (label: string | null | undefined): label is string =>
  typeof label === 'string' && /^\p{L}[^\p{C}\p{Zl}\p{Zp}]*$/u.test(label) && !/^[0-9a-f-]+$/i.test(label);
