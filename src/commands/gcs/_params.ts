import { param, things, owned } from '#command';

/** What runs on an endpoint takes its id; what runs on a collection, the collection's. */
export const endpointId = things.collection({ summary: 'The endpoint', only: 'endpoints' });
export const collectionId = things.collection({ summary: 'The collection', only: 'server' });
export const roleId = owned(param.uuid({ summary: 'The role' }), 'gcsEndpointRole', 'endpointId');
export const collectionRoleId = owned(param.uuid({ summary: 'The role' }), 'gcsCollectionRole', 'collectionId');
export const ownerArg = param.text({ summary: 'The identity, by id or username', names: ['IDENTITY'] });
