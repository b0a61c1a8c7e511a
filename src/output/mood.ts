/** The mark of a state, and what it is about: something that goes on, went well, went wrong, waits for somebody, or is over. */
type Mood = 'going' | 'good' | 'bad' | 'waiting' | 'over';
const marks: ReadonlyMap<Mood, string> = new Map<Mood, string>([
  ['going', '●'],
  ['good', '✓'],
  ['bad', '✗'],
  ['waiting', '⏸'],
  ['over', '○'],
]);
const moods: ReadonlyMap<string, Mood> = new Map<string, Mood>(
  (
    [
      ['going', 'active running online open loaded progress pending new waiting started connected registered retrying'],
      ['good', 'succeeded success completed done verified accepted ready'],
      ['bad', 'failed error failure rejected stuck'],
      ['waiting', 'paused inactive invited waiting-for-ep waiting-for-nodes suspended'],
      ['over', 'canceled cancelled ended stopped offline closed removed left declined delete-pending deleted expired'],
    ] as const
  ).flatMap(([mood, words]) => words.split(' ').map((word) => [word, mood] as const)),
);
export const moodOf = (state: string): Mood | undefined =>
  moods.get(state.toLowerCase()) ?? moods.get(state.toLowerCase().split(/[ ,]/)[0] ?? '');

/** `✓ succeeded`: a state with its mark, which says the same without colour. Words that are no state of ours stay as they came. */
export function stateText(text: string): string {
  const mood = moodOf(text);
  return mood ? `${marks.get(mood)} ${/^[A-Z_-]+$/.test(text) ? text.toLowerCase() : text}` : text;
}
