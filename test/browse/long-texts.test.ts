/** A text of any length is looked at once, and only what is seen of it is laid out: with the square of its length, no key would be taken for minutes. */
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { frontLines, textHeight } from '../../src/browse/box-lines.js';
import { cut, cutMiddle, cutStart, fit, wrapped, wrappedLine } from '../../src/browse/fit.js';
import { resized, rowsOf } from '../../src/browse/text-rows.js';
import { isNarrow, lettersOf } from '../../src/letters.js';
import { cut as cutCell, cutRoute, wrapped as wrappedCell } from '../../src/output/cut.js';

const size = 2_000_000;
const json = `{${Array.from({ length: 110_000 }, (_, i) => `"key${i}":${i}`).join(',')}}`;
const texts: readonly (readonly [string, string])[] = [
  ['ASCII', 'x'.repeat(size)],
  ['JSON', json],
  ['accents', 'é'.repeat(size)],
  ['Chinese', '漢'.repeat(size / 2)],
  ['words', 'naïve words '.repeat(size / 12)],
  ['emoji', '👩‍👩‍👧'.repeat(size / 20)],
  ['quotes', `'${"it's ".repeat(size / 5)}`],
  ['what takes no column', `e${'\u0301'.repeat(size / 10)}`],
];
/** Far more than any of it takes, and far less than the square of it would. */
const soon = 15_000;

describe.each(texts)('2 MB of one line: %s', (_, text) => {
  test.each<readonly [string, () => unknown]>([
    ['cut', () => cut(text, 80)],
    ['cut at its beginning', () => cutStart(text, 80)],
    ['cut in the middle', () => cutMiddle(text, 80)],
    ['made to fit', () => fit(text, 80)],
    ['broken at spaces', () => wrapped(text, 80)],
    ['broken as a line of a shell', () => wrappedLine(text, 80)],
    ['cut in a table', () => cutCell(text, 80)],
    ['cut as a route', () => cutRoute(`name  a:${text} → b:${text}`, 80)],
    ['broken below a table', () => wrappedCell(text, 80)],
    ['broken into rows', () => rowsOf([text], 80)],
  ])('%s', { timeout: 600_000 }, (_name, work) => {
    const begun = performance.now();
    work();
    expect(performance.now() - begun).toBeLessThan(soon);
  });
});

test('a narrow letter takes one column, and is one', () => {
  const all = Array.from({ length: 0x530 }, (_, code) => String.fromCharCode(code)).filter(isNarrow);
  expect(all.length).toBeGreaterThan(1_000);
  expect(all.filter((letter) => stringWidth(letter) !== 1)).toEqual([]);
  expect(Array.from(new Intl.Segmenter().segment(all.join('')), ({ segment }) => segment)).toEqual(all);
});

test('letters are the same as where a text is not long', () => {
  const text = 'a👩‍👩‍👧e\u0301漢🇩🇪한각\r\n1\ufe0f\u20e3'.repeat(100);
  expect([...lettersOf(text)]).toEqual(Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment));
  expect([...lettersOf('')]).toEqual([]);
});

const front = (lines: readonly string[], top = 0) => ({
  mode: 'text' as const,
  title: 'one.json',
  line: '',
  lines,
  top,
});

test('of a question only so much of its line is broken as is shown', () => {
  const question = { mode: 'agree' as const, title: 'Copy', text: 'Copy?', line: json, loses: false };
  const shown = frontLines(question, 80, 20)?.map((line) => line.map(({ text }) => text).join(''));
  expect(shown?.at(-2)).toBe(`│ ${'…'.padEnd(76)} │`);
  expect(wrappedLine(json, 76, 5)).toHaveLength(5);
});

test('rows hold all of a line, each as wide as there is room', () => {
  expect(rowsOf(['abcdefgh', '', 'ab'], 3)).toEqual(['abc', 'def', 'gh', '', 'ab']);
  expect(rowsOf([json], 76).join('')).toBe(json);
  expect(rowsOf(['漢漢漢'], 5)).toEqual(['漢漢', '漢']);
});

test('a text is broken once for a width, however often it is drawn', () => {
  const lines = [json];
  expect(rowsOf(lines, 76)).toBe(rowsOf(lines, 76));
});

test('a terminal of another size shows the same part of a text', () => {
  const lines = ['x'.repeat(1_000), 'y'.repeat(1_000)];
  const at = (columns: number) => ({ columns, rows: 24 });
  const narrow = resized(front(lines, 15), at(104), at(54));
  expect(narrow.top).toBe(30);
  expect(resized(narrow, at(54), at(104)).top).toBe(15);
  expect(textHeight(front(lines), 54)).toBe(40);
});
