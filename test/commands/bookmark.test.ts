import { describe, expect, test } from 'vitest';
import { fakeApi } from '../support/fake-api.js';
import { globus } from '../support/globus.js';
import { cells } from '../support/table.js';
import { collectionId as id, refusal, result, transferUrl } from '../support/transfer.js';

const bookmarkId = '2405823f-0597-4a16-b296-46d4f0ae4b15';
const other = '3405823f-0597-4a16-b296-46d4f0ae4b15';
const results = { id: bookmarkId, name: 'results', endpoint_id: id, path: '/data/' };
const gone = { id: other, name: 'old', endpoint_id: other, path: '/' };
const list = {
  method: 'GET',
  url: `${transferUrl}/bookmark_list`,
  response: { DATA_TYPE: 'bookmark_list', DATA: [results, gone] },
};
const one = { method: 'GET', url: `${transferUrl}/bookmark/${bookmarkId}`, response: results };
const endpoint = (of: string, name: string) => ({
  method: 'GET',
  url: `${transferUrl}/endpoint/${of}`,
  response: { id: of, display_name: name },
});

describe('globus bookmark list', () => {
  test('names the endpoints, also one that was deleted', async () => {
    const deleted = {
      method: 'GET',
      url: `${transferUrl}/endpoint/${other}`,
      status: 404,
      response: { code: 'EndpointDeleted', message: 'gone' },
    };
    expect(
      cells((await globus(['bookmark', 'list'], { api: fakeApi([list, endpoint(id, 'Lab'), deleted]) })).stdout),
    ).toEqual([
      ['Name', 'Bookmark ID', 'Endpoint ID', 'Endpoint Name', 'Path'],
      ['results', bookmarkId, id, 'Lab', '/data/'],
      ['old', other, other, '[DELETED ENDPOINT]', '/'],
    ]);
  });
  test('--limit asks for the names of no more than it shows', async () => {
    const { stdout } = await globus(['bookmark', 'list', '--limit', '1'], {
      api: fakeApi([list, endpoint(id, 'Lab')]),
    });
    expect(cells(stdout).map(([name]) => name)).toEqual(['Name', 'results']);
  });
  test('as JSON is the document, and no name is asked for', async () => {
    expect(JSON.parse((await globus(['bookmark', 'list', '--json'], { api: fakeApi([list]) })).stdout)).toEqual(
      list.response,
    );
  });
  test('is refused as the service refuses it', async () => {
    expect(await globus(['bookmark', 'list'], { api: fakeApi([{ ...list, ...refusal }]) })).toMatchObject({
      code: 1,
      stdout: '',
    });
  });
});

describe('one bookmark', () => {
  test('is shown by name or id, as what other commands take', async () => {
    expect((await globus(['bookmark', 'show', 'results'], { api: fakeApi([list]) })).stdout).toBe(`${id}:/data/\n`);
    expect((await globus(['bookmark', 'show', bookmarkId, '--jq', 'path'], { api: fakeApi([one]) })).stdout).toBe(
      '"/data/"\n',
    );
    expect((await globus(['bookmark', 'show', '-v', bookmarkId], { api: fakeApi([one]) })).stdout).toMatch(
      /^Name: +results$/m,
    );
  });
  test('that is not there is said, with how to see those that are', async () => {
    expect(await globus(['bookmark', 'show', 'Results'], { api: fakeApi([list]) })).toEqual({
      code: 1,
      stdout: '',
      stderr: "You have no bookmark 'Results'.\n\nSee those you have: globus bookmark list\n",
    });
  });
  test('a name may look like an id', async () => {
    const named = { ...list, response: { DATA: [{ ...results, name: other }] } };
    const api = fakeApi([
      {
        ...one,
        url: `${transferUrl}/bookmark/${other}`,
        status: 404,
        response: { code: 'BookmarkNotFound', message: 'no' },
      },
      named,
    ]);
    expect((await globus(['bookmark', 'show', other], { api })).stdout).toBe(`${id}:/data/\n`);
  });
  test('is made, renamed and deleted', async () => {
    const made = {
      method: 'POST',
      url: `${transferUrl}/bookmark`,
      body: { endpoint_id: id, path: '/data/', name: 'results' },
      response: results,
    };
    expect((await globus(['bookmark', 'create', `${id}:/data/`, 'results'], { api: fakeApi([made]) })).stdout).toBe(
      `Bookmark ID: ${bookmarkId}\n`,
    );
    const renamed = { method: 'PUT', url: one.url, body: { name: 'new' }, response: { ...results, name: 'new' } };
    expect((await globus(['bookmark', 'rename', 'results', 'new'], { api: fakeApi([list, renamed]) })).stdout).toBe(
      'Success\n',
    );
    const deleted = { method: 'DELETE', url: one.url, response: result('Deleted', 'Bookmark deleted successfully') };
    expect((await globus(['bookmark', 'delete', bookmarkId], { api: fakeApi([one, deleted]) })).stdout).toBe(
      'Bookmark deleted successfully\n',
    );
  });
  test('wants a path', async () => {
    expect((await globus(['bookmark', 'create', id, 'results'])).code).toBe(2);
  });
});
