import { plainNumbers } from '../../exact-json.js';
import { isObject, type Json } from '../../http/body.js';
import { exceeds, mostLevels } from '../../http/json-size.js';
import type { World } from '../../world.js';
import { failureText, faultOnWork } from '../../work-faults.js';
import { FlowError } from '../flow-error.js';
import { satisfies } from '../language/choice.js';
import { get, place } from '../language/json-path.js';
import { fillIn, redacted } from '../language/parameters.js';
import { flowsState, type Run, type State } from '../state.js';
import { Suspension, workOnAction } from './action-state.js';
import { failRun, faultIn, succeedRun, suspendRun } from './endings.js';
import { addLog } from './log.js';
import { contextOf } from './requester.js';
import { awaitWebInput, createWebInput } from './web-input-states.js';

/** What a run may carry along, in characters of JSON. */
const mostData = 10_000_000;

/** Works on the state a run is in. True when the run went on to another state, false when it waits, rests or has ended. */
export async function step(world: World, run: Run): Promise<boolean> {
  const name = run.position.state;
  const state = run.definition.States[name] as State;
  try {
    if (!run.position.entered) {
      const fault = faultOnWork(world, 'flows', `/${run.flow_id}/${name}`, `run ${run.run_id}`);
      // The runner looks at it again, as at all that waits.
      if (fault?.type === 'task_hold') return false;
      enter(world, run, state);
      if (fault?.type === 'task_fail') throw new FlowError(fault.code, failureText(fault));
    }
    return await work(world, run, state);
  } catch (error) {
    if (error instanceof Suspension) suspendRun(world, run, error.details);
    else if (error instanceof FlowError) return fail(world, run, state, error);
    else throw error;
    return false;
  } finally {
    if (flowsState(world).runs.get(run.run_id) === run) flowsState(world).runs.put(run.run_id, run);
  }
}

function enter(world: World, run: Run, state: State): void {
  const { position } = run;
  const details: Json = { state_name: position.state, state_type: state.Type };
  try {
    details['input'] = redacted(inputOf(world, run, state), state['Parameters']);
  } finally {
    addLog(world, run, `${state.Type}Started`, `State ${position.state} of type ${state.Type} started`, details);
    position.entered = true;
  }
}

/** What a state works with: its parameters filled in, the part of the data it asks for, or all of it. */
function inputOf(world: World, run: Run, state: State): unknown {
  const { data } = run.position;
  if (state['Parameters'] !== undefined) return sized(fillIn(state['Parameters'], data, contextOf(world, run)));
  return typeof state['InputPath'] === 'string' ? get(state['InputPath'], data, contextOf(world, run)) : data;
}

async function work(world: World, run: Run, state: State): Promise<boolean> {
  const { data } = run.position;
  switch (state.Type) {
    case 'Pass':
      return complete(world, run, state, state['Result'] ?? inputOf(world, run, state));
    case 'ExpressionEval':
      return complete(world, run, state, inputOf(world, run, state));
    case 'Choice':
      return leave(world, run, state, data, choose(state, data, contextOf(world, run)));
    case 'Wait':
      run.position.wake ??= wakeOf(world, run, state);
      if (world.clock.now() < run.position.wake) return false;
      return leave(world, run, state, data, state['Next'] as string | undefined);
    case 'Fail':
      throw new FlowError(
        textOf(state['Error'] ?? 'FlowFailed'),
        textOf(state['Cause'] ?? 'The flow reached a Fail state'),
      );
    case 'CreateWebInput':
      return complete(world, run, state, createWebInput(world, run, inputOf(world, run, state)));
    case 'AwaitWebInput': {
      const answer = awaitWebInput(world, run, inputOf(world, run, state));
      // whoever answers wakes the run
      run.position.wake = answer ? null : Number.MAX_SAFE_INTEGER;
      return answer ? complete(world, run, state, answer) : false;
    }
    case 'Action': {
      const status = await workOnAction(world, run, state, () => {
        const body = inputOf(world, run, state);
        if (!isObject(body)) throw new FlowError('ActionUnableToRun', 'the input of an action must be an object');
        return body;
      });
      return status === undefined ? false : complete(world, run, state, status);
    }
  }
}

