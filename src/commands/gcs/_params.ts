import { param } from '#command';

/** What runs on an endpoint takes its id; what runs on a collection, the collection's. */
export const endpointId = param.uuid({ summary: 'The endpoint' });
export const collectionId = param.uuid({ summary: 'The collection' });
export const roleId = param.uuid({ summary: 'The role' });
export const ownerArg = param.text({ summary: 'The identity, by id or username', names: ['IDENTITY'] });
