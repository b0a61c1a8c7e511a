import type { Hono } from 'hono';
import { requireCaller, type Caller } from '../auth/caller.js';
import { timerScope, timersClient } from '../auth/well-known-scopes.js';
import { jsonBody, type Json } from '../http/body.js';
import type { SandboxContext, SandboxEnv } from '../http/context.js';
import { Issues, uuidParam } from '../http/issues.js';
import { booleanOf, listOf } from '../http/query.js';
import type { World } from '../world.js';
import { createJob, createTimer } from './create.js';
import { jobDocument, timerDocument, type ResultPage } from './documents.js';
import { conflict, forbidden, timerNotFound, unauthorized } from './errors.js';
import { readTime } from './read-schedule.js';
import { schedulerOf } from './scheduler.js';
import { withoutMissed } from './run-timer.js';
import { timersState, type Timer } from './state.js';
import { writtenJson } from '../http/written-json.js';

const knownStatuses = ['active', 'inactive', 'ended'] as const;
const orderFields = [
  'submitted_at',
  'name',
  'status',
  'job_id',
  'next_run',
  'last_ran_at',
  'start',
  'n_runs',
  'n_errors',
  'interval',
];
const resultsShown = 10;
const mostResults = 200;

/** Every route of Timers: each for the timers of the caller only. */
export function timerRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { timers, timersByOwner } = timersState(world);
  const callerOf = (c: SandboxContext): Caller =>
    requireCaller(world, c, { resourceServer: timersClient, anyOf: [timerScope], unauthorized, forbidden });
  const mine = (c: SandboxContext): Timer => {
    const caller = callerOf(c);
    const id = uuidParam('job_id', c.req.param('job_id'));
    const timer = timers.get(id);
    if (!timer || !caller.identityIds.includes(timer.owner)) throw timerNotFound(id);
    return timer;
  };

  app.post('/v2/timer', async (c) => {
    const timer = createTimer(world, callerOf(c), await jsonBody(c, 'BAD_REQUEST', 400, ['body']));
    return writtenJson(c, { timer: { ...timerDocument(world, timer), status: 'new' } }, 201);
  });
  app.on('POST', ['/jobs', '/jobs/'], async (c) => {
    const timer = createJob(world, callerOf(c), await jsonBody(c, 'BAD_REQUEST', 400, ['callback_body']));
    return writtenJson(c, { ...jobDocument(world, timer, { size: 0, skip: 0 }), status: 'loaded' }, 201);
  });

  app.on('GET', ['/jobs', '/jobs/'], (c) => {
    const { identityIds } = callerOf(c);
    const { fits, compare, size } = listing(c);
    const documents = identityIds
      .flatMap((id) => timersByOwner.all(id))
      .filter(fits)
      .map((timer) => jobDocument(world, timer, { size, skip: 0 }));
    return writtenJson(c, { jobs: documents.sort(compare) });
  });
  app.get('/jobs/:job_id', (c) => writtenJson(c, jobDocument(world, mine(c), resultPage(c))));
  app.patch('/jobs/:job_id', async (c) => {
    const timer = mine(c);
    const issues = new Issues();
    const { name } = issues.read<{ name: string | null }>(await jsonBody(c, 'BAD_REQUEST'), ['body'], {
      name: { kind: 'string' },
    });
    issues.refuse();
    return writtenJson(
      c,
      jobDocument(world, timers.put(timer.id, { ...timer, name: name === undefined ? timer.name : name }), {
        size: resultsShown,
        skip: 0,
      }),
    );
  });
  app.delete('/jobs/:job_id', (c) => {
    const timer = mine(c);
    timers.delete(timer.id);
    schedulerOf(world).wake();
    return writtenJson(c, {
      ...jobDocument(world, timer, { size: resultsShown, skip: 0 }),
      status: 'delete_in_progress',
      next_run: null,
      activity: null,
    });
  });

  app.post('/jobs/:job_id/pause', (c) => {
    const timer = mine(c);
    if (timer.status !== 'active')
      throw conflict(`Timer ${timer.id} is ${timer.status}; only active timers can be paused`);
    timers.put(timer.id, { ...timer, status: 'inactive', inactive_reason: { cause: 'user', detail: null } });
    schedulerOf(world).wake();
    return c.json({ message: `Successfully paused job ${timer.id}.` });
  });
  app.post('/jobs/:job_id/resume', async (c) => {
    const timer = mine(c);
    const caller = callerOf(c);
    const issues = new Issues();
    const { update_credentials } = issues.read<{ update_credentials: boolean | null }>(
      await optionalBody(c),
      ['body'],
      { update_credentials: { kind: 'boolean' } },
    );
    issues.refuse();
    const renew = booleanOf(c.req.query('update_credentials'), update_credentials ?? false);
    if (timer.status !== 'inactive')
      throw conflict(`Timer ${timer.id} is ${timer.status}; only inactive timers can be resumed`);
    const resumed: Timer = { ...withoutMissed(timer, world.clock.now()), status: 'active', inactive_reason: null };
    timers.put(timer.id, renew ? { ...resumed, client: caller.client } : resumed);
    schedulerOf(world).wake();
    return c.json({ message: `Successfully resumed job ${timer.id}.` });
  });
}

