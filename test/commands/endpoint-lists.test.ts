import { expect, test } from 'vitest';
import { fakeApi } from '../support/fake-api.js';
import { globus } from '../support/globus.js';
import { cells } from '../support/table.js';
import { collectionId, refusal, transferUrl, tunnelsUrl } from '../support/transfer.js';

const endpoint = `${transferUrl}/endpoint/${collectionId}`;
const id = '30000000-0000-0000-0000-000000000001';

test('endpoint shared-endpoint-list follows the tokens of its pages', async () => {
  const url = `${endpoint}/shared_endpoint_list`;
  const pages = () =>
    fakeApi([
      { method: 'GET', url, response: { shared_endpoints: [{ id: 'a' }], next_token: 't' } },
      { method: 'GET', url: `${url}?next_token=t`, response: { shared_endpoints: [{ id: 'b' }], next_token: null } },
    ]);
  const line = ['endpoint', 'shared-endpoint-list', collectionId];
  expect(cells((await globus(line, { api: pages() })).stdout)).toEqual([['ID'], ['a'], ['b']]);
  expect(JSON.parse((await globus([...line, '-Fjson'], { api: pages() })).stdout)).toEqual({
    shared_endpoints: [{ id: 'a' }, { id: 'b' }],
  });
  expect((await globus(line, { api: fakeApi([{ method: 'GET', url, ...refusal }]) })).code).toBe(1);
});

test('endpoint my-effective-pause-rule-list', async () => {
  const url = `${endpoint}/my_effective_pause_rule_list`;
  const page = {
    DATA: [
      {
        id,
        message: 'Repair',
        endpoint_display_name: 'Lab',
        start_time: null,
        pause_task_transfer_write: true,
        pause_symlink: true,
      },
    ],
  };
  const line = ['endpoint', 'my-effective-pause-rule-list', collectionId];
  expect(cells((await globus(line, { api: fakeApi([{ method: 'GET', url, response: page }]) })).stdout)).toEqual([
    ['Operations', 'On Endpoint', 'Since', 'Message'],
    ['write/symlink', 'Lab', 'None', 'Repair'],
  ]);
  expect(
    JSON.parse((await globus([...line, '-Fjson'], { api: fakeApi([{ method: 'GET', url, response: page }]) })).stdout),
  ).toEqual(page);
  expect((await globus(line, { api: fakeApi([{ method: 'GET', url, ...refusal }]) })).code).toBe(1);
});

test('endpoint server-list and server-show', async () => {
  const server = {
    DATA_TYPE: 'server',
    id: 985,
    scheme: 'gsiftp',
    hostname: 'h.example.org',
    port: 2811,
    subject: null,
    incoming_data_port_start: 50000,
    incoming_data_port_end: 51000,
    outgoing_data_port_start: null,
    outgoing_data_port_end: null,
  };
  const page = { DATA: [server, server] };
  const list = { method: 'GET', url: `${endpoint}/server_list`, response: page };
  const show = { method: 'GET', url: `${endpoint}/server/985`, response: server };
  expect(
    cells((await globus(['endpoint', 'server-list', collectionId, '--limit', '1'], { api: fakeApi([list]) })).stdout),
  ).toEqual([
    ['ID', 'Scheme', 'Hostname', 'Port', 'Subject'],
    ['985', 'gsiftp', 'h.example.org', '2811', 'None'],
  ]);
  expect(
    JSON.parse((await globus(['endpoint', 'server-list', collectionId, '-Fjson'], { api: fakeApi([list]) })).stdout),
  ).toEqual(page);
  expect((await globus(['endpoint', 'server-list', '1405823f-0597'])).code).toBe(2);
  expect((await globus(['endpoint', 'server-show', collectionId, '985'], { api: fakeApi([show]) })).stdout).toBe(
    'ID:                  985\nScheme:              gsiftp\nHostname:            h.example.org\nPort:                2811\nSubject:             None\nIncoming Data Ports: 50000-51000\nOutgoing Data Ports: None\n',
  );
  expect(
    JSON.parse(
      (await globus(['endpoint', 'server-show', collectionId, '985', '-Fjson'], { api: fakeApi([show]) })).stdout,
    ),
  ).toEqual(server);
  expect((await globus(['endpoint', 'server-show', collectionId, 'first'])).code).toBe(2);
});

const bookmark = {
  type: 'Bookmark',
  id,
  attributes: { name: 'results', path: '/data/' },
  relationships: { collection: { data: { type: 'Collection', id: collectionId } } },
};
const included = [{ type: 'Collection', id: collectionId, attributes: { display_name: 'Lab', high_assurance: true } }];
const alone = `ID:            ${id}\nName:          results\nCollection ID: ${collectionId}\nPath:          /data/\n`;

