import type { World } from '../../world.js';
import type { Json } from '../../http/body.js';
import { providerAt } from '../actions/directory.js';
import type { FlowError } from '../flow-error.js';
import { flowsState, type Run } from '../state.js';
import { flowsTime } from '../time.js';
import { closeQuestions } from '../web-inputs.js';
import { requesterFor } from './requester.js';
import { roleOf } from '../scopes.js';
import { addLog } from './log.js';

/** Ends a run that reached its end. */
export function succeedRun(world: World, run: Run): void {
  const output = run.position.data;
  addLog(world, run, 'FlowSucceeded', 'The Flow Instance completed successfully', { output });
  end(world, run, 'SUCCEEDED', {
    code: 'FlowSucceeded',
    description: 'The Flow run reached a successful completion state',
    output,
  });
}

/** What went wrong in the state that a run is in, as Flows tells it: a Fail state has an error of its own, others an exception. */
export function faultIn(run: Run, { error, message: cause }: Pick<FlowError, 'error' | 'message'>): Json {
  const { state } = run.position;
  const isFail = run.definition.States[state]?.Type === 'Fail';
  return { state_name: state, ...(isFail ? { error } : { exception: error }), cause };
}

/** Ends a run that cannot go on. */
export function failRun(world: World, run: Run, error: Pick<FlowError, 'error' | 'message'>): void {
  const details = faultIn(run, error);
  addLog(world, run, 'FlowFailed', 'The Flow Instance failed', details);
  end(world, run, 'FAILED', {
    code: 'FlowFailed',
    description: `The Flow run failed in state ${run.position.state}: ${error.message}`,
    details,
  });
}

/** Ends a run because somebody wants it, and gives up what its action is doing. */
export function cancelRun(world: World, run: Run): void {
  giveUpAction(world, run);
  const description = 'The Flow Instance was canceled by the user';
  addLog(world, run, 'FlowCanceled', description, {});
  end(world, run, 'FAILED', { time: flowsTime(world), code: 'FlowCanceled', description, details: {} });
}

/** Lets the run rest until somebody resumes it; `details` say what for. */
export function suspendRun(world: World, run: Run, details: Json): void {
  run.status = 'INACTIVE';
  run.details = details;
  flowsState(world).runs.put(run.run_id, run);
}

/** Makes the provider give up the run's action, if there is one. */
export function giveUpAction(world: World, run: Run): void {
  const { action } = run.position;
  if (!action) return;
  const state = run.definition.States[run.position.state];
  providerAt(action.url)?.cancel?.({
    world,
    run,
    action,
    requester: requesterFor(world, run, state ? roleOf(state) : 'User'),
  });
  run.position.action = null;
}

function end(world: World, run: Run, status: 'SUCCEEDED' | 'FAILED', details: Json): void {
  run.status = status;
  run.details = details;
  run.completion_time = flowsTime(world);
  run.position.wake = null;
  run.position.action = null;
  closeQuestions(world, run);
  flowsState(world).runs.put(run.run_id, run);
}
