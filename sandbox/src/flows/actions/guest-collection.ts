import { createGuest } from '../../gcs/collections/create.js';
import type { Json } from '../../http/body.js';
import { shareFolder } from '../../transfer/collections/create.js';
import { endpointDocument } from '../../transfer/endpoint-document.js';
import { findEndpoint } from '../../transfer/endpoints.js';
import { conflict } from '../../transfer/errors.js';
import { requireDataUse } from '../../transfer/permissions.js';
import { transferState, type Endpoint } from '../../transfer/state.js';
import { text } from './body.js';
import { atOnce, type ActionContext, type ActionProvider } from './provider.js';

/** A guest collection on Globus Connect Personal. */
export const gcpGuestAction = (scopes: readonly string[]): ActionProvider =>
  atOnce(scopes, (context, body) => {
    const [host_endpoint, host_path] = placeIn(body);
    return made(context, shareFolder(context.world, context.requester, { ...body, host_endpoint, host_path }));
  });

/** A guest collection on Globus Connect Server, with the first account that its owner has there unless one is named. */
export const gcsGuestAction = (scopes: readonly string[]): ActionProvider =>
  atOnce(scopes, (context, body) => {
    const { world, requester: who } = context;
    const [mapped_collection_id, collection_base_path] = placeIn(body);
    const endpoint = transferState(world).endpoints.get(findEndpoint(world, mapped_collection_id).gcs_endpoint ?? '');
    if (!endpoint) throw conflict('The mapped collection is not on a Globus Connect Server');
    const document = { public: false, ...body, collection_type: 'guest', mapped_collection_id, collection_base_path };
    // the data is looked at through Transfer, which is what the flow has a consent for
    return made(
      context,
      createGuest(world, { endpoint, who }, document, (mapped) => requireDataUse(world, mapped, who)),
    );
  });

const placeIn = (body: Json): [string, string] => [
  text(body, 'mapped_collection_id', 'host_endpoint', 'host_endpoint_id'),
  text(body, 'collection_base_path', 'host_path'),
];

function made({ world, requester }: ActionContext, collection: Endpoint): Json {
  return { ...endpointDocument(world, collection, requester), collection_id: collection.id };
}
