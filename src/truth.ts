const truths: ReadonlyMap<string, boolean> = new Map([
  ...['1', 'true', 't', 'yes', 'y', 'on'].map((word) => [word, true] as const),
  ...['0', 'false', 'f', 'no', 'n', 'off'].map((word) => [word, false] as const),
]);

/** What a word for true or false means, in any case; undefined for every other word. Flags and variables know the same ones. */
export const truthOf = (word: string): boolean | undefined => truths.get(word.toLowerCase());
