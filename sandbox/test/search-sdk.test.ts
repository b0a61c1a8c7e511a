import { search } from '@globus/sdk';
import { describe, expect, test } from 'vitest';
import { refused, said, usingSdk } from './sdk.js';
import { until } from './transferring.js';

const using = usingSdk('search', search);
const { sdk, by } = using;

describe("Globus's own JavaScript SDK, Search", () => {
  test('makes an index, fills it, finds what is in it, and deletes it', async () => {
    const { ada, grace, env } = using.world;
    const index = await said(
      sdk.index.create(by(ada, { payload: { display_name: 'From the SDK', description: 'A test' } })),
    );
    expect(index).toMatchObject({ '@datatype': 'GSearchIndex', status: 'open', is_trial: true });
    const { id } = index;
    const ingest_data = {
      gmeta: ['heron', 'egret'].map((bird) => ({
        subject: `bird:${bird}`,
        id: null,
        visible_to: ['public'],
        content: { name: bird, legs: 2 },
      })),
    };
    const { task_id } = await said(
      sdk.index.ingest(id, by(ada, { payload: { ingest_type: 'GMetaList', ingest_data } })),
    );
    await until(async () =>
      (await ada.get('search', 'GET', `/v1/task/${task_id}`)).state === 'SUCCESS' ? true : undefined,
    );
    expect(await said(sdk.query.get(id, by(grace, { query: { q: 'heron' } })))).toMatchObject({
      '@datatype': 'GSearchResult',
      count: 1,
      total: 1,
      has_next_page: false,
      gmeta: [{ subject: 'bird:heron', entries: [{ content: { name: 'heron' } }] }],
    });
    const facets = [{ name: 'Birds', type: 'terms', field_name: 'name', size: 10 }];
    const found = await said(
      sdk.query.post(
        id,
        by(grace, {
          payload: { '@version': 'query#1.0.0', q: '*', facets, sort: [{ field_name: 'name', order: 'asc' }] },
        }),
      ),
    );
    expect(found.gmeta.map(({ subject }: any) => subject)).toEqual(['bird:egret', 'bird:heron']);
    expect(found.facet_results).toMatchObject([
      {
        name: 'Birds',
        buckets: [
          { value: 'egret', count: 1 },
          { value: 'heron', count: 1 },
        ],
      },
    ]);
    expect(await said(sdk.subject.get(id, by(grace, { query: { subject: 'bird:egret' } })))).toMatchObject({
      subject: 'bird:egret',
      entries: [{ content: { legs: 2 } }],
    });
    expect(await said(sdk.entry.get(id, by(grace, { query: { subject: 'bird:egret' } })))).toMatchObject({
      subject: 'bird:egret',
    });
    expect(await refused(sdk.subject.get(id, by(grace, { query: { subject: 'bird:dodo' } })), 404)).toMatchObject({
      '@datatype': 'GError',
      status: 404,
    });

    const role = await said(
      sdk.index.roles.create(
        id,
        by(ada, {
          payload: { role_name: 'writer', principal: `urn:globus:auth:identity:${env['GLOBUS_SANDBOX_IDENTITY_2']}` },
        }),
      ),
    );
    expect((await said(sdk.index.roles.getAll(id, by(ada)))).role_list.map(({ role_name }: any) => role_name)).toEqual([
      'owner',
      'writer',
    ]);
    expect(await said(sdk.index.roles.remove({ index_id: id, role_id: role.id }, by(ada)))).toMatchObject({
      success: true,
      deleted: { id: role.id },
    });

    expect(await said(sdk.index.remove(id, by(ada)))).toEqual({ index_id: id, acknowledged: true });
    expect(await refused(sdk.query.get(id, by(ada, { query: { q: '*' } })), 409)).toMatchObject({
      code: 'Conflict.IncompatibleIndexStatus',
    });
    expect(await said(sdk.index.reopen(id, by(ada)))).toEqual({ index_id: id, acknowledged: true });
    expect(await said(sdk.index.get(id, by(ada)))).toMatchObject({ id, status: 'open', num_subjects: 2 });
    expect((await said(sdk.index.getAll(by(ada)))).index_list.find((each: any) => each.id === id)).toMatchObject({
      permissions: ['owner'],
    });
  });

  test('finds public entries without a login', async () => {
    const found = await said(sdk.query.get(using.world.env['GLOBUS_SANDBOX_INDEX']!, { query: { q: 'soup' } }));
    expect(found.gmeta.map(({ subject }: any) => subject)).toContain('https://en.wikipedia.org/wiki/Gazpacho');
  });
});
using.everyFunctionWasCalled();
