import { expect, test } from 'vitest';
import { fit } from '../src/browse/fit.js';

test('a text with a tab takes as many columns as are to be', () => {
  expect(fit('i\ttab', 8)).toBe('i tab   ');
  expect(fit('i\ttab', 4)).toBe('i t…');
});