/** The data itself, unless it has become too much to be kept: a state that puts its input into itself twice doubles it each time. */
function sized(data: unknown): unknown {
  if (exceeds(data, 2 * mostLevels, mostData))
    throw new FlowError(
      'States.DataLimitExceeded',
      `the data of a run must not have more than ${mostData} characters, nor ${2 * mostLevels} levels`,
    );
  return data;
}

/** A value as it is written where a text is wanted. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function choose(state: State, data: unknown, context: Json): string {
  const rule = (state['Choices'] as Json[]).find((each) => satisfies(each, data, context));
  const next = rule?.['Next'] ?? state['Default'];
  if (next === undefined)
    throw new FlowError('States.NoChoiceMatched', 'no rule of the Choice fits, and it has no Default');
  return next as string;
}

function wakeOf(world: World, run: Run, state: State): number {
  const { data } = run.position;
  const { Seconds: seconds, SecondsPath: secondsPath, Timestamp: timestamp, TimestampPath: timestampPath } = state;
  if (seconds !== undefined || secondsPath !== undefined) {
    const value = plainNumbers(seconds ?? get(String(secondsPath), data, contextOf(world, run)));
    if (typeof value !== 'number' || value < 0)
      throw new FlowError('States.Runtime', `${JSON.stringify(value)} is no number of seconds`);
    return world.clock.now() + value * 1000;
  }
  const value = Date.parse(String(timestamp ?? get(String(timestampPath), data, contextOf(world, run))));
  if (Number.isNaN(value)) throw new FlowError('States.Runtime', 'the time to wait for is no timestamp');
  return value;
}

/** Puts a result where the state says, and goes on. */
function complete(world: World, run: Run, state: State, result: unknown): boolean {
  const path = (state['ResultPath'] === undefined ? '$' : state['ResultPath']) as string | null;
  const data = path === null ? run.position.data : sized(place(path, run.position.data, result));
  return leave(world, run, state, data, state['Next'] as string | undefined, state.Type === 'Action' ? result : data);
}

function leave(
  world: World,
  run: Run,
  state: State,
  data: unknown,
  next: string | undefined,
  output: unknown = data,
): boolean {
  const { state: name } = run.position;
  addLog(world, run, `${state.Type}Completed`, `State ${name} of type ${state.Type} completed`, {
    state_name: name,
    state_type: state.Type,
    output: redacted(output, state['Parameters']),
  });
  return goTo(world, run, data, next);
}

function goTo(world: World, run: Run, data: unknown, next: string | undefined): boolean {
  run.position = { state: next ?? run.position.state, entered: false, data, wake: null, action: null };
  if (next !== undefined) return true;
  succeedRun(world, run);
  return false;
}

/** Goes where the state says for such an error; ends the run where it says nothing. */
function fail(world: World, run: Run, state: State, error: FlowError): boolean {
  const { state: name, data } = run.position;
  const output = { Error: error.error, Cause: error.message };
  if (state.Type !== 'Fail')
    addLog(world, run, `${state.Type}Failed`, `State ${name} of type ${state.Type} failed`, {
      state_type: state.Type,
      ...faultIn(run, error),
    });
  const catcher = ((state['Catch'] ?? []) as Json[]).find((each) =>
    (each['ErrorEquals'] as string[]).some((wanted) => wanted === error.error || wanted === 'States.ALL'),
  );
  if (!catcher) {
    failRun(world, run, error);
    return false;
  }
  const path = (catcher['ResultPath'] === undefined ? '$' : catcher['ResultPath']) as string | null;
  return goTo(world, run, path === null ? data : place(path, data, output), String(catcher['Next']));
}
