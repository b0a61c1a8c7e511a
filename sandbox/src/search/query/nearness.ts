/** How many letters must be added, left out or changed to make one word of another; undefined where more than `most`. */
export function distanceOf(word: string, wanted: string, most: number): number | undefined {
  if (word === wanted) return 0;
  if (most === 0 || Math.abs(word.length - wanted.length) > most) return undefined;
  let row = Array.from({ length: wanted.length + 1 }, (_, index) => index);
  for (let i = 1; i <= word.length; i += 1) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= wanted.length; j += 1) {
      const distance = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + Number(word[i - 1] !== wanted[j - 1]),
      );
      next.push(distance);
      least = Math.min(least, distance);
    }
    if (least > most) return undefined;
    row = next;
  }
  const distance = row.at(-1) ?? Infinity;
  return distance <= most ? distance : undefined;
}
