import type { World } from '../world.js';
import { identityUrn } from './principals.js';
import { flowsState, type Run, type WebInput } from './state.js';
import { flowsTime } from './time.js';

/** What a run asks, and whom. */
export type Question = Pick<WebInput, 'title' | 'text' | 'rows' | 'options'> & {
  readonly viewers?: string[] | undefined;
  readonly respondents?: string[] | undefined;
};

/** Asks people a question: by default the owner and the managers of the run may answer. */
export function newWebInput(world: World, run: Run, { viewers, respondents, ...question }: Question): WebInput {
  const owner = identityUrn(run.owner);
  const now = flowsTime(world);
  const id = world.ids.uuid('web input');
  return flowsState(world).webInputs.put(id, {
    ...question,
    id,
    run_id: run.run_id,
    run_label: run.label,
    flow_id: run.flow_id,
    flow_title: run.flow_title,
    viewer_urns: viewers ?? [...run.run_monitors, ...run.run_managers],
    respondent_urns: respondents ?? [owner, ...run.run_managers],
    creator_urn: owner,
    created: now,
    edited: now,
    closed: null,
    answer: null,
  });
}

/** The open question that a run cannot go on without; undefined when there is none. */
export function blockingInput(world: World, { position }: Run): WebInput | undefined {
  const id = position.web_input_id ?? position.action?.memo['web_input_id'];
  const input = typeof id === 'string' ? flowsState(world).webInputs.get(id) : undefined;
  return input?.closed === null ? input : undefined;
}

/** Takes a question back that nobody answered. */
export function closeWebInput(world: World, input: WebInput | undefined): void {
  if (input?.closed !== null) return;
  const now = flowsTime(world);
  flowsState(world).webInputs.put(input.id, { ...input, closed: now, edited: now });
}

/** Takes back all that a run asked. */
export function closeQuestions(world: World, { run_id: runId }: Run): void {
  for (const input of flowsState(world).webInputs.filter(({ run_id, closed }) => run_id === runId && closed === null))
    closeWebInput(world, input);
}
