import { topic } from '#command';

export default topic({
  summary: 'Manage bookmarks with the newer bookmark service.',
  description:
    'The service is experimental. It shows whether a collection needs high assurance, and can change the path of a bookmark. The bookmarks are the same.',
});
