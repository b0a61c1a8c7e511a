import { UnexpectedAnswerError } from '../errors.js';
import { hostOf } from './network-error.js';

/** The statuses that say that a file is in place; 202 says that it may be one day, 207 that something may have failed. */
const inPlace = new Set([200, 201, 204]);
/** The statuses that say that a file is gone. */
const removed = new Set([200, 204]);

interface FileAnswer {
  readonly status: number;
  readonly text: string;
}

/** Throws UnexpectedAnswerError where a good answer to an upload does not say that the whole of it is in place. */
export function demandInPlace(url: string, answer: FileAnswer & { readonly isAllSent: boolean }): void {
  const trouble = doubtIn(answer, inPlace, 'is there');
  if (trouble !== undefined) throw doubtful(hostOf(url), trouble);
  if (!answer.isAllSent) throw doubtful(hostOf(url), 'answered before all of the file was sent.');
}

/** Throws UnexpectedAnswerError where a good answer to DELETE does not say that the file is gone. */
export function demandRemoved(answer: FileAnswer): void {
  const trouble = doubtIn(answer, removed, 'is gone');
  if (trouble !== undefined) throw doubtful('The HTTPS server', trouble);
}

const doubtIn = ({ status, text }: FileAnswer, sure: ReadonlySet<number>, outcome: string): string | undefined =>
  !sure.has(status)
    ? `answered with status ${status}, which does not say that the file ${outcome}.`
    : // one of 201 tells in a sentence what was made, as some servers do
      status === 200 && /^\s*<(?:!doctype|html)/i.test(text)
      ? `answered with a web page, which does not say that the file ${outcome}.`
      : undefined;

const doubtful = (who: string, trouble: string) =>
  new UnexpectedAnswerError(`${who} ${trouble}`, {
    hint: 'A login page of the network may be in the way. Look at what is there, then run the command again.',
  });
