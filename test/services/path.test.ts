import { expect, test } from 'vitest';
import { path } from '../../src/services/path.js';

test('a path takes ids as they are', () => {
  expect(path`v1/index/${'a/b c'}/role/${7}`).toBe('v1/index/a%2Fb%20c/role/7');
});

test.each(['', '.', '..'])('an id that is %j makes no request, which would be another', (id) => {
  expect(() => path`v1/index/x/role/${id}`).toThrow(expect.objectContaining({ exitCode: 2 }) as Error);
});
