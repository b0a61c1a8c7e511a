import type { Json } from '../../http/body.js';
import { guestsOf } from '../../transfer/collections/routes.js';
import { domainOf } from '../../transfer/domains.js';
import { isGuest } from '../../transfer/endpoints.js';
import { transferState, type Endpoint } from '../../transfer/state.js';
import type { World } from '../../world.js';
import type { Visit } from '../access.js';
import { checked } from '../envelope.js';
import { gcsState } from '../state.js';
import { gatewayOf } from '../storage-gateways.js';
import { credentialOf, giveDomainName } from './create.js';
import { inheritFields, setFields } from './fields.js';
import { checkDomainName, checkHighAssurance, readCollection } from './input.js';
import { mappedOf, rowOf } from './rows.js';

/** Changes what a document says about a collection; with `whole`, what it does not say goes back to the default. */
export function updateCollection(
  world: World,
  { endpoint }: Visit,
  collection: Endpoint,
  body: Json,
  whole: boolean,
): void {
  const kind = isGuest(collection) ? 'guest' : 'mapped';
  const given = readCollection(body, kind, whole ? ['display_name', 'public'] : []);
  // A document that was shown can be sent back: it has the name that the collection has already.
  if (given.domain_name?.toLowerCase() === domainOf(world, collection)) delete given.domain_name;
  const row = { ...rowOf(world, collection) };
  const mapped = mappedOf(world, collection);
  checked(body, {}, (issues) => {
    const fixed: Json = {
      collection_type: kind,
      storage_gateway_id: row.storage_gateway_id,
      collection_base_path: row.collection_base_path,
      ...(kind === 'guest' ? { mapped_collection_id: collection.mapped_collection } : {}),
    };
    for (const [name, value] of Object.entries(fixed))
      if (body[name] !== undefined && body[name] !== value) issues.add([name], 'cannot be changed');
    if (given.identity_id !== undefined && given.identity_id.toLowerCase() !== collection.owner_identity)
      issues.add(['identity_id'], 'is changed by setting the owner');
    checkHighAssurance(issues, given, collection.fields['high_assurance'] === true);
    if (kind === 'mapped') checkDomainName(world, issues, endpoint, collection.id, given.domain_name);
    else if (given['enable_https'] === true && mapped.fields['enable_https'] === false)
      issues.add(['enable_https'], 'is off on the mapped collection');
  });
  if (kind === 'guest' && given.user_credential_id !== undefined) {
    row.user_credential_id = credentialOf(
      world,
      gatewayOf(world, endpoint.id, row.storage_gateway_id),
      collection.owner_identity,
      given.user_credential_id,
    ).id;
  }
  row.settings = { ...row.settings };
  setFields(collection, row, kind, given, whole);
  if (given.display_name !== undefined) collection.display_name = given.display_name;
  gcsState(world).collections.put(row.id, row);
  const { endpoints } = transferState(world);
  endpoints.put(collection.id, collection);
  if (kind === 'mapped') {
    giveDomainName(world, collection, given.domain_name);
    for (const guest of guestsOf(world, collection)) {
      inheritFields(guest, collection, row);
      endpoints.put(guest.id, guest);
    }
  } else {
    inheritFields(collection, mapped, rowOf(world, mapped));
    endpoints.put(collection.id, collection);
  }
}
