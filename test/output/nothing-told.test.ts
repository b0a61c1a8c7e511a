import { expect, test } from 'vitest';
import { tellsNothing, toldOf } from '../../src/output/nothing-told.js';

test.each(['0 of undefined files', 'on [object Object]', 'NaN%', 'of -Infinity B'])('%s tells nothing', (text) => {
  expect(tellsNothing(text, {})).toBe(true);
  // unless that is what the service said
  expect(tellsNothing(text, { label: text })).toBe(false);
});

test('a line keeps what its other parts tell', () => {
  const document = { name: 'nightly', files: 3 };
  expect(toldOf('3 files', document)).toBe('3 files');
  expect(toldOf('undefined files', document)).toBeUndefined();
  expect(toldOf([{ text: 'nightly', as: 'strong' }, '  undefined', undefined], document)).toEqual([
    { text: 'nightly', as: 'strong' },
    undefined,
  ]);
});
