import { shellLine, shellWord } from '../shell.js';
import type { DiskWork } from './panes/disk.js';

/** What is done: a line of this program, a line that wants the terminal for itself, or a work on this machine's disk. */
export type Work =
  | { readonly by: 'line'; readonly words: readonly string[]; readonly input?: string }
  /** `isSilent` where nothing stands there afterwards that would have to be read. */
  | { readonly by: 'terminal'; readonly words: readonly string[]; readonly isSilent?: boolean }
  | { readonly by: 'editor'; readonly path: string }
  | { readonly by: 'disk'; readonly work: DiskWork };
/** Something to do, and the line of a shell that does the same. */
export interface Deed {
  readonly line: string;
  readonly work: Work;
}
/** Why something cannot be done as it was asked for. */
export interface Refusal {
  readonly refusal: string;
}

/** A line of this program; `input` is what it reads on standard input. */
export const lineDeed = (words: readonly string[], input?: string): Deed => ({
  line: input === undefined ? shellLine(words) : `printf '%s\\n' ${quotedLines(input)} | ${shellLine(words)}`,
  work: { by: 'line', words, ...(input !== undefined && { input }) },
});
const quotedLines = (input: string) => input.trimEnd().split('\n').map(shellWord).join(' ');

/** A line of this program that talks to a person. */
export const talkDeed = (words: readonly string[], isSilent = false): Deed => ({
  line: shellLine(words),
  work: { by: 'terminal', words, isSilent },
});
export const diskDeed = (work: DiskWork, words: readonly string[]): Deed => ({
  line: words.map(shellWord).join(' '),
  work: { by: 'disk', work },
});
