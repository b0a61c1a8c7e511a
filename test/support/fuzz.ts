import { hostileTexts } from './hostile.js';

/**
 * The contract of every test in test/hard and sandbox/test/hard: small in `npm test`, large in `npm run hard`, which sets these.
 *
 * GLOBUS_HARD_SEED: where the numbers of `randomFrom` begin. GLOBUS_HARD_ROUNDS: how often a test tries.
 * GLOBUS_HARD_MILLISECONDS: when a test tries no more, whatever it has done by then.
 */
export const seed = Number(process.env['GLOBUS_HARD_SEED'] ?? Date.now() % 1_000_000_000);
/** How often to try: `small` in `npm test`; as often as is asked for in `npm run hard`, but never more than `most`. */
export const rounds = (small: number, most = Infinity) =>
  Math.min(most, Number(process.env['GLOBUS_HARD_ROUNDS'] ?? small));
export const milliseconds = Number(process.env['GLOBUS_HARD_MILLISECONDS'] ?? 5000);

/** Prints a line that `npm run hard` gathers for docs/reliability.md: what was tried, and how often with what outcome. */
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
export type Random = ReturnType<typeof randomFrom>;

/** Names that every object has. */
export const prototypeNames = [...Object.getOwnPropertyNames(Object.prototype), 'prototype', 'length', 'name'];

/** Words that programs stumble over. */
export const oddWords: readonly string[] = [
  ...prototypeNames,
  ...Object.values(hostileTexts),
  '',
  ' ',
  '-',
  '--',
  '-1',
  '0',
  '1e400',
  '9007199254740993',
  'NaN',
  'null',
  'a[b',
  '*',
  '[]',
  '{}',
  '{"__proto__": 1}',
  '{"a":',
  'a=b',
  'toString=1',
  '__proto__=1',
  'constructor:=1',
  'a:b',
  ':',
  ':/',
  '/',
  '~',
  '..',
  '@',
  '%',
  '%zz',
  'https://',
  'http://[',
  '\ud800',
  '\ud83d\ude00'.repeat(50),
  'e\u0301\u200d\ufe0f',
  'İ',
  'ß',
  'x'.repeat(5000),
  '2026-02-30',
  '2026-01-01T00:00:00',
  '1w',
  '-5s',
  '99999999999999999999d',
];
