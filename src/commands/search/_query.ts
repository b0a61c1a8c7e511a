import { type FlagsOf, jsonObject, param } from '#command';

/** What to look for, in words or as a document. */
export const queryFlags = {
  q: param.text({ summary: 'Words to look for', metavar: 'TEXT', names: ['-q'], bare: 'Search for it' }),
  queryDocument: jsonObject({ summary: 'A query document: JSON, or a file that holds it' }),
  advanced: param.switch({ summary: 'Read -q in the advanced syntax: field:value, AND, OR, NOT, wildcards' }),
};
type QueryFlags = Pick<FlagsOf<typeof queryFlags>, 'q' | 'queryDocument' | 'advanced'>;

/** The document that the flags make; what a flag says stands above what the document says. */
export const queryBody = ({ q, queryDocument, advanced }: QueryFlags): Record<string, unknown> => ({
  ...queryDocument,
  ...(q !== undefined && { q }),
  ...(advanced && { advanced: true }),
});

/** A query without a word or a filter finds everything: where that is deleted, it has to be said, and no empty variable says it. */
export const emptyQuery = (flags: QueryFlags): string | undefined => {
  const { q, filters } = queryBody(flags);
  return typeof q === 'string' && q.trim() === '' && !filters
    ? "An empty query finds everything. To delete all that is in the index, give '*'."
    : undefined;
};
