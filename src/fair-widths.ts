/**
 * So many columns for each of several things, so that all have room together: what is short is whole, and what is long shares the
 * rest by weight. Nothing gets less than its least, also where there is no room for that.
 */
export function shared(
  things: readonly { readonly whole: number; readonly least: number; readonly weight: number }[],
  room: number,
): readonly number[] {
  const at = (unit: number) =>
    things.map(({ whole, least, weight }) =>
      Math.max(Math.min(whole, Math.floor(unit * weight)), Math.min(least, whole)),
    );
  const sum = (sizes: readonly number[]) => sizes.reduce((all, each) => all + each, 0);
  let [low, high] = [0, Math.max(1, ...things.map(({ whole }) => whole))];
  if (sum(at(high)) <= room) return at(high);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (sum(at(middle)) <= room) low = middle;
    else high = middle - 1;
  }
  // what rounding left over goes to the first that are cut
  let left = room - sum(at(low));
  return at(low).map((size, i) => {
    const more = Math.max(0, Math.min(left, (things[i]?.whole ?? size) - size, 1));
    left -= more;
    return size + more;
  });
}
