import { shellLine, shellWord } from '../shell.js';
import type { DiskWork } from './panes/disk.js';

/** What is done: a line of this program, a line that wants the terminal for itself, or a work on this machine's disk. */
export type Work =
  | { readonly by: 'line'; readonly words: readonly string[]; readonly input?: string }
  /** So many things that one line has no room for them: several lines, one after the other. */
  | { readonly by: 'lines'; readonly lines: readonly PartLine[] }
  /** `isSilent` where nothing stands there afterwards that would have to be read. */
  | { readonly by: 'terminal'; readonly words: readonly string[]; readonly isSilent?: boolean }
  | { readonly by: 'editor'; readonly path: string }
  | { readonly by: 'disk'; readonly work: DiskWork };
/** One of several lines, and how many of the things are on it. */
export interface PartLine {
  readonly words: readonly string[];
  readonly count: number;
}
/** Something to do, and the line of a shell that does the same. */
export interface Deed {
  readonly line: string;
  /** What is said once it is done, where neither the line nor what it prints is a sentence. */
  readonly told?: string;
  readonly work: Work;
}
/** Why something cannot be done as it was asked for. */
export interface Refusal {
  readonly refusal: string;
}

/** Words of this length together are shown as they are; of more, so much of the beginning. In characters: no dialog has room for more. */
const mostShown = 1_000;
const shownOfMore = 200;
/** As long as the words of a line may be, in bytes: Windows takes 32 kB, others more. */
const mostGiven = process.platform === 'win32' ? 24_000 : 96_000;

/** Words as they are shown: of very many the first, and how many more there are. */
function shownWords(words: readonly string[]): string {
  const within = (most: number) => {
    let used = 0;
    const end = words.findIndex((word) => (used += word.length + 1) > most);
    return end === -1 ? words : words.slice(0, Math.max(1, end));
  };
  if (within(mostShown) === words || words.length < 2) return words.map(shellWord).join(' ');
  const shown = within(shownOfMore);
  return `${shown.map(shellWord).join(' ')} … (${(words.length - shown.length).toLocaleString('en')} more)`;
}

/** A line of this program; `input` is what it reads on standard input. */
export const lineDeed = (words: readonly string[], input?: string): Deed => ({
  line: input === undefined ? shellLine(words) : `printf '%s\\n' ${quotedLines(input)} | ${shellLine(words)}`,
  work: { by: 'line', words, ...(input !== undefined && { input }) },
});
const quotedLines = (input: string) => shownWords(input.trimEnd().split('\n'));

/** Words before and after those of things, of which there may be any number. */
export interface Around {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** A line of this program with the words of any number of things: as many lines as they need. */
export function manyDeed(things: readonly string[], { before, after }: Around): Deed {
  const lines = inGroups(things).map((group) => ({ words: [...before, ...group, ...after], count: group.length }));
  const [only, ...more] = lines;
  return {
    line: [shellLine(before), shownWords(things), ...after.map(shellWord)].join(' '),
    work: only && !more.length ? { by: 'line', words: only.words } : { by: 'lines', lines },
  };
}

/** Whether one line has room for all of these. */
export const fitOneLine = (things: readonly string[]): boolean => inGroups(things).length < 2;

/** Things in groups that a line has room for, of about one size: one alone would mean something else than several. */
function inGroups(things: readonly string[]): readonly (readonly string[])[] {
  // a word takes its end, a place in the list of all, and quotes where there is no such list
  const sizes = things.map((thing) => Buffer.byteLength(thing) + 10);
  const count = Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / mostGiven);
  if (count < 2) return [things];
  const most = Math.ceil(things.length / count);
  const groups: string[][] = [];
  let used = Infinity;
  for (const [i, thing] of things.entries()) {
    const size = sizes[i] ?? 0;
    if (used + size > mostGiven || (groups.at(-1)?.length ?? 0) >= most) {
      groups.push([]);
      used = 0;
    }
    groups.at(-1)?.push(thing);
    used += size;
  }
  const last = groups.at(-1) ?? [];
  const before = groups.at(-2) ?? [];
  if (last.length === 1 && before.length > 2) last.unshift(...before.splice(-1));
  return groups;
}

/** A line of this program that talks to a person. */
export const talkDeed = (words: readonly string[], isSilent = false): Deed => ({
  line: shellLine(words),
  work: { by: 'terminal', words, isSilent },
});
/** A work on this machine's disk, and the words that do the same to these things. */
export const diskDeed = (
  work: DiskWork,
  words: readonly string[],
  things: readonly string[] = [],
  to?: string,
): Deed => ({
  line: [
    ...words.map(shellWord),
    ...(things.length ? [shownWords(things)] : []),
    ...(to === undefined ? [] : [shellWord(to)]),
  ].join(' '),
  work: { by: 'disk', work },
});
