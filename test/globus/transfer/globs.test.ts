import { describe, expect, test } from 'vitest';
import { hasPattern, nameMatcher } from '../../../src/globus/transfer/globs.js';

test.each([
  ['/a/*.h5', true],
  ['/a?/b', true],
  ['/a[0-9]/b', true],
  ['/a/b', false],
  ['/a[1/b', false],
  ['/a[/b]', false],
  ['/a[]', false],
])('%s: has a pattern: %j', (path, has) => {
  expect(hasPattern(path)).toBe(has);
});

describe('a name', () => {
  test.each([
    ['*', ['a', 'a.b', '*'], ['.a']],
    ['.*', ['.a', '.'], ['a']],
    ['*.h5', ['x.h5', 'a.b.h5'], ['x.h5.bak', '.h5']],
    ['a*b*c', ['abc', 'aXbYc', 'abcbc'], ['ab', 'abcd', 'Xabc']],
    ['run-?', ['run-1', 'run-é', 'run-🎉'], ['run-', 'run-12']],
    ['[a-c]x', ['ax', 'cx'], ['dx', 'Ax', 'x']],
    ['[!a-c]x', ['dx', '!x'], ['ax']],
    ['[^a]x', ['dx'], ['ax']],
    ['[]a]x', [']x', 'ax'], ['[x']],
    ['[a-]x', ['ax', '-x'], ['bx']],
    ['[*]', ['*'], ['a']],
    ['a[1', ['a[1'], ['a1']],
    ['a.b', ['a.b'], ['axb']],
    ['(a+)$\\', ['(a+)$\\'], ['a']],
  ])('fits %s', (pattern, yes, no) => {
    const fits = nameMatcher(pattern);
    expect(yes.filter(fits)).toEqual(yes);
    expect(no.filter(fits)).toEqual([]);
  });
  test('of any length is judged quickly, whatever the pattern', () => {
    const begun = performance.now();
    expect(nameMatcher(`${'*a'.repeat(100)}b`)('a'.repeat(10_000))).toBe(false);
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});
