import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visible, visibleDocument, visibleLines } from '../src/visible.js';

describe('what a terminal would act on', () => {
  test.each([
    ['\u001b[2J', String.raw`\x1b[2J`],
    ['a\rb\u0008\u0000', String.raw`a\rb\x08\x00`],
    ['a\nb', String.raw`a\nb`],
    ['\u007f\u009b31m\u0085', String.raw`\x7f\x9b31m\x85`],
    ['\u202etxt.exe\u2066\u2069', String.raw`\u202etxt.exe\u2066\u2069`],
    ['\u2028\u2029', String.raw`\u2028\u2029`],
  ])('%j is shown as %s', (text, shown) => expect(visible(text)).toBe(shown));

  test.each(['a\tb', 'üñ文', '👩‍👩‍👧', '❤️', 'שלום\u200f!', '\u061cسلام', 'C:\\new'])('%j stays', (text) => {
    expect(visible(text)).toBe(text);
    expect(visibleLines(text)).toBe(text);
  });

  test('a text of several lines keeps its lines, whatever ends them', () => {
    expect(visibleLines('a\r\nb\n\u001bc\rd')).toBe('a\nb\n\\x1bc\\rd');
  });
  test('a document is made visible in depth, keys too, and otherwise kept', () => {
    const when = new Date(0);
    expect(visibleDocument({ 'k\n': ['\u001b', 1, null, when], __proto__: null })).toEqual({
      'k\\n': ['\\x1b', 1, null, when],
    });
  });
  test('what was shown once is shown the same again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = visible(text);
        expect(visible(once)).toBe(once);
        expect(once).not.toMatch(/[^\P{Cc}\t]|[\u2028-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});
