import { ApiError } from '../../http/api-error.js';
import { isObject, type Json } from '../../http/body.js';
import { requirePrincipals } from '../principals.js';
import { flowsState, type WebInput } from '../state.js';
import { closeWebInput, newWebInput } from '../web-inputs.js';
import { objects, optionalText } from './body.js';
import type { ActionContext, ActionProvider, ActionState } from './provider.js';

const never = Number.MAX_SAFE_INTEGER;

/** Asks people to choose an option, as a web input of the run, and waits for the answer. */
export const waitForOptionAction = (scopes: readonly string[]): ActionProvider => ({
  scopes,
  start: (context, body) => {
    const input = ask(context, body);
    context.action.memo = { web_input_id: input.id };
    return look(context);
  },
  look,
  cancel: ({ world, action }) => {
    closeWebInput(world, flowsState(world).webInputs.get(String(action.memo['web_input_id'])));
  },
});

function ask({ world, run }: ActionContext, body: Json): WebInput {
  const options = objects(body, 'options').map((option) => {
    const label = optionalText(option, 'name', 'label');
    if (label === undefined) throw new ApiError(400, 'BadRequest', "each of the 'options' needs a name");
    return {
      option_id: optionalText(option, 'option_id') ?? world.ids.uuid('web input option'),
      label,
      description: optionalText(option, 'description', 'completed_message') ?? null,
    };
  });
  const page = isObject(body['landing_page']) ? body['landing_page'] : {};
  return newWebInput(world, run, {
    title: optionalText(body, 'title') ?? optionalText(page, 'page_title') ?? 'Please select an option',
    text: optionalText(body, 'text') ?? optionalText(page, 'preamble_text') ?? '',
    options,
    viewers: urns(body, 'viewers'),
    respondents: urns(body, 'respondents'),
  });
}

function urns(body: Json, name: string): string[] | undefined {
  return body[name] === undefined ? undefined : requirePrincipals(body[name], name);
}

function look({ world, action }: ActionContext): ActionState {
  const input = flowsState(world).webInputs.get(String(action.memo['web_input_id']));
  if (!input) return { status: 'FAILED', details: { code: 'NotFound', description: 'The web input is gone' } };
  if (input.closed === null)
    return { status: 'ACTIVE', details: { web_input_id: input.id }, display_status: 'WAITING_FOR_INPUT', wake: never };
  const option = input.options.find(({ option_id }) => option_id === input.answer?.option_id);
  if (!option || !input.answer)
    return { status: 'FAILED', details: { code: 'Closed', description: 'The web input was closed without an answer' } };
  return {
    status: 'SUCCEEDED',
    details: {
      web_input_id: input.id,
      option_id: option.option_id,
      name: option.label,
      respondent: input.answer.respondent,
    },
  };
}
