/**
 * How much the tests of test/hard try: little in `npm test`, much in `npm run hard`, which sets these variables.
 *
 * GLOBUS_HARD_SEED: where the numbers of `randomFrom` begin. GLOBUS_HARD_ROUNDS: how often a test tries.
 * GLOBUS_HARD_MILLISECONDS: when a test tries no more, whatever it has done by then.
 */
export const seed = Number(process.env['GLOBUS_HARD_SEED'] ?? Date.now() % 1_000_000_000);
/** How often to try: `small` in `npm test`; as often as is asked for in `npm run hard`, but never more than `most`. */
export const rounds = (small: number, most: number) =>
  Math.min(most, Number(process.env['GLOBUS_HARD_ROUNDS'] ?? small));
export const milliseconds = Number(process.env['GLOBUS_HARD_MILLISECONDS'] ?? 5000);
export const isLarge = process.env['GLOBUS_HARD_ROUNDS'] !== undefined;

/** Prints a line that `npm run hard` gathers: what was tried, and how often with what outcome. */
export const figure = (what: string, outcome: string) => console.log(`figure: ${what} | ${outcome}`);

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function randomFrom(start: number) {
  let state = start;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    below: (limit: number) => Math.floor(next() * limit),
    pick: <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T,
  };
}

/** The middle one of these. */
export const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? NaN;
