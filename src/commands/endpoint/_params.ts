import { param } from '#command';

export const endpointId = param.uuid({ summary: 'The collection or endpoint' });
