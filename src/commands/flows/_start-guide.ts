import type { Guide } from '#command';
import { askInputWords, takesInput } from '#globus/flows/asked-input';
import { waitOrGoOn } from '../_wait-offer.js';

/** From `globus flows start` alone to a run. */
export const startGuide: Guide = {
  lacks: async ({ flowId = '', fields, input }, tools) =>
    fields === undefined && input === undefined && takesInput(flowId, tools),
  offers: [
    waitOrGoOn('wait and show its steps', 'leave; the run continues'),
    { question: 'A label for the run (Enter for none):', answeredBy: ['label'], words: (text) => ['--label', text] },
  ],
  more: ({ flowId = '', fields, input }, tools) =>
    fields === undefined && input === undefined ? askInputWords(flowId, tools) : Promise.resolve([]),
  tells: ({ flowId = '' }) => [`Starts a run of ${flowId}`],
  question: 'Start it?',
};
