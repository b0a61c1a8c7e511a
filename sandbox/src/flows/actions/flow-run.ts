import { flowScope } from '../../auth/well-known-scopes.js';
import { ApiError } from '../../http/api-error.js';
import type { Json } from '../../http/body.js';
import type { World } from '../../world.js';
import { FlowError } from '../flow-error.js';
import type { Run } from '../state.js';
import type { ActionContext, ActionProvider, ActionState } from './provider.js';

/** How deep flows may run flows: one that runs itself ends here. */
const mostFlows = 20;
const address = /^https:\/\/flows(?:\.automate)?\.globus\.org\/flows\/([0-9a-f-]{36})\/*$/i;

/** How actions run flows. */
export interface RunsOfActions {
  /** Throws an `ApiError` as the service would answer. */
  start(context: ActionContext, flowId: string, input: Json): Run;
  find(world: World, runId: string): Run | undefined;
  /** Lets a run that rests go on, by the consents of the run that it is an action of. */
  resume(context: ActionContext, run: Run): void;
  cancel(world: World, run: Run): void;
}
let runs: RunsOfActions | undefined;

/** Tells this provider how flows are run: runs use providers, so this one cannot ask them. */
export function offerRuns(offered: RunsOfActions): void {
  runs = offered;
}

/** Another flow as an action, when this is the address of one: its input is the body, and its run the action. */
export function flowRunAt(url: string): ActionProvider | undefined {
  const id = address.exec(url)?.[1]?.toLowerCase();
  if (id === undefined) return undefined;
  const look = ({ world, action }: ActionContext): ActionState => {
    const run = runs?.find(world, String(action.memo['run_id']));
    if (!run) return { status: 'FAILED', details: { code: 'NotFound', description: 'The run of the flow is gone' } };
    return { status: run.status, details: run.details };
  };
  return {
    scopes: [flowScope(id)],
    keepsDigits: true,
    start: (context, body) => {
      if (context.run.via.length >= mostFlows)
        throw new FlowError('ActionUnableToRun', `flows run one another more than ${mostFlows} deep`);
      try {
        context.action.memo = { run_id: runs?.start(context, id, body).run_id };
      } catch (error) {
        if (error instanceof ApiError) throw new FlowError('ActionUnableToRun', error.message);
        throw error;
      }
      return look(context);
    },
    look,
    resume: (context) => {
      const run = runs?.find(context.world, String(context.action.memo['run_id']));
      if (run?.status === 'INACTIVE') runs?.resume(context, run);
    },
    cancel: ({ world, action }) => {
      const run = runs?.find(world, String(action.memo['run_id']));
      if (run && run.completion_time === null) runs?.cancel(world, run);
    },
  };
}
