import { describe, expect, test } from 'vitest';
import { fakeApi } from '../support/fake-api.js';
import { globus, userId } from '../support/globus.js';
import { collectionId, transferUrl } from '../support/transfer.js';

describe('bookmark show', () => {
  const id = '8b2f0d0e-6a3c-4a6e-9d3e-5b7a1c2d3e4f';
  const bookmark = { id, name: 'results', endpoint_id: collectionId, path: '/data/é/' };
  const list = { method: 'GET', url: `${transferUrl}/bookmark_list`, response: { DATA: [{ ...bookmark, id: userId, name: 'Results' }, bookmark] } };
  test('by name, exactly, and by id', async () => {
    expect((await globus(['bookmark', 'show', 'results'], { api: fakeApi([list]) })).stdout).toBe(`${collectionId}:/data/é/\n`);
    const one = { method: 'GET', url: `${transferUrl}/bookmark/${id}`, response: bookmark };
    expect((await globus(['bookmark', 'show', id.toUpperCase(), '--verbose'], { api: fakeApi([one]) })).stdout).toContain('Name:        results\n');
    expect(JSON.parse((await globus(['bookmark', 'show', id, '-F', 'json'], { api: fakeApi([one]) })).stdout)).toEqual(bookmark);
  });
  test('a name that looks like an id is looked for, too', async () => {
    const named = { ...list, response: { DATA: [{ ...bookmark, name: id }] } };
    const none = { method: 'GET', url: `${transferUrl}/bookmark/${id}`, status: 404, response: { code: 'BookmarkNotFound', message: 'none', request_id: 'r' } };
    expect((await globus(['bookmark', 'show', id], { api: fakeApi([none, named]) })).stdout).toBe(`${collectionId}:/data/é/\n`);
    expect(await globus(['bookmark', 'show', 'RESULTS'], { api: fakeApi([list]) })).toMatchObject({ code: 1, stderr: expect.stringContaining("You have no bookmark 'RESULTS'.") });
  });
});
