import { randomBytes } from 'node:crypto';
import { hasConsent } from '../../auth/consents.js';
import { plainNumbers, stringifyJson } from '../../exact-json.js';
import { ApiError } from '../../http/api-error.js';
import { isObject, type Json } from '../../http/body.js';
import type { World } from '../../world.js';
import { providerUrls, providerAt } from '../actions/directory.js';
import { actionUrlOf } from '../definition/fields.js';
import type { ActionContext, ActionProvider, ActionState } from '../actions/provider.js';
import { FlowError } from '../flow-error.js';
import { identityUrn } from '../principals.js';
import { roleOf } from '../scopes.js';
import { flowsState, type ActionRow, type Run, type State } from '../state.js';
import { flowsTime } from '../time.js';
import { giveUpAction } from './endings.js';
import { consentedBy, requesterFor } from './requester.js';

const waitSeconds = 300;

/** Thrown when an action can only go on after its run's owner did something: the run rests with these details. */
export class Suspension extends Error {
  constructor(readonly details: Json) {
    super('the run waits for its owner');
  }
}

/**
 * Begins the action of a state, or looks at it. Returns its status document when it is over, and undefined while it goes on.
 * Throws `FlowError` for what `Catch` may catch, and `Suspension`.
 */
export async function workOnAction(world: World, run: Run, state: State, body: () => Json): Promise<Json | undefined> {
  const url = actionUrlOf(state);
  if (url === undefined) throw new FlowError('ActionUnableToRun', 'The sandbox calls no registered APIs');
  const provider = providerAt(url);
  if (!provider)
    throw new FlowError(
      'ActionUnableToRun',
      `The sandbox has no action provider at ${url}; it has ${providerUrls.join(', ')}`,
    );
  const runAs = roleOf(state);
  const before = run.position.action;
  if (!before) requireConsents(world, run, runAs, provider);
  const action = before ?? newAction(world, url, Number(state['WaitTime'] ?? waitSeconds));
  const context: ActionContext = { world, run, action, requester: requesterFor(world, run, runAs, provider.scopes) };
  const found = before ? provider.look(context) : await start(provider, context, body());
  if (run.status !== 'ACTIVE') {
    // canceled while the provider was starting
    provider.cancel?.(context);
    return undefined;
  }
  if (found.status === 'ACTIVE') return goOn(world, run, context, found);
  if (found.status === 'INACTIVE') {
    run.position.action = action;
    throw new Suspension({ ...(isObject(found.details) ? found.details : {}), state_name: run.position.state });
  }
  run.position.action = null;
  run.position.wake = null;
  if (found.status === 'FAILED' && state['ExceptionOnActionFailure'] !== false) {
    throw new FlowError('ActionFailedException', stringifyJson(statusDocument(context, found)));
  }
  return statusDocument(context, found);
}

/** Tells the provider of a run's action that the run was resumed. */
export function resumeAction(world: World, run: Run): void {
  const { action } = run.position;
  const state = run.definition.States[run.position.state];
  const provider = action && providerAt(action.url);
  if (!state || !provider) return;
  provider.resume?.({ world, run, action, requester: requesterFor(world, run, roleOf(state), provider.scopes) });
}

function goOn(world: World, run: Run, context: ActionContext, found: ActionState): undefined {
  const { action } = context;
  run.position.action = action;
  if (world.clock.now() < action.deadline) {
    run.position.wake = found.wake === undefined || found.wake === null ? null : Math.min(found.wake, action.deadline);
    return undefined;
  }
  giveUpAction(world, run);
  run.position.wake = null;
  throw new FlowError('ActionTimeout', stringifyJson(statusDocument(context, found)));
}

async function start(provider: ActionProvider, context: ActionContext, body: Json): Promise<ActionState> {
  try {
    return await provider.start(context, provider.keepsDigits ? body : plainNumbers(body));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { required_scopes: scopes, authorization_parameters: demand } = error.extra;
    if (Array.isArray(scopes)) throw consentMissing(context.run, String(scopes[0]), error.message);
    if (isObject(demand)) {
      throw new Suspension({
        code: 'AuthorizationRequired',
        description: error.message,
        state_name: context.run.position.state,
        authorization_parameters: demand,
        action_statuses: [],
      });
    }
    // What is wrong with the request keeps the action from running; what the collection says makes it fail.
    if (error.status === 400 || error.status === 422 || error.code === 'EndpointNotFound')
      throw new FlowError('ActionUnableToRun', error.message);
    return { status: 'FAILED', details: { code: error.code, description: error.message } };
  }
}

/** Lets the run rest unless whoever acts let the flow do it. A flow needs nobody's leave, also where it runs another. */
function requireConsents(world: World, run: Run, runAs: string, provider: ActionProvider): void {
  const { identity, client } = requesterFor(world, run, runAs);
  if (runAs === 'Flow' || flowsState(world).flows.has(identity.id)) return;
  const path = [...consentedBy(run, runAs), ...provider.scopes];
  if (hasConsent(world, identity.id, path, client)) return;
  const scope = path.reduceRight((inner, outer) => (inner === '' ? outer : `${outer}[${inner}]`), '');
  throw consentMissing(run, scope, 'The run needs a consent that was not given');
}

function consentMissing(run: Run, scope: string, description: string): Suspension {
  return new Suspension({
    code: 'ConsentRequired',
    description,
    required_scope: scope,
    state_name: run.position.state,
    action_statuses: [],
  });
}

function newAction(world: World, url: string, seconds: number): ActionRow {
  return {
    action_id: randomBytes(9).toString('base64url'),
    url,
    start_time: flowsTime(world),
    deadline: world.clock.now() + seconds * 1000,
    memo: {},
  };
}

/** The status of an action, as the provider would give it. */
function statusDocument(
  { world, run, action, requester }: ActionContext,
  { status, details, display_status }: ActionState,
): Json {
  return {
    action_id: action.action_id,
    completion_time: status === 'ACTIVE' ? null : flowsTime(world),
    creator_id: identityUrn(requester.identity.id),
    details,
    display_status: display_status ?? status,
    label: run.label,
    manage_by: run.run_managers,
    monitor_by: run.run_monitors,
    release_after: null,
    start_time: action.start_time,
    state_name: run.position.state,
    status,
  };
}
