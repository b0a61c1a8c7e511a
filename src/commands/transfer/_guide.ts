import type { Guide } from '#command';

const isFolder = (place: string | undefined) => place?.endsWith('/') === true;
/** What a place ends in: the name of a file. */
const nameIn = (place: string) => place.slice(Math.max(place.lastIndexOf('/'), place.lastIndexOf(':')) + 1);

/** From `globus transfer` alone to a task. */
export const transferGuide: Guide = {
  offers: [
    {
      question: 'What is there already?',
      answeredBy: ['syncLevel', 'batch'],
      choices: [
        { name: 'copy everything again', words: [] },
        { name: 'leave out what has the same size and is not newer', words: ['--sync-level', 'mtime'] },
        { name: 'leave out what has the same content (checksums)', words: ['--sync-level', 'checksum'] },
        { name: 'leave out every file that exists', words: ['--sync-level', 'exists'] },
      ],
    },
    {
      question: 'And then?',
      answeredBy: ['wait', 'dryRun'],
      choices: [
        { name: 'wait and show how far it is', words: ['--wait'] },
        { name: 'go on; Globus does the work and sends mail when it is done', words: [] },
      ],
    },
    { question: 'A label for the task (Enter for none):', answeredBy: ['label'], words: (text) => ['--label', text] },
  ],
  // a file goes into the folder that was chosen, under its name
  mend: (key, text, { source }) =>
    key === 'destination' && source !== undefined && !isFolder(source) && isFolder(text)
      ? `${text}${nameIn(source)}`
      : text,
  tells: ({ source = '', destination = '' }) =>
    isFolder(source)
      ? [`Copies what is in ${source}, with all below it,`, `into ${destination}`]
      : [`Copies ${source}`, `to ${destination}`],
  question: 'Submit it?',
};
