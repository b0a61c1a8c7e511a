/** What searches of hundreds of thousands of entries rest on: numbers in place of copies, and an order for what is shown only. */
import { describe, expect, test } from 'vitest';
import { Contents } from '../src/search/query/contents.js';
import { firstOf } from '../src/search/query/first-of.js';
import { distanceOf } from '../src/search/query/nearness.js';
import type { Entry } from '../src/search/state.js';
import { randomFrom } from './support/hard.js';

const entry = (subject: string, text: string, entry_id: string | null = null): Entry => ({
  index_id: 'index',
  subject,
  entry_id,
  visible_to: ['public'],
  principal_sets: {},
  content: { text },
  bytes: text.length,
});
/** The subjects of the entries that have a word. */
const having = (contents: Contents, word: string, fuzzy = 0): string[] =>
  [...contents.scores(word, fuzzy)]
    .flatMap((score, number) => (score > 0 ? [contents.entries[number]?.subject ?? 'gone'] : []))
    .sort();

test('the first of many are those of a sort, equal ones in the order they came', () => {
  const random = randomFrom(7);
  for (const length of [0, 1, 10, 500, 3000]) {
    const items = Array.from({ length }, (_, at) => ({ at, rank: random.below(20) }));
    for (const count of [0, 1, 7, 100, 5000])
      expect(firstOf(items, count, (a, b) => a.rank - b.rank)).toEqual(
        [...items].sort((a, b) => a.rank - b.rank).slice(0, count),
      );
  }
});

describe('the contents of an index', () => {
  test('are counted and found through thousands of replacements and removals', () => {
    const contents = new Contents();
    const rows = new Map<string, Entry>();
    const random = randomFrom(11);
    for (let i = 0; i < 12_000; i += 1) {
      const subject = `s${random.below(700)}`;
      const id = random.pick(['a', null]);
      const key = `${subject} ${id}`;
      const before = rows.get(key);
      if (random.below(3) === 0) {
        if (before) contents.remove(before);
        rows.delete(key);
      } else {
        const next = entry(subject, `word${random.below(5)} common`, id);
        contents.put(next, before);
        rows.set(key, next);
      }
    }
    const left = [...rows.values()];
    expect([contents.size, contents.subjectCount, contents.bytes]).toEqual([
      left.length,
      new Set(left.map(({ subject }) => subject)).size,
      left.reduce((sum, { bytes }) => sum + bytes, 0),
    ]);
    expect(contents.entries.length).toBeLessThan(4 * 1400);
    for (const word of ['common', 'word3', 'word9'])
      expect(having(contents, word)).toEqual(
        left
          .filter(({ content }) => String(content['text']).includes(word))
          .map(({ subject }) => subject)
          .sort(),
      );
    expect(contents.entriesOf('s7').sort((a, b) => Number(a.entry_id) - Number(b.entry_id))).toEqual(
      expect.arrayContaining(left.filter(({ subject }) => subject === 's7')),
    );
    expect(contents.entriesOf('none')).toEqual([]);
  });

  test('tell rare words and short texts from common and long ones, and near words from the word', () => {
    const contents = new Contents();
    for (const [subject, text] of [
      ['twice', 'salt salt and soup'],
      ['once', 'salt and soup'],
      ['long', `salt and soup ${'of many things that are in it '.repeat(3)}`],
      ['near', 'malt and soup'],
      ['other', 'PHỞ İstanbul it’s'],
    ] as const)
      contents.put(entry(subject, text), undefined);
    const scores = (word: string, fuzzy = 0) => [...contents.scores(word, fuzzy)];
    const [twice = 0, once = 0, long = 0, near = 0] = scores('salt', 1);
    expect([twice > once, once > long, long > 0, near > 0, (scores('malt')[3] ?? 0) > near]).toEqual(
      Array(5).fill(true),
    );
    expect(scores('and')[0]).toBeLessThan(scores('salt')[0] ?? 0);
    expect([having(contents, 'phở'), having(contents, 'it’s'), having(contents, 'it')]).toEqual([
      ['other'],
      ['other'],
      ['long'],
    ]);
  });
});

test('letters between words', () => {
  for (const [word, wanted, most, distance] of [
    ['salt', 'salt', 0, 0],
    ['salt', 'malt', 0, undefined],
    ['salt', 'malt', 1, 1],
    ['salt', 'slat', 1, undefined],
    ['salt', 'slat', 2, 2],
    ['salt', 'salts', 1, 1],
    ['', 'ab', 2, 2],
  ] as const)
    expect([word, wanted, most, distanceOf(word, wanted, most)]).toEqual([word, wanted, most, distance]);
});
