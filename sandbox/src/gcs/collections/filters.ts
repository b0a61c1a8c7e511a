import type { SandboxContext } from '../../http/context.js';
import { listOf } from '../../http/query.js';
import { effectiveRoles, type Requester } from '../../transfer/permissions.js';
import { isGuest } from '../../transfer/endpoints.js';
import type { Endpoint } from '../../transfer/state.js';
import type { World } from '../../world.js';
import { badRequest } from '../errors.js';
import { day } from './document.js';
import { rowOf } from './rows.js';

type Test = (collection: Endpoint) => boolean;

const byDate = /^(last_access|created_at)\s*(<=|>=|<|>|=)\s*(\d{4}-\d{2}-\d{2})$/;

/** Which collections the parameters of a listing ask for: all filters must fit. 400 for a filter that there is not. */
export function wantedCollections(world: World, c: SandboxContext, who: Requester): Test {
  const tests = (c.req.queries('filter') ?? []).flatMap(listOf).map((text) => testOf(world, text, who));
  const { mapped_collection_id: mapped, storage_gateway_id: gateway } = c.req.query();
  if (mapped !== undefined) tests.push((collection) => collection.mapped_collection === mapped.toLowerCase());
  if (gateway !== undefined)
    tests.push((collection) => rowOf(world, collection).storage_gateway_id === gateway.toLowerCase());
  return (collection) => tests.every((test) => test(collection));
}

function testOf(world: World, text: string, who: Requester): Test {
  switch (text) {
    case 'mapped_collections':
      return (collection) => !isGuest(collection);
    case 'guest_collections':
      return isGuest;
    case 'managed_by_me':
      return (collection) => effectiveRoles(world, collection, who).length > 0;
    case 'created_by_me':
      return (collection) => who.identityIds.includes(collection.owner_identity);
  }
  const [, field, operator, date = ''] = byDate.exec(text) ?? [];
  if (field === undefined) throw badRequest(`There is no filter '${text}'`);
  return (collection) => {
    const time = field === 'created_at' ? collection.created : collection.last_accessed;
    if (time === null) return false;
    const on = day(time);
    return (
      (operator?.includes('=') && on === date) ||
      (operator?.startsWith('<') ? on < date : operator?.startsWith('>') ? on > date : false)
    );
  };
}
