import { globTest } from '../filter.js';
import type { FilterRule } from '../state.js';

/** Whether an entry of a folder is transferred. */
export type EntryFilter = (name: string, type: 'file' | 'dir') => boolean;

/** The filter rules of a transfer: the first that fits decides, and what none fits is included. */
export function entryFilter(rules: FilterRule[] | null): EntryFilter {
  if (!rules || rules.length === 0) return () => true;
  const tests = rules.map(({ method, type, name }) => ({ include: method === 'include', type, glob: globTest(name) }));
  return (name, type) =>
    tests.find((test) => (test.type === null || test.type === type) && test.glob.test(name))?.include ?? true;
}
