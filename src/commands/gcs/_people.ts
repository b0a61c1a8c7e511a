import { param } from '#command';

export const ownerArg = param.text({ summary: 'The identity, by id or username', names: ['IDENTITY'] });
