import type { Json } from '../../http/body.js';
import { ApiError } from '../../http/api-error.js';
import { changeRule, createRule, managedCollection, ruleOn } from '../../transfer/access/requests.js';
import { accessDocument } from '../../transfer/access/routes.js';
import { transferState } from '../../transfer/state.js';
import { optionalText, text } from './body.js';
import { atOnce, type ActionContext, type ActionProvider } from './provider.js';

/** An access rule of a guest collection: made, changed or deleted, as `operation` says; or the list of all. */
export const permissionAction = (scopes: readonly string[]): ActionProvider =>
  atOnce(scopes, ({ world, requester }: ActionContext, body: Json) => {
    const collection = managedCollection(world, requester, text(body, 'endpoint_id', 'collection_id', 'endpoint'));
    const operation = (optionalText(body, 'operation') ?? 'CREATE').toUpperCase();
    if (operation === 'CREATE') {
      const { id } = createRule(world, collection, body);
      return {
        DATA_TYPE: 'access_create_result',
        code: 'Created',
        access_id: id,
        message: 'Access rule created successfully.',
      };
    }
    if (operation === 'LIST') {
      const rules = transferState(world).rulesByEndpoint.all(collection.id).map(accessDocument);
      return { DATA_TYPE: 'access_list', endpoint: collection.id, length: rules.length, DATA: rules };
    }
    if (operation !== 'UPDATE' && operation !== 'DELETE')
      throw new ApiError(400, 'BadRequest', "'operation' must be CREATE, UPDATE, DELETE or LIST");
    const rule = ruleOn(world, collection, text(body, 'rule_id', 'access_id'));
    if (operation === 'UPDATE') changeRule(world, rule, body);
    else transferState(world).rules.delete(rule.id);
    const done = operation === 'UPDATE' ? 'Updated' : 'Deleted';
    return { DATA_TYPE: 'result', code: done, access_id: rule.id, message: `${done} the access rule '${rule.id}'` };
  });
