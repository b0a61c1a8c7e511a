/** The value that a table of words has under a word of a user or a service: none of those that every object has (`toString`). */
export const own = <T>(table: Readonly<Record<string, T>> | undefined, word: string): T | undefined =>
  table !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;
