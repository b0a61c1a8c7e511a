import type { Offer, Texts } from '#command';

const isFolder = (place: string | undefined) => place?.endsWith('/') === true;
/** What a place ends in: the name of a file. */
const nameIn = (place: string) => place.slice(Math.max(place.lastIndexOf('/'), place.lastIndexOf(':')) + 1);

/** What becomes of what is at the destination already. */
export const whatIsThere: Offer = {
  question: 'Files already there?',
  answeredBy: ['syncLevel', 'batch'],
  choices: [
    { name: 'copy everything again', words: [] },
    { name: 'leave out what has the same size and is not newer', words: ['--sync-level', 'mtime'] },
    { name: 'leave out what has the same content (checksums)', words: ['--sync-level', 'checksum'] },
    { name: 'leave out every file that exists', words: ['--sync-level', 'exists'] },
  ],
};

/** A file goes into the folder that was chosen, under its name. */
export const intoFolder = (key: string, text: string, { source }: Texts) =>
  key === 'destination' && source !== undefined && !isFolder(source) && isFolder(text)
    ? `${text}${nameIn(source)}`
    : text;

export const whatIsCopied = ({ source = '', destination = '' }: Texts): readonly string[] =>
  isFolder(source)
    ? [`Copies what is in ${source}, with all below it,`, `into ${destination}`]
    : [`Copies ${source}`, `to ${destination}`];
