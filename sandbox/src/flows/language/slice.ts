/** `values[from:to:step]` as in Python: bounds may count from the end, and a step below 0 goes backwards. `step` must not be 0. */
export function sliced<T>(values: readonly T[], from?: number, to?: number, step = 1): T[] {
  const { length } = values;
  const [first, last] = step > 0 ? [0, length] : [-1, length - 1];
  const bound = (value: number | undefined, otherwise: number): number =>
    value === undefined ? otherwise : Math.min(Math.max(value < 0 ? value + length : value, first), last);
  const [start, end] = [bound(from, step > 0 ? 0 : length - 1), bound(to, step > 0 ? length : -1)];
  const picked: T[] = [];
  for (let at = start; step > 0 ? at < end : at > end; at += step) picked.push(values[at] as T);
  return picked;
}
