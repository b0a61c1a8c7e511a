import { param } from '#command';

export const bookmark = param.custom((text) => text, { thing: 'bookmark' })({
  summary: 'The bookmark',
  names: ['BOOKMARK_ID_OR_NAME'],
});