/** What a list request asks for: 422 for what it cannot ask. */
function listing(c: SandboxContext): {
  fits: (timer: Timer) => boolean;
  compare: (a: Json, b: Json) => number;
  size: number;
} {
  const query = c.req.query();
  const issues = new Issues();
  const given = listOf(query['filter_status']);
  given.forEach((status) => issues.fits(status, knownStatuses, ['query', 'filter_status']));
  const legacy = [
    ...(booleanOf(query['filter_active'], false) ? ['active'] : []),
    ...(booleanOf(query['filter_stopped'], false) ? ['ended'] : []),
  ];
  const statuses = given.length > 0 ? given : legacy.length > 0 ? legacy : knownStatuses;
  const after = readTime(issues, query['submitted_after'], ['query', 'submitted_after'], true) ?? -Infinity;
  const before = readTime(issues, query['submitted_before'], ['query', 'submitted_before'], true) ?? Infinity;
  const [field = 'submitted_at', direction = 'asc'] = (query['order'] ?? '')
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  issues.fits(field, orderFields, ['query', 'order']);
  issues.fits(direction.toLowerCase(), ['asc', 'desc'], ['query', 'order']);
  const size = Number(query['result_count'] ?? resultsShown);
  if (!Number.isInteger(size) || size < 0)
    issues.add(['query', 'result_count'], 'value is not a valid integer', 'type_error.integer');
  issues.refuse();
  const name = (query['filter_name'] ?? '').toLowerCase();
  const sign = direction.toLowerCase() === 'desc' ? -1 : 1;
  return {
    fits: (timer) =>
      statuses.includes(timer.status) &&
      timer.submitted > after &&
      timer.submitted < before &&
      (timer.name ?? '').toLowerCase().includes(name),
    compare: (a, b) => sign * inOrder(a[field] as string | number | null, b[field] as string | number | null),
    size,
  };
}

function resultPage(c: SandboxContext): ResultPage {
  const { page_size: size = String(resultsShown), results_pt: skip = '0' } = c.req.query();
  const issues = new Issues();
  if (!/^\d+$/.test(size)) issues.add(['query', 'page_size'], 'value is not a valid integer', 'type_error.integer');
  if (!/^\d+$/.test(skip)) issues.add(['query', 'results_pt'], 'value is not a page of results');
  issues.refuse();
  return { size: Math.min(Number(size), mostResults), skip: Number(skip) };
}

async function optionalBody(c: SandboxContext): Promise<Json> {
  return (await c.req.text()) === '' ? {} : jsonBody(c, 'BAD_REQUEST');
}

// What has no value comes last.
function inOrder(a: string | number | null, b: string | number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : Number(String(a) > String(b));
}
