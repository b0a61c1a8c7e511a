import type { Offer } from '#command';

/** When a timer runs: asked of whoever did not say so. */
export const whenItRuns: readonly Offer[] = [
  {
    question: 'When does it run?',
    answeredBy: ['interval', 'cron', 'stopAfterRuns'],
    isNeeded: true,
    choices: [
      { name: 'every day', words: ['--every', 'day'] },
      { name: 'every week', words: ['--every', 'week'] },
      { name: 'every hour', words: ['--every', 'hour'] },
      {
        name: 'as often as I say',
        words: [],
        then: {
          question: 'How often, such as 10m, 2 days, day 2am or monday:',
          words: (text) => ['--every', text],
        },
      },
      {
        name: 'as a cron line says',
        words: [],
        then: { question: "The cron line, such as '0 2 * * *':", words: (text) => ['--cron', text] },
      },
      { name: 'once', words: ['--stop-after-runs', '1'] },
    ],
  },
  {
    question: 'When does it run first, such as tomorrow 2am (Enter for now):',
    answeredBy: ['start', 'cron'],
    words: (text) => ['--start', text],
  },
];
