/** How many letters have to be put in, left out, changed, or exchanged with their neighbour to make one text of the other. */
function distance(a: readonly string[], b: readonly string[]): number {
  let [before, last] = [[] as readonly number[], b.map((_, i) => i).concat(b.length) as readonly number[]];
  for (const [i, letter] of a.entries()) {
    const next = [i + 1];
    for (const [j, other] of b.entries()) {
      const changed = (last[j] ?? 0) + Number(letter !== other);
      const swapped = i > 0 && j > 0 && letter === b[j - 1] && a[i - 1] === other ? (before[j - 1] ?? 0) + 1 : changed;
      next.push(Math.min(changed, swapped, (last[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    [before, last] = [last, next];
  }
  return last[b.length] ?? 0;
}

/** One slip in a short word, two in a longer one; none in three letters. */
const slips = (letters: number) => Math.min(2, Math.floor(letters / 4));
/** Longer names are not compared: nobody mistypes as many letters. */
const longest = 100;

const lettersOf = (text: string) => Array.from(text.toLowerCase());
const isSlip = (typed: readonly string[], meant: readonly string[]) =>
  Math.abs(typed.length - meant.length) <= slips(typed.length) && distance(typed, meant) <= slips(typed.length);
/** The words of a name. */
export const wordsOf = (text: string) => text.split(/[\s_.-]+/).filter(Boolean);

/** Whether a name may be what somebody meant who typed another: all of it, or each of the words typed. */
export function isNear(typed: string, name: string): boolean {
  if (typed.length > longest || name.length > longest) return false;
  if (isSlip(lettersOf(typed), lettersOf(name))) return true;
  const words = wordsOf(name).map(lettersOf);
  const all = wordsOf(typed).map(lettersOf);
  return all.length > 0 && all.every((word) => words.some((other) => isSlip(word, other)));
}
