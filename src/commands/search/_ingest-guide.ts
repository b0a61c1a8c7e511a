import type { Guide } from '#command';
import { askAndReadBefore, saysWhoMaySee, sourceComplaint } from '#globus/search/asked-subject';

/** From `globus search ingest` alone to what is read, and who may see it where the entries do not say. */
export const ingestGuide: Guide = {
  offers: [
    {
      question: 'Which folder, CSV file or file of JSON lines:',
      answeredBy: ['document', 'from'],
      isNeeded: true,
      words: (source) => ['--from', source],
      check: (source, { files }) => sourceComplaint(source, files),
    },
    {
      // one of them does not, which the service would refuse
      question: 'Who may see entries that do not say it?',
      answeredBy: ['document', 'visibleTo'],
      unless: ({ from = '-' }, { files }) => saysWhoMaySee(from, files),
      choices: [
        { name: 'everyone, without a login', words: ['--visible-to', 'public'] },
        { name: 'everyone who logs in', words: ['--visible-to', 'all_authenticated_users'] },
        {
          name: 'one person or group',
          words: [],
          then: {
            question: 'Their URN, such as urn:globus:groups:id:… or urn:globus:auth:identity:…:',
            words: (urn) => ['--visible-to', urn],
            check: (urn) => Promise.resolve(/^urn:globus:\S+$/.test(urn) ? undefined : 'That is no URN of Globus.'),
          },
        },
      ],
    },
  ],
  more: (texts, tools) => askAndReadBefore(texts, tools),
  question: 'Send them to the index?',
};
