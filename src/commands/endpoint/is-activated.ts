import { removed } from './_removed.js';

export default removed(
  'is-activated',
  'collections are not activated any more.',
  'Try the collection with: globus ls COLLECTION_ID',
);
