import { flows } from '@globus/sdk';
import { describe, expect, test } from 'vitest';
import { refused, said, usingSdk } from './sdk.js';
import { until } from './transferring.js';
import { flowScope, person } from './whole-world.js';

const using = usingSdk('flows', flows);
const { sdk, by } = using;
const definition = {
  StartAt: 'Greet',
  States: { Greet: { Type: 'Pass', Parameters: { 'greeting.$': '$.name' }, ResultPath: '$.result', End: true } },
};
const input_schema = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' } },
  additionalProperties: false,
};

/** Somebody's token for one flow. */
const starting = async (flow: string) =>
  (await person(using.world.sandbox, 'ada@globusid.org', flowScope(flow))).tokens[flow]!;

describe("Globus's own JavaScript SDK, Flows", () => {
  test('makes flows, finds, changes and deletes them', async () => {
    const { ada } = using.world;
    expect(await said(sdk.flows.validate(by(ada, { payload: { definition, input_schema } })))).toHaveProperty('scopes');
    await refused(
      sdk.flows.validate(by(ada, { payload: { definition: { ...definition, StartAt: 'Nowhere' }, input_schema } })),
      422,
    );
    const { id } = await said(
      sdk.flows.create(by(ada, { payload: { title: 'From the SDK', definition, input_schema } })),
    );
    expect(await said(sdk.flows.get(id, by(ada)))).toMatchObject({
      title: 'From the SDK',
      globus_auth_scope: flowScope(id),
      user_role: 'flow_owner',
    });
    expect(await said(sdk.flows.update(id, by(ada, { payload: { title: 'Renamed' } })))).toMatchObject({
      id,
      title: 'Renamed',
    });
    const listed = await said(
      sdk.flows.getAll(by(ada, { query: { filter_fulltext: 'renamed', orderby: 'updated_at DESC', per_page: 5 } })),
    );
    expect(listed).toMatchObject({ flows: [{ id }], has_next_page: false, marker: null });
    const { id: second } = await said(
      sdk.flows.deploy(by(ada, { payload: { title: 'Another', definition, input_schema } })),
    );
    for (const each of [id, second])
      expect(await said(sdk.flows.remove(each, by(ada)))).toMatchObject({ id: each, DELETED: true });
    await refused(sdk.flows.get(id, by(ada)), 404);
  });

  test('runs a flow to its end, looks at it, and lets go of it', async () => {
    const { ada } = using.world;
    const { id } = await said(sdk.flows.create(by(ada, { payload: { title: 'Greeter', definition, input_schema } })));
    const token = await starting(id);
    expect(
      await refused(sdk.flows.run(id, by(ada, { payload: { body: {}, label: 'wrong' } }, token)), 400),
    ).toMatchObject({ error: { code: 'FLOW_INPUT_ERROR' } });
    const started = await said(
      sdk.flows.run(id, by(ada, { payload: { body: { name: 'Ada' }, label: 'right' } }, token)),
    );
    const run = started.run_id;
    const done = await until(async () => {
      const document = await said(sdk.runs.get(run, by(ada)));
      return document.status === 'ACTIVE' ? undefined : document;
    });
    expect(done).toMatchObject({
      status: 'SUCCEEDED',
      label: 'right',
      details: { output: { name: 'Ada', result: { greeting: 'Ada' } } },
    });
    expect(
      (await said(sdk.runs.getLog(run, by(ada, { query: { limit: 10 } })))).entries.map(({ code }: any) => code),
    ).toEqual(['FlowStarted', 'PassStarted', 'PassCompleted', 'FlowSucceeded']);
    expect(await said(sdk.runs.getDefinition(run, by(ada)))).toEqual({ flow_id: id, definition, input_schema });
    expect(await said(sdk.runs.update(run, by(ada, { payload: { label: 'kept', tags: ['greeting'] } })))).toMatchObject(
      { label: 'kept', tags: ['greeting'] },
    );
    expect(
      (await said(sdk.runs.getAll(by(ada, { query: { filter_flow_id: id } })))).runs.map((each: any) => each.run_id),
    ).toEqual([run]);
    expect(await said(sdk.runs.remove(run, by(ada)))).toMatchObject({ run_id: run });
    await refused(sdk.runs.get(run, by(ada)), 404);
  });

  test('cancels a run that waits', async () => {
    const { ada } = using.world;
    const waiting = { StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 86_400, End: true } } };
    const { id } = await said(
      sdk.flows.create(by(ada, { payload: { title: 'Waiter', definition: waiting, input_schema: {} } })),
    );
    const { run_id } = await said(
      sdk.flows.run(id, by(ada, { payload: { body: {}, label: 'waits' } }, await starting(id))),
    );
    await refused(sdk.runs.remove(run_id, by(ada)), 409);
    await said(sdk.runs.cancel(run_id, by(ada)));
    expect(
      await until(async () => {
        const document = await said(sdk.runs.get(run_id, by(ada)));
        return document.status === 'ACTIVE' ? undefined : document;
      }),
    ).toMatchObject({ status: 'FAILED', details: { code: 'FlowCanceled' } });
  });
});
using.everyFunctionWasCalled();
