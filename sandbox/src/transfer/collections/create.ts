import { join } from 'node:path';
import { makeFolder } from '../../state/new-folder.js';
import type { Hono } from 'hono';
import { ApiError } from '../../http/api-error.js';
import type { Json } from '../../http/body.js';
import type { SandboxContext, SandboxEnv } from '../../http/context.js';
import { uuidOf } from '../../ids.js';
import type { World } from '../../world.js';
import { requester } from '../context.js';
import { documentOf } from '../document.js';
import { findEndpoint, jailOf, newEndpoint, pathIn } from '../endpoints.js';
import { badRequest, operationError, permissionDenied } from '../errors.js';
import type { Requester } from '../permissions.js';
import { resultDocument } from '../result.js';
import type { Endpoint } from '../state.js';
import { requiredText } from '../tasks/options.js';
import { editableFields } from './fields.js';

/** `POST /endpoint` and `POST /shared_endpoint`: collections of Globus Connect Personal and guests on them. */
export function createEndpointRoutes(app: Hono<SandboxEnv>, world: World): void {
  app.post('/v0.10/endpoint', async (c) => {
    const body = await documentOf(c, 'endpoint');
    if (body['is_globus_connect'] !== true)
      throw badRequest("Only Globus Connect Personal endpoints ('is_globus_connect': true) are made here");
    const owner = requester(world, c).identity;
    const id = world.ids.uuid('endpoint');
    const folder = `collections/gcp-${id}`;
    makeFolder(join(world.options.dir, folder));
    // Its program has still to be installed with the setup key; the admin API connects it.
    const key = uuidOf(`setup key ${id} ${world.id}`);
    const fields = {
      ...editableFields(body, 'other'),
      is_globus_connect: true,
      gcp_connected: false,
      gcp_paused: false,
      globus_connect_setup_key: key,
    };
    const endpoint = newEndpoint(world, {
      id,
      entity_type: 'GCP_mapped_collection',
      display_name: requiredText(body, 'display_name'),
      owner_identity: owner.id,
      folder,
      fields,
    });
    return created(c, endpoint, key);
  });

  app.post('/v0.10/shared_endpoint', async (c) => {
    const body = await documentOf(c, 'shared_endpoint');
    return created(c, shareFolder(world, requester(world, c), body), null);
  });
}

/** Makes a guest collection of a folder of a personal collection, which must be the requester's own. */
export function shareFolder(world: World, who: Requester, body: Json): Endpoint {
  const host = findEndpoint(world, requiredText(body, 'host_endpoint'));
  if (host.entity_type !== 'GCP_mapped_collection') {
    throw new ApiError(409, 'NotSupported', `Guest collections on a ${host.entity_type} are made with its GCS manager`);
  }
  if (!who.identityIds.includes(host.owner_identity)) throw permissionDenied('Only the owner of the host may share it');
  const host_path = pathIn(world, host, requiredText(body, 'host_path'), who.identity);
  try {
    jailOf(world, host).folder(host_path).close();
  } catch (error) {
    throw operationError(error, 'DirListing');
  }
  const display_name = requiredText(body, 'display_name');
  return newEndpoint(world, {
    entity_type: 'GCP_guest_collection',
    display_name,
    owner_identity: who.identity.id,
    mapped_collection: host.id,
    host_path,
    fields: editableFields(body, 'guest'),
  });
}

function created(c: SandboxContext, { id }: Endpoint, key: string | null): Response {
  const more = { DATA_TYPE: 'endpoint_create_result', id, globus_connect_setup_key: key };
  return c.json(resultDocument(c, 'Created', 'Endpoint created successfully', more), 201);
}
