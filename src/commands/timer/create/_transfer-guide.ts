import type { Guide, Texts } from '#command';
import { whenItRuns } from './_when.js';
import { intoFolder, whatIsCopied, whatIsThere } from '../../_copy-guide.js';

const when = ({ interval, cron, start }: Texts) =>
  `${interval !== undefined ? `every ${interval}` : cron !== undefined ? `at ${cron} (cron)` : 'once'}${start === undefined ? '' : `, from ${start} on`}`;

/** From `globus timer create transfer` alone to a timer. */
export const timerGuide: Guide = {
  offers: [
    ...whenItRuns,
    whatIsThere,
    { question: 'A name for the timer (Enter for none):', answeredBy: ['name'], words: (text) => ['--name', text] },
  ],
  mend: intoFolder,
  tells: (texts) => [...whatIsCopied(texts), when(texts)],
  question: 'Make the timer?',
};
