import { describe, expect, test } from 'vitest';
import { itemOf, wholeResult } from '../../../src/globus/collections/envelope.js';

const envelope = { DATA_TYPE: 'result#1.0.0', code: 'success', detail: 'success', http_response_code: 200 };

test('an item is found by its kind, whatever its version, in an envelope or bare', () => {
  const role = { DATA_TYPE: 'role#1.0.0', id: 'r' };
  expect(itemOf({ ...envelope, data: [{ DATA_TYPE: 'note#1.0.0', id: 'n' }, role] }, 'role')).toBe(role);
  expect(itemOf(role, 'role')).toBe(role);
});

describe('the whole of a listing', () => {
  const pages: Record<string, { data: readonly number[]; has_next_page: boolean; marker?: string }> = {
    first: { data: [1, 2], has_next_page: true, marker: 'second' },
    second: { data: [3], has_next_page: true, marker: 'third' },
    third: { data: [4], has_next_page: false, marker: 'fourth' },
  };
  const asking = () => {
    const asked: string[] = [];
    const getPage = ({ marker = 'first' }: { readonly marker?: string }) => {
      asked.push(marker);
      return Promise.resolve({ ...envelope, ...pages[marker] });
    };
    return { asked, getPage };
  };
  test('is the envelope of the last page with the rows of all', async () => {
    const { asked, getPage } = asking();
    expect(await wholeResult(getPage)).toEqual({ ...envelope, ...pages['third'], data: [1, 2, 3, 4] });
    expect(asked).toEqual(['first', 'second', 'third']);
  });
  test('asks for no more pages than it takes', async () => {
    const { asked, getPage } = asking();
    expect(await wholeResult(getPage, 2)).toMatchObject({ data: [1, 2], has_next_page: true });
    expect(await wholeResult(getPage, 1)).toMatchObject({ data: [1] });
    expect(asked).toEqual(['first', 'first']);
  });
  test('of a manager that leaves the rows out is empty', async () => {
    expect(await wholeResult(() => Promise.resolve(envelope))).toEqual({ ...envelope, data: [] });
  });
});
