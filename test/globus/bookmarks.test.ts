import { describe, expect, test } from 'vitest';
import { CliError, ServiceError } from '../../src/errors.js';
import { findBookmark } from '../../src/globus/bookmarks.js';

const id = '11111111-1111-4111-8111-111111111111';
const data = { id, name: 'data' };
const oddlyNamed = { id: '22222222-2222-4222-8222-222222222222', name: '33333333-3333-4333-8333-333333333333' };
const refused = (status: number) => new ServiceError('No.', { service: 'transfer', status });

function bookmarks(refusal = refused(404)) {
  const asked: string[] = [];
  return {
    asked,
    getBookmark: (wanted: string) => {
      asked.push(wanted);
      return wanted === id ? Promise.resolve(data as never) : Promise.reject(refusal);
    },
    listBookmarks: () => {
      asked.push('list');
      return Promise.resolve({ DATA: [data, oddlyNamed] } as never);
    },
  };
}

describe('a bookmark', () => {
  test('by id, however it is written, costs one request', async () => {
    const transfer = bookmarks();
    expect(await findBookmark(id.toUpperCase(), transfer)).toBe(data);
    expect(await findBookmark(id.replaceAll('-', ''), transfer)).toBe(data);
    expect(transfer.asked).toEqual([id, id]);
  });
  test('by name is found in the list, in this case only', async () => {
    const transfer = bookmarks();
    expect(await findBookmark('data', transfer)).toBe(data);
    expect(transfer.asked).toEqual(['list']);
    await expect(findBookmark('Data', transfer)).rejects.toThrow(CliError);
  });
  test('may have a name that looks like an id', async () => {
    const transfer = bookmarks();
    expect(await findBookmark(oddlyNamed.name, transfer)).toBe(oddlyNamed);
    expect(transfer.asked).toEqual([oddlyNamed.name, 'list']);
  });
  test('is not looked for any further where the service fails', async () => {
    const transfer = bookmarks(refused(500));
    await expect(findBookmark(oddlyNamed.name, transfer)).rejects.toThrow('No.');
    expect(transfer.asked).toEqual([oddlyNamed.name]);
  });
  test('that there is not is an error that says where to look', async () => {
    await expect(findBookmark('photos', bookmarks())).rejects.toMatchObject({
      message: "You have no bookmark 'photos'.",
      hint: 'See those you have: globus bookmark list',
      exitCode: 1,
    });
  });
});

test('a name that is not there is told on one line', async () => {
  await expect(findBookmark('a\r\nFAKED', bookmarks())).rejects.toThrow("You have no bookmark 'a\\r\\nFAKED'.");
});
