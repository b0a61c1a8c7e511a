import { topic } from '#command';

export default topic({
  summary: 'Keep bookmarks through the newer bookmark service.',
  description:
    'The service is experimental. It tells whether a collection needs high assurance, and can change the path of a bookmark. The bookmarks are the same.',
});
