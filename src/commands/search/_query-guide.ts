import type { Guide } from '#command';

/** From `globus search query` alone to a search; it only reads, so nobody has to agree. */
export const queryGuide: Guide = {
  offers: [
    {
      question: 'What to search for:',
      answeredBy: ['q', 'queryDocument'],
      isNeeded: true,
      words: (text) => ['-q', text],
    },
  ],
};
