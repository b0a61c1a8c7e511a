import { plainNumbers } from '../exact-json.js';
import { isObject, type Json } from '../http/body.js';
import { Issues, type Issue } from '../http/issues.js';
import { providerAt } from './actions/directory.js';
import { actionUrlOf } from './definition/fields.js';
import { checkSchema } from './definition/input-schema.js';
import { checkDefinition } from './definition/validate.js';
import { unprocessable } from './errors.js';
import { checkPrincipals } from './principals.js';
import type { Definition, Flow, FlowRoles, State } from './state.js';

/** The lists of principals of a flow, each with the word for everyone that it takes. */
const principals: Record<keyof FlowRoles, string | undefined> = {
  flow_viewers: 'public',
  flow_starters: 'all_authenticated_users',
  flow_administrators: undefined,
  run_managers: undefined,
  run_monitors: undefined,
};
const longestTitle = 128;

/** The fields of a flow that a request sets, each found right; 422 with everything that is wrong. `required` ones must be there. */
export function readFlow(body: Json, required: readonly string[]): Partial<Flow> {
  const issues = new Issues();
  for (const name of required)
    if (body[name] === undefined || body[name] === null) issues.add([name], 'field required', 'value_error.missing');
  const picked = issues.read<Flow>(body, [], {
    title: { kind: 'string', notNull: true },
    subtitle: { kind: 'string', notNull: true },
    description: { kind: 'string', notNull: true },
    keywords: { kind: 'list', notNull: true },
    input_schema: { kind: 'object', notNull: true },
    definition: { kind: 'object', notNull: true },
    flow_owner: { kind: 'string', notNull: true },
    subscription_id: { kind: 'uuid' },
    authentication_policy_id: { kind: 'uuid' },
  });
  const found: Issue[] = [...issues.found];
  if (picked.title !== undefined && (picked.title.length < 1 || picked.title.length > longestTitle)) {
    found.push({ loc: ['title'], msg: `a title must have from 1 to ${longestTitle} characters`, type: 'value_error' });
  }
  picked.keywords?.forEach((word: unknown, index) => {
    if (typeof word !== 'string')
      found.push({ loc: ['keywords', index], msg: 'str type expected', type: 'type_error.str' });
  });
  if (picked.flow_owner !== undefined) found.push(...checkPrincipals([picked.flow_owner], 'flow_owner'));
  for (const [name, everyone] of Object.entries(principals) as [keyof FlowRoles, string | undefined][]) {
    if (body[name] === undefined) continue;
    found.push(...checkPrincipals(body[name], name, everyone));
    picked[name] = body[name] as string[];
  }
  if (isObject(picked.definition)) found.push(...checkRunnable(picked.definition));
  if (isObject(picked.input_schema)) found.push(...checkSchema(picked.input_schema));
  if (found.length > 0) throw unprocessable(found);
  return picked;
}

/** A definition that is right and whose action providers are known, or say their scope; otherwise what is wrong. */
function checkRunnable(definition: Json): Issue[] {
  const issues = checkDefinition(plainNumbers(definition));
  if (issues.length > 0) return issues;
  return Object.entries((definition as unknown as Definition).States).flatMap(([name, state]) =>
    isUnknown(state)
      ? [
          {
            loc: ['definition', 'States', name, 'ActionUrl'],
            msg: `The sandbox has no action provider at ${actionUrlOf(state)}, and no ActionScope was given`,
            type: 'value_error',
          },
        ]
      : [],
  );
}

/** Whether the sandbox knows neither the provider of an action nor its scope. */
function isUnknown(state: State): boolean {
  const url = state.Type === 'Action' && state['ActionScope'] === undefined ? actionUrlOf(state) : undefined;
  return url !== undefined && !providerAt(url);
}
