import { ApiError } from '../../http/api-error.js';
import { isObject, type Json } from '../../http/body.js';
import type { World } from '../../world.js';
import { FlowError } from '../flow-error.js';
import { requirePrincipals } from '../principals.js';
import { flowsState, type Run } from '../state.js';
import { newWebInput } from '../web-inputs.js';

const mostOptions = 100;

/** What a CreateWebInput does: asks, and tells the id of the question. */
export function createWebInput(world: World, run: Run, parameters: unknown): Json {
  const { Context: context, Options: options, ...whom } = objectAt(parameters, 'Parameters');
  const { Title: title, Text: text, Rows: rows } = objectAt(context, 'Context');
  const input = newWebInput(world, run, {
    title: textAt(title, 'Context.Title'),
    text: text === undefined ? '' : textAt(text, 'Context.Text'),
    ...(rows === undefined
      ? {}
      : {
          rows: listAt(rows, 'Context.Rows').map((row) => {
            const { Field: field, Value: value } = objectAt(row, 'Context.Rows');
            return { field: textAt(field, 'Field'), value: value ?? null };
          }),
        }),
    options: listAt(options, 'Options').map((option) => {
      const { Value: value, Label: label, Description: description } = objectAt(option, 'Options');
      return {
        option_id: world.ids.uuid('web input option'),
        value: textAt(value, 'Value'),
        label: label === undefined ? textAt(value, 'Value') : textAt(label, 'Label'),
        description: description === undefined ? null : textAt(description, 'Description'),
      };
    }),
    viewers: urnsIn(whom, 'ViewerUrns'),
    respondents: urnsIn(whom, 'RespondentUrns'),
  });
  return { web_input_id: input.id };
}

/** What an AwaitWebInput waits for: the answer, or undefined while there is none. */
export function awaitWebInput(world: World, run: Run, parameters: unknown): Json | undefined {
  const id = textAt(objectAt(parameters, 'Parameters')['web_input_id'], 'web_input_id');
  const input = flowsState(world).webInputs.get(id);
  if (input?.run_id !== run.run_id) throw new FlowError('States.Runtime', `the run asked no web input ${id}`);
  if (input.closed === null) {
    run.position.web_input_id = id;
    return undefined;
  }
  const option = input.options.find(({ option_id }) => option_id === input.answer?.option_id);
  if (!option || !input.answer)
    throw new FlowError('Flows.WebInputExpired', `nobody answered the web input ${id} in time`);
  const { respondent } = input.answer;
  return { web_input_id: id, response: option.value ?? option.option_id, respondent_urn: respondent };
}

function objectAt(value: unknown, name: string): Json {
  if (!isObject(value)) throw new FlowError('States.Runtime', `'${name}' must be an object`);
  return value;
}

function textAt(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new FlowError('States.Runtime', `'${name}' must be a text`);
  return value;
}

function listAt(value: unknown, name: string): unknown[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > mostOptions)
    throw new FlowError('States.Runtime', `'${name}' must be a list of 1 to ${mostOptions}`);
  return value;
}

/** A list of principals; groups may be named in the singular, as the published examples do. */
function urnsIn(parameters: Json, name: string): string[] | undefined {
  const value = parameters[name];
  if (value === undefined) return undefined;
  const urns = Array.isArray(value)
    ? value.map((urn: unknown) =>
        typeof urn === 'string' ? urn.replace(/^urn:globus:group:id:/, 'urn:globus:groups:id:') : urn,
      )
    : value;
  try {
    return requirePrincipals(urns, name);
  } catch (error) {
    if (error instanceof ApiError) throw new FlowError('States.Runtime', error.message);
    throw error;
  }
}
