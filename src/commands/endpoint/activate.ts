import { removed } from './_removed.js';

export default removed(
  'activate',
  'collections are not activated any more.',
  'Just use the collection; a command that needs a consent or a session says so.',
);
