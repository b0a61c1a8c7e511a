/** How deep a document may be nested: what is deeper can be read but not written again, and no client sends it. */
export const mostLevels = 200;

/**
 * Whether a JSON value is nested deeper than `levels`, or would as a text be longer than `characters`, roughly. Stops as soon
 * as that is known, so that a value which has the same part many times over takes no longer.
 */
export function exceeds(value: unknown, levels: number, characters = Infinity): boolean {
  let left = characters;
  const isTooMuch = (each: unknown, depth: number): boolean => {
    left -= typeof each === 'string' ? each.length + 3 : 3;
    if (left < 0) return true;
    if (typeof each !== 'object' || each === null) return false;
    if (depth >= levels) return true;
    if (Array.isArray(each)) return each.some((item) => isTooMuch(item, depth + 1));
    return Object.entries(each).some(([key, item]) => {
      left -= key.length + 3;
      return isTooMuch(item, depth + 1);
    });
  };
  return isTooMuch(value, 0);
}
