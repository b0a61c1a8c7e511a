import type { Guide, Texts } from '#command';
import { intoFolder, whatIsCopied, whatIsThere } from '../../_copy-guide.js';

const when = ({ interval, cron, start }: Texts) =>
  `${interval !== undefined ? `every ${interval}` : cron !== undefined ? `at ${cron} (cron)` : 'once'}${start === undefined ? '' : `, from ${start} on`}`;

/** From `globus timer create transfer` alone to a timer. */
export const timerGuide: Guide = {
  offers: [
    {
      question: 'When does it run?',
      answeredBy: ['interval', 'cron', 'stopAfterRuns'],
      isNeeded: true,
      choices: [
        { name: 'every day', words: ['--interval', '1d'] },
        { name: 'every week', words: ['--interval', '7d'] },
        { name: 'every hour', words: ['--interval', '1h'] },
        {
          name: 'as often as I say',
          words: [],
          then: {
            question: 'How long from one run to the next, such as 10m or 2d:',
            words: (text) => ['--interval', text],
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
      question: 'When does it run first, such as 2027-01-31T22:00 (Enter for now):',
      answeredBy: ['start', 'cron'],
      words: (text) => ['--start', text],
    },
    whatIsThere,
    { question: 'A name for the timer (Enter for none):', answeredBy: ['name'], words: (text) => ['--name', text] },
  ],
  mend: intoFolder,
  tells: (texts) => [...whatIsCopied(texts), when(texts)],
  question: 'Make the timer?',
};
