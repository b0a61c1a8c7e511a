import type { Guide } from '#command';

/** From `globus task cancel` alone to one task or several. */
export const cancelGuide: Guide = {
  offers: [
    {
      question: 'What to cancel',
      answeredBy: ['taskIds', 'all'],
      isNeeded: true,
      pickSeveral: 'openTask',
      words: (text) => [text],
    },
  ],
  question: 'Cancel what you chose?',
};
