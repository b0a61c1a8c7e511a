import type { Offer } from '#command';

/** Whether to stay until the work is done. */
export const waitOrGoOn = (name: string, goOn: string): Offer => ({
  question: 'And then?',
  answeredBy: ['wait', 'dryRun'],
  choices: [
    { name, words: ['--wait'] },
    { name: goOn, words: [] },
  ],
});