test('bookmark v2 list and show say what the collection is', async () => {
  const list = (response: object) => ({ method: 'GET', url: `${tunnelsUrl}/bookmarks?include=collection`, response });
  const page = { data: [bookmark], included, meta: { request_id: 'r' } };
  expect(cells((await globus(['bookmark', 'v2', 'list'], { api: fakeApi([list(page)]) })).stdout)).toEqual([
    ['ID', 'Name', 'Collection ID', 'Collection Name', 'High Assurance', 'Path'],
    [id, 'results', collectionId, 'Lab', 'True', '/data/'],
  ]);
  const second = {
    method: 'GET',
    url: `${tunnelsUrl}/bookmarks?include=collection&page%5Bmarker%5D=m`,
    response: { data: [bookmark], included },
  };
  const both = await globus(['bookmark', 'v2', 'list', '-F', 'json'], {
    api: fakeApi([
      list({ ...page, links: { next: 'https://transfer.api.globus.org/v2/bookmarks?page[marker]=m' } }),
      second,
    ]),
  });
  expect(JSON.parse(both.stdout)).toMatchObject({ data: [bookmark, bookmark], included: [...included, ...included] });
  const show = {
    method: 'GET',
    url: `${tunnelsUrl}/bookmarks/${id}?include=collection`,
    response: { data: bookmark, included },
  };
  expect((await globus(['bookmark', 'v2', 'show', id], { api: fakeApi([show]) })).stdout).toBe(
    `ID:              ${id}\nName:            results\nCollection ID:   ${collectionId}\nCollection Name: Lab\nHigh Assurance:  True\nPath:            /data/\n`,
  );
  expect(
    (await globus(['bookmark', 'v2', 'show', id, '--jmespath', 'data.attributes.name'], { api: fakeApi([show]) }))
      .stdout,
  ).toBe('"results"\n');
  expect((await globus(['bookmark', 'v2', 'show', 'results'])).code).toBe(2);
  expect((await globus(['bookmark', 'v2', 'list'], { api: fakeApi([{ ...list({}), ...refusal }]) })).code).toBe(1);
});

test('bookmark v2 create, update and delete', async () => {
  const create = {
    method: 'POST',
    url: `${tunnelsUrl}/bookmarks`,
    body: { data: { type: 'Bookmark', attributes: bookmark.attributes, relationships: bookmark.relationships } },
    status: 201,
    response: { data: bookmark },
  };
  const line = ['bookmark', 'v2', 'create', `${collectionId}:/data/`, 'results'];
  expect((await globus(line, { api: fakeApi([create]) })).stdout).toBe(alone);
  expect(JSON.parse((await globus([...line, '-Fjson'], { api: fakeApi([create]) })).stdout)).toEqual({
    data: bookmark,
  });
  expect((await globus(['bookmark', 'v2', 'create', collectionId, 'results'])).code).toBe(2);
  const update = {
    method: 'PATCH',
    url: `${tunnelsUrl}/bookmarks/${id}`,
    body: { data: { type: 'Bookmark', attributes: { path: '/data/' } } },
    response: { data: bookmark },
  };
  expect((await globus(['bookmark', 'v2', 'update', id, '--path', '/data/'], { api: fakeApi([update]) })).stdout).toBe(
    alone,
  );
  expect(
    (
      await globus(['bookmark', 'v2', 'update', id, '--path', '/data/', '--jmespath', 'data.id'], {
        api: fakeApi([update]),
      })
    ).stdout,
  ).toBe(`"${id}"\n`);
  expect((await globus(['bookmark', 'v2', 'update', id])).code).toBe(2);
  const elsewhere = { ...update, body: { data: { type: 'Bookmark', attributes: { path: '/other' } } } };
  const unmoved = await globus(['bookmark', 'v2', 'update', id, '--path', '/other'], { api: fakeApi([elsewhere]) });
  expect([unmoved.code, unmoved.stderr]).toEqual([0, 'The bookmark still points to /data/.\n']);
  const remove = { method: 'DELETE', url: `${tunnelsUrl}/bookmarks/${id}` };
  expect(
    (await globus(['bookmark', 'v2', 'delete', id], { api: fakeApi([{ ...remove, response: { data: null } }]) }))
      .stdout,
  ).toBe(`Bookmark ${id} deleted.\n`);
  expect(
    (
      await globus(['bookmark', 'v2', 'delete', id, '-Fjson'], {
        api: fakeApi([{ ...remove, response: { data: null } }]),
      })
    ).stdout,
  ).toBe('{\n  "data": null\n}\n');
  expect((await globus(['bookmark', 'v2', 'delete', id], { api: fakeApi([{ ...remove, ...refusal }]) })).code).toBe(1);
});
