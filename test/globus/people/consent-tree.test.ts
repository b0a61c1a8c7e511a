import { expect, test } from 'vitest';
import { type ConsentTree, consentTrees } from '../../../src/globus/people/consent-tree.js';

const consent = (...path: readonly number[]) => ({ id: path.at(-1), dependency_path: path }) as never;
const ids = (trees: readonly ConsentTree[]): unknown =>
  trees.map(({ consent: { id }, children }) => (children.length ? [id, ids(children)] : id));

test('consents stand under those they depend on, whatever order they come in', () => {
  const consents = [consent(1, 2, 3), consent(1), consent(4), consent(1, 2), consent(1, 5)];
  expect(ids(consentTrees(consents))).toEqual([[1, [[2, [3]], 5]], 4]);
});
test('a consent whose parent is not among them is a root', () => {
  expect(ids(consentTrees([consent(9, 2), consent(9, 2, 3)]))).toEqual([[2, [3]]]);
});
test('no consents are no trees', () => {
  expect(consentTrees([])).toEqual([]);
});
