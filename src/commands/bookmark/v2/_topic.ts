import { topic } from '#command';

export default topic({
  summary: 'Keep bookmarks through the newer bookmark service.',
  description:
    'It is experimental. It says whether a collection wants high assurance, and can change a path; bookmarks are the same ones.',
});
