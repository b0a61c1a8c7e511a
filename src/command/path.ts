import { UsageError } from '../errors.js';
import type { EndpointMaybePath, EndpointPath } from '../globus/endpoint-path.js';
import { canonicalUuid, isUuid } from '../uuid.js';
import { custom } from './param.js';

function split(raw: string, name: string): EndpointMaybePath {
  const colon = raw.indexOf(':');
  const id = colon === -1 ? raw : raw.slice(0, colon);
  if (!isUuid(id)) {
    throw new UsageError(`Invalid value for ${name}: '${id}' is not a collection id; expected UUID:PATH.`);
  }
  const path = colon === -1 ? null : raw.slice(colon + 1);
  if (path !== null && /[\r\n\0]/.test(path)) {
    throw new UsageError(`Invalid value for ${name}: a path cannot hold a line break or a NUL.`);
  }
  return { endpoint: canonicalUuid(id), path: path === '' ? null : path };
}

/** `ENDPOINT_ID:PATH`. */
export const endpointPath = custom(
  (raw, { name }): EndpointPath => {
    const parts = split(raw, name);
    if (parts.path === null) {
      throw new UsageError(`Invalid value for ${name}: the path is missing; expected '${parts.endpoint}:PATH'.`);
    }
    return { endpoint: parts.endpoint, path: parts.path };
  },
  { metavar: 'ENDPOINT_ID:PATH' },
);

/** `ENDPOINT_ID[:PATH]`. */
export const endpointMaybePath = custom((raw, { name }) => split(raw, name), { metavar: 'ENDPOINT_ID[:PATH]' });
