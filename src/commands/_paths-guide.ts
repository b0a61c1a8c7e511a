import type { Guide, Texts } from '#command';

/** The sources and the destination of `globus cp` or `globus mv`, as they were typed or chosen. */
function wordsOf({ paths = '' }: Texts): readonly [sources: readonly string[], destination: string] {
  const words = paths.split('\n');
  return [words.slice(0, -1), words.at(-1) ?? ''];
}

/** From `globus cp` or `globus mv` with too few words to what is copied or moved. */
export const pathsGuide = (command: 'cp' | 'mv'): Guide => ({
  offers: [],
  // a folder that was chosen is meant with what is in it
  more: (texts) =>
    Promise.resolve(
      command === 'cp' && texts['recursive'] === undefined && wordsOf(texts)[0].some((source) => source.endsWith('/'))
        ? ['--recursive']
        : [],
    ),
  tells: (texts) => {
    const [sources, destination] = wordsOf(texts);
    return [`${command === 'cp' ? 'Copies' : 'Moves'} ${sources.join(', ')}`, `to ${destination}`];
  },
  question: command === 'cp' ? 'Copy it?' : 'Move it?',
});

/** The same where one argument is copied to another; what only looks asks nothing. */
export const copyGuide = (from: string, to: string, { what = '', only = [] as readonly string[] } = {}): Guide => ({
  offers: [],
  tells: (texts) => {
    const copies = [`Copies ${what}${texts[from] ?? ''}`, `to ${texts[to] ?? 'this folder'}`];
    // the first thing to know
    return texts['delete'] === undefined
      ? copies
      : [`Deletes what only ${texts[to] ?? 'this folder'} has, after it has shown it.`, ...copies];
  },
  question: (texts) => (only.some((key) => texts[key] !== undefined) ? undefined : 'Copy it?'),
});
