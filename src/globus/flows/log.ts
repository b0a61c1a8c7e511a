import { allRows } from '../all-rows.js';
import type { FlowsOperations, Run, RunLogEntry } from '../../services/flows.js';
import { looks, type UntilTools, type Wait } from '../until.js';

type Logs = Pick<FlowsOperations, 'getRunLogs'>;

const keyOf = ({ time, code, description }: RunLogEntry) => `${time} ${code} ${description}`;

/** The entries of a run's log that came after `last`, oldest first; all of them where there is none yet. */
export async function entriesAfter(runId: string, last: RunLogEntry | undefined, flows: Logs): Promise<RunLogEntry[]> {
  // what is added meanwhile pushes entries onto the next page that were on this one, too
  const fresh = new Map<string, RunLogEntry>();
  for await (const entry of flows.getRunLogs(runId, { reverse_order: 'True' })) {
    if (last && keyOf(entry) === keyOf(last)) break;
    if (!fresh.has(keyOf(entry))) fresh.set(keyOf(entry), entry);
  }
  return [...fresh.values()].reverse();
}

/** The newest entry of a run's log; undefined where nothing has happened yet. */
export async function newestEntry(runId: string, flows: Logs): Promise<RunLogEntry | undefined> {
  const { value } = await flows.getRunLogs(runId, { reverse_order: 'True' }, 1).next();
  return value ?? undefined;
}

/** Whether it goes on by itself: one whose question is open is ACTIVE, and waits for an answer. */
export const isGoing = ({ status, blocking_web_input_id: question }: Run): boolean => status === 'ACTIVE' && !question;

export interface RunPatience {
  /** Seconds between checks. */
  readonly pollingInterval: number;
  /** Seconds after which to stop waiting; the run goes on. */
  readonly timeout?: number | undefined;
  /** Whether this command itself started the run. */
  readonly hasBegun?: boolean;
}

/** A wait for a run, as its errors tell of it. */
export const runWait = (runId: string, { pollingInterval, timeout, hasBegun = false }: RunPatience): Wait => ({
  work: `Run ${runId}`,
  hint: `Wait again:  globus flows run watch ${runId}\nCancel it:   globus flows run cancel ${runId}`,
  data: () => ({ run_id: runId }),
  interval: pollingInterval,
  timeout,
  hasBegun,
});

/** The log of a run as it grows, at most `most` entries, to the run's end or to where it waits for a person. Errors as those of `until`. */
export async function* followLog(
  runId: string,
  { flows, ...tools }: UntilTools & { readonly flows: Logs & Pick<FlowsOperations, 'getRun'> },
  most = Infinity,
): AsyncGenerator<RunLogEntry> {
  let last: RunLogEntry | undefined;
  let left = most;
  const look = async () => {
    // the state is asked for first: what the log says after the end must not be missed
    const run = await flows.getRun(runId, {}, 'status');
    return { fresh: await entriesAfter(runId, last, flows), isOver: !isGoing(run) };
  };
  for await (const { fresh, isOver } of looks(look, tools, runWait(runId, { pollingInterval: 2 }))) {
    for (const entry of fresh) {
      yield (last = entry);
      if (--left <= 0) return;
    }
    if (isOver) return;
  }
}

/** The log of a run as it is now, at most `limit` entries, as one list. */
export const readLog = (
  runId: string,
  { newestFirst, limit }: { readonly newestFirst: boolean; readonly limit: number },
  flows: Logs,
): Promise<RunLogEntry[]> => allRows(flows.getRunLogs(runId, { reverse_order: newestFirst ? 'True' : 'False' }, limit));
