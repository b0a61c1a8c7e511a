import type { Hono } from 'hono';
import { jsonBody } from '../../http/body.js';
import type { SandboxContext, SandboxEnv } from '../../http/context.js';
import { booleanOf } from '../../http/query.js';
import type { World } from '../../world.js';
import { findRun, flowFor, flowsCaller, runFor, runRoles, starterOf, type FlowsCaller } from '../access.js';
import { changedRunDocument, runDocument } from '../documents.js';
import { cancelRun } from '../engine/endings.js';
import { logOf } from '../engine/log.js';
import { conflict, notFound } from '../errors.js';
import { filterOf, ordered, pageOf } from '../paging.js';
import { flowsState, type Run } from '../state.js';
import { resumeRun } from './resume-run.js';
import { ended, readRunFields, readRunRequest, startRun, type Starter } from './start-run.js';
import { uuidParam } from '../../http/issues.js';
import { writtenJson } from '../../http/written-json.js';

const orderedBy = ['run_id', 'flow_id', 'flow_title', 'label', 'status', 'start_time', 'completion_time'] as const;

/** Runs of flows: started, looked at, resumed, canceled, released. */
export function runRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { runs, log } = flowsState(world);

  app.post('/flows/:id/run', async (c) => {
    const caller = starterOf(world, c, uuidParam('flow_id', c.req.param('id')));
    const flow = flowFor(world, c, caller, 'RUN');
    const run = startRun(world, flow, starterFrom(caller), await requestOf(c));
    return writtenJson(c, changedRunDocument(world, caller, run), 201);
  });
  app.post('/flows/:id/validate_run', async (c) => {
    const caller = starterOf(world, c, uuidParam('flow_id', c.req.param('id')));
    readRunRequest(world, flowFor(world, c, caller, 'RUN'), await requestOf(c));
    return c.json({ message: 'validation successful' });
  });

  const list = (c: SandboxContext, flowIds: string[]): Response => {
    const caller = flowsCaller(world, c, 'run_status', 'run_manage');
    const [roles, statuses, label] = [
      filterOf(c, 'filter_roles'),
      filterOf(c, 'filter_status'),
      c.req.query('filter_label')?.toLowerCase(),
    ];
    const found = runs.filter((run) => {
      const mine = runRoles(caller, run) as string[];
      if (mine.length === 0 || (roles.length > 0 && !mine.some((role) => roles.includes(role)))) return false;
      if (flowIds.length > 0 && !flowIds.includes(run.flow_id)) return false;
      if (statuses.length > 0 && !statuses.includes(run.status)) return false;
      return label === undefined || (run.label ?? '').toLowerCase().includes(label);
    });
    const { rows, ...page } = pageOf(c, ordered(c, found, orderedBy, 'start_time DESC'), 'per_page', 20);
    return writtenJson(c, { runs: rows.map((run) => runDocument(world, caller, run)), ...page });
  };
  app.get('/runs', (c) =>
    list(
      c,
      filterOf(c, 'filter_flow_id').map((id) => uuidParam('filter_flow_id', id)),
    ),
  );
  app.get('/flows/:id/runs', (c) => list(c, [uuidParam('flow_id', c.req.param('id'))]));

  app.get('/runs/:run', (c) => {
    const caller = flowsCaller(world, c, 'run_status', 'run_manage');
    return writtenJson(
      c,
      runDocument(
        world,
        caller,
        runFor(world, c, caller, 'VIEW'),
        booleanOf(c.req.query('include_flow_description'), false),
      ),
    );
  });
  app.get('/runs/:run/definition', (c) => {
    const { flow_id, definition, input_schema } = runFor(
      world,
      c,
      flowsCaller(world, c, 'run_status', 'run_manage'),
      'VIEW',
    );
    return writtenJson(c, { flow_id, definition, input_schema });
  });
  app.put('/runs/:run', async (c) => {
    const caller = flowsCaller(world, c, 'run_manage');
    const run = runFor(world, c, caller, 'MANAGE');
    Object.assign(run, readRunFields(await requestOf(c)));
    return writtenJson(c, changedRunDocument(world, caller, runs.put(run.run_id, run)));
  });
  app.post('/runs/:run/cancel', (c) => {
    const caller = flowsCaller(world, c, 'run_manage');
    const run = runFor(world, c, caller, 'MANAGE');
    if (ended.includes(run.status)) throw wrongStatus(run, ['ACTIVE', 'INACTIVE']);
    cancelRun(world, run);
    return writtenJson(c, changedRunDocument(world, caller, run), 202);
  });
  app.post('/runs/:run/release', (c) => {
    const caller = flowsCaller(world, c, 'run_manage');
    const run = runFor(world, c, caller, 'MANAGE');
    if (!ended.includes(run.status)) throw wrongStatus(run, ended);
    for (const entry of logOf(world, run.run_id)) log.delete(`${run.run_id}/${entry.number}`);
    runs.delete(run.run_id);
    return writtenJson(c, changedRunDocument(world, caller, run));
  });

  const resume = (c: SandboxContext): Response => {
    const found = findRun(world, c);
    const caller = starterOf(world, c, found.flow_id);
    const run = runFor(world, c, caller, 'MANAGE');
    if (run.status !== 'INACTIVE') throw wrongStatus(run, ['INACTIVE']);
    // The owner's new consents were given to the application that resumes the run.
    const { client, session, token } = starterFrom(caller);
    resumeRun(world, run, caller.identityIds.includes(run.owner) ? { client, session, token, via: [] } : {});
    return writtenJson(c, changedRunDocument(world, caller, run));
  };
  app.post('/runs/:run/resume', resume);
  app.post('/flows/:id/:run/resume', resume);

  const logPage = (c: SandboxContext): Response => {
    const run = runFor(world, c, flowsCaller(world, c, 'run_status', 'run_manage'), 'VIEW');
    const flowId = c.req.param('id');
    if (flowId !== undefined && flowId !== run.flow_id) throw notFound('Run', run.run_id);
    const entries = logOf(world, run.run_id);
    if (booleanOf(c.req.query('reverse_order'), false)) entries.reverse();
    const { rows, ...page } = pageOf(c, entries, 'limit', 10);
    return writtenJson(c, {
      entries: rows.map(({ time, code, description, details }) => ({ time, code, description, details })),
      ...page,
    });
  };
  app.get('/runs/:run/log', logPage);
  app.get('/flows/:id/runs/:run/log', logPage);
}

const starterFrom = ({ identity, client, token }: FlowsCaller): Starter => ({
  identity: identity.id,
  client,
  session: token.session,
  token: { issued: token.issued, expires: token.expires },
});

const wrongStatus = (run: Run, allowed: readonly string[]) =>
  conflict(
    `Run ${run.run_id} has status '${run.status}' but must have status in {${allowed.map((status) => `'${status}'`).join(', ')}} for requested operation`,
  );

const requestOf = (c: SandboxContext) => jsonBody(c, 'UNPROCESSABLE_ENTITY', 422, ['body']);
