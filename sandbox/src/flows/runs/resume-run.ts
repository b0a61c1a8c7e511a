import type { World } from '../../world.js';
import { resumeAction } from '../engine/action-state.js';
import { flowRunnerOf } from '../engine/runner.js';
import { flowsState, type Run } from '../state.js';
import type { Starter } from './start-run.js';

/** Lets a run that rests go on; `by` says by which application and consents, unless it is as before. */
export function resumeRun(world: World, run: Run, by: Partial<Omit<Starter, 'identity'>> = {}): void {
  Object.assign(run, by);
  run.status = 'ACTIVE';
  run.details = {
    code: 'FlowStarting',
    description: 'The Flow is starting execution',
    details: { input: run.input },
  };
  flowsState(world).runs.put(run.run_id, run);
  resumeAction(world, run);
  flowRunnerOf(world).start(run);
}
