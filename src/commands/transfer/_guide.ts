import type { Guide } from '#command';
import { intoFolder, whatIsCopied, whatIsThere } from '../_copy-guide.js';
import { waitOrGoOn } from '../_wait-offer.js';

/** From `globus transfer` alone to a task. */
export const transferGuide: Guide = {
  offers: [
    whatIsThere,
    waitOrGoOn('wait and show how far it is', 'leave; Globus does the work and sends email at the end'),
    { question: 'A label for the task (Enter for none):', answeredBy: ['label'], words: (text) => ['--label', text] },
  ],
  mend: intoFolder,
  tells: whatIsCopied,
  question: 'Submit it?',
};
