import type { Guide } from '#command';

/** From `globus compute run` alone to the file whose function is run. */
export const runGuide: Guide = {
  offers: [
    {
      question: 'Which Python file:',
      answeredBy: ['file', 'functionId'],
      isNeeded: true,
      words: (file) => [file],
    },
  ],
  question: 'Run it?',
};
