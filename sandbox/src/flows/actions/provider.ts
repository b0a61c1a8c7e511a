import type { Json } from '../../http/body.js';
import type { Requester } from '../../transfer/permissions.js';
import type { World } from '../../world.js';
import type { ActionRow, Run } from '../state.js';

/** What an action works with: on whose behalf, for which run, and what it noted of itself before. */
export interface ActionContext {
  readonly world: World;
  readonly run: Run;
  readonly requester: Requester;
  readonly action: ActionRow;
}

/** How far an action is; one that is INACTIVE rests until somebody resumes the run. `wake` says when to look again, in milliseconds since 1970; without it, often. */
export interface ActionState {
  readonly status: 'ACTIVE' | 'INACTIVE' | 'SUCCEEDED' | 'FAILED';
  readonly details: unknown;
  readonly display_status?: string;
  readonly wake?: number | null;
}

/**
 * What stands behind an ActionUrl. Refusals are `ApiError`s, which the run takes for an action that could not be run;
 * a missing consent among them makes the run wait for it.
 */
export interface ActionProvider {
  /** The scopes that a run needs for it, the outermost first. */
  readonly scopes: readonly string[];
  /** Whether it hands on what its body says, digit by digit; by default its numbers are plain. */
  readonly keepsDigits?: boolean;
  /** Begins the work; called once per action. What it needs later goes into `action.memo`. */
  start(context: ActionContext, body: Json): ActionState | Promise<ActionState>;
  /** Looks at work that was begun. */
  look(context: ActionContext): ActionState;
  /** Lets an INACTIVE action go on: somebody resumed the run. */
  resume?(context: ActionContext): void;
  /** Gives the work up. */
  cancel?(context: ActionContext): void;
}

/** A provider whose work is done when it has begun. */
export const atOnce = (
  scopes: readonly string[],
  work: (context: ActionContext, body: Json) => unknown,
): ActionProvider => ({
  scopes,
  start: async (context, body) => {
    const details = await work(context, body);
    context.action.memo = { details };
    return { status: 'SUCCEEDED', details };
  },
  look: ({ action }) => ({ status: 'SUCCEEDED', details: action.memo['details'] }),
});
