import { ExitCodeError } from '../../errors.js';
import type { FlowsOperations, Run, RunLogEntry } from '../../services/flows.js';
import { type Look, until, type UntilTools } from '../until.js';
import { descriptionOf, failureOf, type RunFailure, tellFailure } from './failure.js';
import { entriesAfter, isGoing, type RunPatience, runWait } from './log.js';
import { visible } from '../../visible.js';

/** A step in words; of a step that its log only half describes, that half. */
const stepOf = ({ code, description }: RunLogEntry): string =>
  [code, description].filter((text) => typeof text === 'string').join(': ') || 'A step without a name';

export interface RunWaitOptions extends RunPatience {
  /** The last entry of the log that is not said again: see `newestEntry`. */
  readonly after?: RunLogEntry | undefined;
}

/**
 * Waits until a run is no longer active, saying each step as it comes. A timeout, Ctrl-C, and a network that fails for long
 * end the wait with errors that say that the run goes on: see `until`.
 */
export function waitForRun(
  runId: string,
  { flows, ...tools }: UntilTools & { readonly flows: Pick<FlowsOperations, 'getRun' | 'getRunLogs'> },
  { after, ...patience }: RunWaitOptions,
): Promise<Run> {
  let last = after;
  const look = async (): Promise<Look<Run>> => {
    const run = await flows.getRun(runId, {}, 'run_id', 'status');
    for (const entry of await entriesAfter(runId, last, flows)) {
      tools.progress.say(stepOf(entry));
      last = entry;
    }
    if (!isGoing(run)) return { ended: run };
    const note = last?.description ?? descriptionOf(run);
    return { pending: { label: run.label || (run.flow_title ?? 'Running'), note } };
  };
  return until(look, tools, runWait(runId, patience));
}

/** As `demandRunSuccess`, with what the log of a failed run says about it. */
export const judgeRun = async (run: Run, flows: Parameters<typeof failureOf>[1]): Promise<Run> =>
  demandRunSuccess(run, await failureOf(run, flows));

/** Throws where the run did not succeed: why, and what to do about it. */
export function demandRunSuccess(run: Run, failure?: RunFailure): Run {
  const { run_id: id, status, details, blocking_web_input_id: question } = run;
  if (status === 'SUCCEEDED' || status === 'ENDED') return run;
  const said = descriptionOf({ details });
  const why = said ? `: ${visible(said)}` : '.';
  const data = { run_id: id, status, details: details ?? null };
  if (status === 'FAILED') {
    const { message, hint } = tellFailure(run, failure);
    throw new ExitCodeError(message, 1, { hint, data: { ...data, ...(failure && { failure }) } });
  }
  const hint = question
    ? `Answer it:  globus flows web-input respond ${question}`
    : `Resume it:  globus flows run resume ${id}`;
  throw new ExitCodeError(`Run ${id} waits for ${question ? 'an answer' : 'you'}${why}`, 1, { hint, data });
}
