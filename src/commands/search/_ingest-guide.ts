import type { Guide } from '#command';
import { askSubjectWords, sourceComplaint } from '#globus/search/asked-subject';

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
      question: 'Who may see entries that do not say it?',
      answeredBy: ['document', 'visibleTo'],
      choices: [
        { name: 'nobody: each entry has to say it', words: [] },
        { name: 'everybody', words: ['--visible-to', 'public'] },
        { name: 'everybody who is logged in', words: ['--visible-to', 'all_authenticated_users'] },
      ],
    },
  ],
  more: ({ from, subjectField }, tools) =>
    from === undefined || subjectField !== undefined ? Promise.resolve([]) : askSubjectWords(from, tools),
  question: 'Send them to the index?',
};
