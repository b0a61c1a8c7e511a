import { ExitCodeError, InterruptedError, type NeedTypes } from '#command';
import type { Run, RunLogEntry } from '#services/flows';

type Tools = Pick<NeedTypes, 'flows' | 'progress' | 'clock'>;

const isOver = ({ status }: Run) => status === 'SUCCEEDED' || status === 'FAILED' || status === 'ENDED';
const keyOf = ({ time, code, description }: RunLogEntry) => `${time} ${code} ${description}`;

/** The entries that came after `last`, oldest first; all of them where there is none yet. */
async function entriesAfter(
  runId: string,
  last: RunLogEntry | undefined,
  flows: Tools['flows'],
): Promise<RunLogEntry[]> {
  const fresh: RunLogEntry[] = [];
  for await (const entry of flows.getRunLogs(runId, { reverse_order: 'True' })) {
    if (last && keyOf(entry) === keyOf(last)) break;
    fresh.push(entry);
  }
  return fresh.reverse();
}

/** The newest entry of a run's log; undefined where nothing has happened yet. */
export async function newestEntry(runId: string, flows: Tools['flows']): Promise<RunLogEntry | undefined> {
  const { value } = await flows.getRunLogs(runId, { reverse_order: 'True' }, 1).next();
  return value ?? undefined;
}

/** The log of a run as it grows, to the run's end, or to where it waits for a person. */
export async function* followLog(
  runId: string,
  { flows, clock }: Pick<Tools, 'flows' | 'clock'>,
  seconds = 2,
): AsyncGenerator<RunLogEntry> {
  let last: RunLogEntry | undefined;
  for (;;) {
    // the state is asked for first: what the log says after the end must not be missed
    const run = await flows.getRun(runId);
    for (const entry of await entriesAfter(runId, last, flows)) yield (last = entry);
    if (isOver(run) || run.status === 'INACTIVE') return;
    await clock.sleep(seconds);
  }
}

interface WaitOptions {
  readonly pollingInterval: number;
  /** Seconds after which to stop waiting; the run goes on. */
  readonly timeout?: number | undefined;
  /** The last entry of the log that is not said again: see `newestEntry`. */
  readonly after?: RunLogEntry | undefined;
}
const again = (runId: string) =>
  `Wait again:  globus flows run watch ${runId}\nCancel it:   globus flows run cancel ${runId}`;

/** Waits until a run is no longer active, saying each step as it comes. */
export async function waitForRun(
  runId: string,
  { flows, progress, clock }: Tools,
  { pollingInterval, timeout, after }: WaitOptions,
): Promise<Run> {
  const deadline = timeout === undefined ? Infinity : clock.now().getTime() + timeout * 1000;
  let last = after;
  try {
    for (;;) {
      const run = await flows.getRun(runId);
      for (const entry of await entriesAfter(runId, last, flows)) {
        progress.say(`${entry.code}: ${entry.description}`);
        last = entry;
      }
      if (run.status !== 'ACTIVE') return run;
      progress.update({
        label: run.label || (run.flow_title ?? 'Running'),
        note: last?.description ?? run.details?.description,
      });
      const left = (deadline - clock.now().getTime()) / 1000;
      if (left <= 0)
        throw new ExitCodeError(`Run ${runId} has not ended within ${timeout} seconds. It goes on.`, 1, {
          hint: again(runId),
          data: { run_id: runId },
        });
      await clock.sleep(Math.min(pollingInterval, left));
    }
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    throw new InterruptedError(`Interrupted. Run ${runId} goes on.`, { hint: again(runId), data: { run_id: runId } });
  } finally {
    progress.done();
  }
}

/** Throws where the run did not succeed: why, and what to do about it. */
export function demandRunSuccess(run: Run): Run {
  const { run_id: id, status, details, blocking_web_input_id: question } = run;
  if (status === 'SUCCEEDED' || status === 'ENDED') return run;
  const why = details?.description ? `: ${details.description}` : '.';
  const data = { run_id: id, status, details: details ?? null };
  if (status === 'FAILED')
    throw new ExitCodeError(`Run ${id} failed${why}`, 1, {
      hint: `What happened:  globus flows run show-logs ${id} --details`,
      data,
    });
  const hint = question
    ? `Answer it:  globus flows web-input respond ${question}`
    : `Let it go on:  globus flows run resume ${id}`;
  throw new ExitCodeError(`Run ${id} waits for ${question ? 'an answer' : 'you'}${why}`, 1, { hint, data });
}
