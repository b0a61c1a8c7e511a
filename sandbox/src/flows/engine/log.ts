import type { Json } from '../../http/body.js';
import type { World } from '../../world.js';
import { flowsState, type LogEntry, type Run } from '../state.js';
import { flowsTime } from '../time.js';

/** Adds an entry to the log of a run, which becomes what the run's details say while it goes on. */
export function addLog(world: World, run: Run, code: string, description: string, details: Json): void {
  run.logged += 1;
  const entry: LogEntry = {
    run_id: run.run_id,
    number: run.logged,
    time: flowsTime(world),
    code,
    description,
    details,
  };
  flowsState(world).log.put(`${run.run_id}/${run.logged}`, entry);
  if (run.status === 'ACTIVE') run.details = { code, description, details };
}

/** The log of a run, oldest first. */
export function logOf(world: World, runId: string): LogEntry[] {
  return flowsState(world)
    .logByRun.all(runId)
    .sort((a, b) => a.number - b.number);
}
