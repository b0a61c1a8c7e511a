import { NetworkError, ServiceError } from '../../errors.js';
import { isObject } from '../../exact-json.js';
import { allRows } from '../all-rows.js';
import type { FlowsOperations, Run, RunLogEntry } from '../../services/flows.js';
import { catchersOf, type Fields, statesOf, textOf } from './states.js';

/** What went wrong in a state. */
interface Fault {
  readonly state?: string | undefined;
  /** Its name, as a Catch would have it. */
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}
/** An error that the flow went on from. */
export interface Caught extends Fault {
  readonly state: string;
  readonly next: string;
  /** Whether the error took the place of all that the run knew. */
  readonly replacedInput: boolean;
}
/** Why a run failed: as far as its state and its log say. */
export interface RunFailure extends Fault {
  /** The last error that was caught before it; one that replaced the input comes first. */
  readonly caught?: Caught | undefined;
  /** Why the log could not be read. */
  readonly unread?: string | undefined;
}
type Operations = Pick<FlowsOperations, 'getRunLogs' | 'getRunDefinition'>;

/** Of a longer log, only the end is read. */
const mostEntries = 1000;

/** Looks up why a run failed; undefined for one that did not, or was canceled. Asks for the definition only where an error was caught. */
export async function failureOf(run: Run, flows: Operations): Promise<RunFailure | undefined> {
  if (run.status !== 'FAILED' || run.details?.code === 'FlowCanceled') return undefined;
  const own = faultIn(run.details as Fields | null | undefined);
  try {
    const log = flows.getRunLogs(run.run_id, { reverse_order: 'True' }, mostEntries);
    const { last, caught } = readBackwards(await allRows(log));
    const fault = { state: own.state ?? last.state, error: own.error ?? last.error, cause: own.cause ?? last.cause };
    if (!caught.length) return fault;
    const states = statesOf((await flows.getRunDefinition(run.run_id)).definition);
    const judged = caught.map((each) => ({ ...each, replacedInput: hasReplaced(each, states) }));
    return { ...fault, caught: judged.find(({ replacedInput }) => replacedInput) ?? judged[0] };
  } catch (error) {
    // that the run failed must be told, whether or not its log may be read
    if (error instanceof ServiceError || error instanceof NetworkError) return { ...own, unread: error.message };
    throw error;
  }
}

/** From a log, newest first: what ended the run, and the errors after which another state began. */
function readBackwards(entries: readonly RunLogEntry[]): { last: Fault; caught: Omit<Caught, 'replacedInput'>[] } {
  let last: Fault = {};
  let next: string | undefined;
  const caught: Omit<Caught, 'replacedInput'>[] = [];
  for (const { code, details } of entries) {
    const fault = faultIn(details);
    if (code.endsWith('Started') && fault.state !== undefined) {
      if (next === undefined) last = { state: fault.state, ...defined(last) };
      next = fault.state;
    } else if (code === 'FlowFailed' || (code.endsWith('Failed') && next === undefined)) {
      last = { ...defined(fault), ...defined(last) };
    } else if (code.endsWith('Failed') && fault.state !== undefined && next !== undefined) {
      caught.push({ ...fault, state: fault.state, next });
    }
  }
  return { last, caught };
}

/** A fault as details tell it: directly, or in `details` of their own. */
function faultIn(details: Fields | null | undefined): Fault {
  const inner = isObject(details?.['details']) ? details['details'] : {};
  const read = (...keys: readonly string[]) =>
    keys.map((key) => textOf(details?.[key]) ?? textOf(inner[key])).find((text) => text !== undefined);
  const cause = read('cause', 'Cause');
  return {
    state: read('state_name'),
    error: read('exception', 'error', 'Error'),
    cause: cause === undefined ? undefined : readable(cause),
  };
}
const defined = (fault: Fault): Fault =>
  Object.fromEntries(Object.entries(fault).filter(([, value]) => value !== undefined));

/** Why a task of Transfer ended, where its document is all that an action tells. */
function fatalIn({ fatal_error: end }: Fields): string | undefined {
  return isObject(end) ? textOf(end['description']) : undefined;
}

/** A failed action gives its status, or the details of it, as JSON: what a person wants of them is the description. */
function readable(cause: string): string {
  let document: unknown;
  try {
    document = JSON.parse(cause);
  } catch {
    return cause; // it is a text: most causes are
  }
  if (!isObject(document)) return cause;
  const details = isObject(document['details']) ? document['details'] : {};
  const status = textOf(document['display_status']) ?? textOf(document['status']);
  return (
    textOf(document['description']) ??
    textOf(details['description']) ??
    fatalIn(document) ??
    fatalIn(details) ??
    (status === undefined ? cause : `the status of its action was ${status}`)
  );
}

/** What the service says of a run, without the JSON of an action that failed. */
export function descriptionOf({ details }: Pick<Run, 'details'>): string | undefined {
  const text = details?.description;
  const [, before = '', document] = (typeof text === 'string' && /^([^{]*)(\{[^]*\})$/.exec(text)) || [];
  return document === undefined ? text : `${before}${readable(document)}`;
}

/** What happened, as a person reads it: of a failure where, and why. */
export function eventWords({ code, description, details }: RunLogEntry): string {
  const { state, ...fault } = code.endsWith('Failed') ? faultIn(details) : {};
  const why = named(fault);
  return why ? [state, why].filter(Boolean).join(': ') : description;
}

/** Whether the Catch that took this error had no ResultPath. */
function hasReplaced(
  { state, next, error }: Omit<Caught, 'replacedInput'>,
  states: ReadonlyMap<string, Fields>,
): boolean {
  const ways = catchersOf(states.get(state) ?? {}).filter((each) => each.next === next);
  const fits = ways.find(
    ({ errors }) => error === undefined || errors.includes(error) || errors.includes('States.ALL'),
  );
  return (fits ?? ways[0])?.replacesInput ?? false;
}

const named = ({ error, cause }: Fault) => [cause, error && (cause ? `[${error}]` : error)].filter(Boolean).join(' ');
const stop = (text: string) => (/[.!?\]]$/.test(text) ? text : `${text}.`);

/** Whether more is known of a failure than what the run says of itself. */
export const saysMore = (run: Run, failure: RunFailure): boolean =>
  Boolean(failure.caught ?? failure.unread) || !descriptionOf(run)?.includes(failure.cause ?? '\0');

/** What is to be said of a failure, a sentence a line, and what can be done about it. */
export function tellFailure(
  run: Run,
  failure: RunFailure | undefined,
): { readonly message: string; readonly hint: string } {
  const { state, caught, unread } = failure ?? {};
  const reason = (failure && named(failure)) || descriptionOf(run);
  const lines = [`Run ${run.run_id} failed${state ? ` in state '${state}'` : ''}${reason ? `: ${reason}` : '.'}`];
  if (caught) {
    const why = named(caught);
    lines.push(
      stop(
        `Before that, state '${caught.state}' failed and its Catch went on to '${caught.next}'${why ? `: ${why}` : ''}`,
      ),
    );
    if (caught.replacedInput)
      lines.push('The Catch has no ResultPath, so the error replaced all data that the run had.');
  }
  if (unread) lines.push(`The log of the run could not be read: ${unread}`);
  const keep = `Keep the input:  give the Catch of '${caught?.state}' a ResultPath, such as "$.error"\n`;
  return {
    message: lines.join('\n'),
    hint: `${caught?.replacedInput ? keep : ''}What happened:  globus flows run show-logs ${run.run_id} --details`,
  };
}
