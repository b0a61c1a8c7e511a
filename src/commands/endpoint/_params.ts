import { things } from '#command';

export const endpointId = things.collection({ summary: 'The collection or endpoint' });
