import type { Hono } from 'hono';
import { ApiError } from '../http/api-error.js';
import { isObject, jsonBody, type Json } from '../http/body.js';
import type { SandboxContext, SandboxEnv } from '../http/context.js';
import { uuidParam } from '../http/issues.js';
import type { World } from '../world.js';
import { flowsCaller, requirePolicy, type FlowsCaller } from './access.js';
import { flowRunnerOf } from './engine/runner.js';
import { conflict, notFound, unprocessable } from './errors.js';
import { filterOf, ordered, pageOf } from './paging.js';
import { identityUrn } from './principals.js';
import { flowsState, type WebInput } from './state.js';
import { flowsTime } from './time.js';
import { blockingInput } from './web-inputs.js';
import { writtenJson } from '../http/written-json.js';

/** `/web_inputs`: the questions of runs, and their answers. */
export function webInputRoutes(app: Hono<SandboxEnv>, world: World): void {
  const { webInputs, runs, flows } = flowsState(world);
  const reader = (c: SandboxContext) => flowsCaller(world, c, 'run_status', 'run_manage', 'run');
  const find = (c: SandboxContext, caller: FlowsCaller): WebInput => {
    const id = uuidParam('web_input_id', c.req.param('id'));
    const input = webInputs.get(id);
    if (!input || rolesOn(caller, input).length === 0) throw notFound('Web Input', id);
    const flow = flows.get(input.flow_id);
    if (flow) requirePolicy(world, caller, flow, 'web input', { web_input_summary: summary(caller, input) });
    return input;
  };

  app.get('/web_inputs', (c) => {
    const caller = reader(c);
    const [roles, states, flowIds, runIds] = [
      filterOf(c, 'filter_roles'),
      filterOf(c, 'filter_states'),
      filterOf(c, 'filter_flow_ids'),
      filterOf(c, 'filter_run_ids'),
    ];
    const found = webInputs.filter((input) => {
      const mine = rolesOn(caller, input);
      if (mine.length === 0 || (roles.length > 0 && !mine.some((role) => roles.includes(role)))) return false;
      if (states.length > 0 && !states.includes(statusOf(input))) return false;
      return (
        (flowIds.length === 0 || flowIds.includes(input.flow_id)) &&
        (runIds.length === 0 || runIds.includes(input.run_id))
      );
    });
    const rows = found.map((input) => summary(caller, input));
    const page = pageOf(
      c,
      ordered(
        c,
        rows,
        ['id', 'title', 'status', 'created_timestamp', 'edited_timestamp', 'closed_timestamp'],
        'created_timestamp DESC',
      ),
      'per_page',
      20,
    );
    return writtenJson(c, { web_input_summaries: page.rows, marker: page.marker });
  });

  app.get('/web_inputs/:id', (c) => {
    const caller = reader(c);
    const input = find(c, caller);
    const { title, ...rest } = summary(caller, input);
    return writtenJson(c, {
      ...rest,
      input_schema: {
        $schema: 'http://json-schema.org/draft-07/schema',
        title: 'Please select an option',
        type: 'string',
        oneOf: input.options.map(({ option_id, label, description }) => ({
          const: option_id,
          title: label,
          ...(description === null ? {} : { description }),
        })),
      },
      context: input.rows
        ? { title, presentation_style: 'table', rows: input.rows }
        : { title, presentation_style: 'text', text: input.text },
      options: input.options.map(({ option_id, label, description }) => ({ option_id, label, description })),
      roles: { viewer_urns: input.viewer_urns, respondent_urns: input.respondent_urns },
      creator_urn: input.creator_urn,
    });
  });

  app.post('/web_inputs/:id/respond', async (c) => {
    const caller = flowsCaller(world, c, 'run_manage', 'run');
    const input = find(c, caller);
    if (!caller.person.isIn(input.respondent_urns))
      throw new ApiError(403, 'FORBIDDEN', `User does not have respondent role on web input ${input.id}`);
    const { response } = await jsonBody(c, 'UNPROCESSABLE_ENTITY', 422);
    const value = isObject(response) ? response['value'] : undefined;
    if (typeof value !== 'string') {
      const loc = isObject(response) ? ['response', 'value'] : ['response'];
      throw unprocessable([
        { loc, msg: value === undefined ? 'field required' : 'str type expected', type: 'type_error.str' },
      ]);
    }
    if (input.closed !== null) throw conflict(`Web Input ${input.id} is already closed.`);
    if (!input.options.some(({ option_id }) => option_id === value))
      throw new ApiError(422, 'UNPROCESSABLE_ENTITY', `'${value}' is not a registered option id for this input.`);
    const now = flowsTime(world);
    const run = runs.get(input.run_id);
    const isAwaited = run?.status === 'ACTIVE' && blockingInput(world, run)?.id === input.id;
    webInputs.put(input.id, {
      ...input,
      closed: now,
      edited: now,
      answer: { option_id: value, respondent: identityUrn(caller.identity.id) },
    });
    if (isAwaited) flowRunnerOf(world).wake(run);
    return c.json({ status: 'ok' });
  });
}

interface Summary {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly created_timestamp: string;
  readonly edited_timestamp: string;
  readonly closed_timestamp: string | null;
}

const statusOf = ({ closed }: WebInput): string => (closed === null ? 'open' : 'closed');

function rolesOn({ person }: FlowsCaller, input: WebInput): string[] {
  const respondent = person.isIn(input.respondent_urns);
  // whoever may answer, or asked, may read
  return [
    ...(respondent || person.isIn([...input.viewer_urns, input.creator_urn]) ? ['viewer'] : []),
    ...(respondent ? ['respondent'] : []),
  ];
}

function summary(caller: FlowsCaller, input: WebInput): Json & Summary {
  return {
    id: input.id,
    status: statusOf(input),
    user_roles: rolesOn(caller, input),
    input_type: 'selection',
    title: input.title,
    flow: { id: input.flow_id, title: input.flow_title },
    run: { id: input.run_id, label: input.run_label },
    created_timestamp: input.created,
    edited_timestamp: input.edited,
    closed_timestamp: input.closed,
  };
}
