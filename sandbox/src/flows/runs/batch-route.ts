import type { Hono } from 'hono';
import { isObject, jsonBody, type Json } from '../../http/body.js';
import type { SandboxEnv } from '../../http/context.js';
import { isUuid } from '../../ids.js';
import type { World } from '../../world.js';
import { flowsCaller, mayManage } from '../access.js';
import { cancelRun } from '../engine/endings.js';
import { forbidden, unprocessable } from '../errors.js';
import { flowsState, type Run } from '../state.js';
import { ended, readRunFields, type RunFields } from './start-run.js';

type Lists = Pick<RunFields, 'tags' | 'run_managers' | 'run_monitors'>;
const lists = ['tags', 'run_managers', 'run_monitors'] as const;

/** `POST /batch/runs`: the same change of many runs, of all of them or of none. */
export function batchRoute(app: Hono<SandboxEnv>, world: World): void {
  const { runs } = flowsState(world);
  app.post('/batch/runs', async (c) => {
    const caller = flowsCaller(world, c, 'run_manage');
    const body = await jsonBody(c, 'UNPROCESSABLE_ENTITY', 422, ['body']);
    const [set, add, remove] = (['set', 'add', 'remove'] as const).map((name) => listsOf(body, name)) as [
      Partial<Lists>,
      Partial<Lists>,
      Partial<Lists>,
    ];
    const canceling = cancels(body);
    const chosen = runIdsOf(body).map((id): Run => {
      const run = runs.get(id);
      if (!run || !mayManage(caller, run)) throw forbidden('run', id, 'MANAGE');
      return run;
    });
    for (const run of chosen) {
      for (const name of lists) {
        const kept = (set[name] ?? run[name]).filter((each) => !remove[name]?.includes(each));
        run[name] = [...new Set([...kept, ...(add[name] ?? [])])];
      }
      runs.put(run.run_id, run);
      if (canceling && !ended.includes(run.status)) cancelRun(world, run);
    }
    return c.json({}, 202);
  });
}

function runIdsOf(body: Json): string[] {
  const filters = body['filters'];
  const ids = isObject(filters) ? filters['run_ids'] : undefined;
  if (ids === undefined)
    throw unprocessable([{ loc: ['filters', 'run_ids'], msg: 'field required', type: 'value_error.missing' }]);
  if (!Array.isArray(ids))
    throw unprocessable([{ loc: ['filters', 'run_ids'], msg: 'value is not a valid list', type: 'type_error.list' }]);
  return ids.map((id: unknown, index) => {
    if (!isUuid(id))
      throw unprocessable([
        { loc: ['filters', 'run_ids', index], msg: 'value is not a valid uuid', type: 'type_error.uuid' },
      ]);
    return id.toLowerCase();
  });
}

function listsOf(body: Json, name: string): Partial<Lists> {
  const given = body[name] ?? {};
  if (!isObject(given))
    throw unprocessable([{ loc: [name], msg: 'value is not a valid dict', type: 'type_error.dict' }]);
  return readRunFields(Object.fromEntries(lists.map((list) => [list, given[list]])));
}

function cancels({ set }: Json): boolean {
  const status = isObject(set) ? set['status'] : undefined;
  if (status !== undefined && status !== 'cancel')
    throw unprocessable([
      {
        loc: ['set', 'status'],
        msg: "value is not a valid enumeration member; permitted: 'cancel'",
        type: 'type_error.enum',
      },
    ]);
  return status === 'cancel';
}
