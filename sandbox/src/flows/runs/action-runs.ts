import type { Requester } from '../../transfer/permissions.js';
import type { RunsOfActions } from '../actions/flow-run.js';
import { cancelRun } from '../engine/endings.js';
import { flowsState } from '../state.js';
import { runnableFlow } from './runnable.js';
import { resumeRun } from './resume-run.js';
import { startRun } from './start-run.js';

const reached = ({ client, session, via = [] }: Requester) => ({ client, session: session?.id ?? null, via });

/** How actions run flows: for whom the action works, who must be allowed to. */
export const runsOfActions: RunsOfActions = {
  start: ({ world, run, requester }, flowId, input) => {
    const starter = { identity: requester.identity.id, ...reached(requester) };
    return startRun(world, runnableFlow(world, requester, flowId), starter, { body: input, label: run.label });
  },
  resume: ({ world, requester }, run) => resumeRun(world, run, reached(requester)),
  find: (world, runId) => flowsState(world).runs.get(runId),
  cancel: cancelRun,
};
