import { isObject, type Json } from '../../http/body.js';
import { Issues, type Issue } from '../../http/issues.js';
import type { World } from '../../world.js';
import { invalidInput, requireInput } from '../definition/input-schema.js';
import { addLog } from '../engine/log.js';
import { flowRunnerOf } from '../engine/runner.js';
import { unprocessable } from '../errors.js';
import { checkPrincipals } from '../principals.js';
import { flowScope } from '../../auth/well-known-scopes.js';
import { flowsState, type Actor, type Flow, type Run } from '../state.js';
import { readActors, type Cast } from './actors.js';
import { flowsTime } from '../time.js';

const longestLabel = 64;

/** The statuses of runs that are over. */
export const ended: readonly string[] = ['ENDED', 'SUCCEEDED', 'FAILED'];

/** Who starts a run. */
export interface Starter extends Actor {
  /** The times of the token by which it is started; a service that starts runs for people has its own. */
  readonly token?: Run['token'];
  /** The scopes above the flow's own in the tree of consents, for a service that starts runs for people. */
  readonly via?: string[];
}

/** What a request says about a run itself; what may be changed later. */
export type RunFields = Pick<Run, 'label' | 'tags' | 'run_managers' | 'run_monitors'>;

/** The fields of a run that a request sets; 422 with everything that is wrong. */
export function readRunFields(body: Json): Partial<RunFields> {
  const issues = new Issues();
  const picked = issues.read<RunFields>(body, [], { label: { kind: 'string' }, tags: { kind: 'list', notNull: true } });
  const found: Issue[] = [...issues.found];
  if (picked.label && picked.label.length > longestLabel)
    found.push({
      loc: ['label'],
      msg: `ensure this value has at most ${longestLabel} characters`,
      type: 'value_error.any_str.max_length',
    });
  picked.tags?.forEach((tag: unknown, index) => {
    if (typeof tag !== 'string') found.push({ loc: ['tags', index], msg: 'str type expected', type: 'type_error.str' });
  });
  for (const name of ['run_managers', 'run_monitors'] as const) {
    if (body[name] === undefined || body[name] === null) continue;
    found.push(...checkPrincipals(body[name], name));
    picked[name] = body[name] as string[];
  }
  if (found.length > 0) throw unprocessable(found);
  return picked;
}

/** What a request to run a flow says; 422 for a wrong form, 400 `FLOW_INPUT_ERROR` for an input that the flow does not take. */
export function readRunRequest(
  world: World,
  flow: Flow,
  request: Json,
): Omit<Cast, 'issues'> & { fields: Partial<RunFields> } {
  const input = request['body'];
  if (!isObject(input))
    throw unprocessable([
      {
        loc: ['body'],
        msg: input === undefined ? 'field required' : 'value is not a valid dict',
        type: input === undefined ? 'value_error.missing' : 'type_error.dict',
      },
    ]);
  const fields = readRunFields(request);
  requireInput(flow.input_schema, input);
  const { issues, ...cast } = readActors(world, flow, input);
  if (issues.length > 0) throw invalidInput(issues);
  return { ...cast, fields };
}

/** Starts a run of the flow, as a request (`{body, label...}`) says. Whether the starter may do so was decided before. */
export function startRun(world: World, flow: Flow, starter: Starter, request: Json): Run {
  const { input, actors, fields } = readRunRequest(world, flow, request);
  const { title, definition, input_schema } = flow;
  const run: Run = {
    label: null,
    tags: [],
    run_managers: [],
    run_monitors: [],
    ...fields,
    run_id: world.ids.uuid('run'),
    flow_id: flow.id,
    flow_title: title,
    flow_description: descriptionOf(flow),
    flow_last_updated: flow.updated_at,
    flow_roles: {
      owner: flow.flow_owner,
      administrators: flow.flow_administrators,
      managers: flow.run_managers,
      monitors: flow.run_monitors,
    },
    definition,
    input_schema,
    input,
    owner: starter.identity,
    client: starter.client,
    session: starter.session,
    via: starter.via ?? [],
    token: starter.token,
    actors,
    status: 'ACTIVE',
    details: {},
    start_time: flowsTime(world),
    completion_time: null,
    position: { state: definition.StartAt, entered: false, data: input, wake: null, action: null },
    logged: 0,
  };
  addLog(world, run, 'FlowStarted', 'The Flow Instance started execution', { input });
  run.details = { code: 'FlowStarting', description: 'The Flow is starting execution', details: { input } };
  flowsState(world).runs.put(run.run_id, run);
  flowRunnerOf(world).start(run);
  return run;
}

/** What `include_flow_description` shows, as it was when the run began. */
function descriptionOf({
  id,
  title,
  subtitle,
  description,
  keywords,
  flow_owner,
  created_by,
  created_at,
  updated_at,
}: Flow): Json {
  return {
    id,
    title,
    subtitle,
    description,
    keywords,
    flow_owner,
    created_by,
    created_at,
    updated_at,
    globus_auth_scope: flowScope(id),
  };
}
