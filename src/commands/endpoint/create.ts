import { removed } from './_removed.js';

export default removed(
  'create',
  'Globus Connect Server v4 is gone, and kinds of collections have commands of their own.',
  'See: globus gcp create --help, globus gcs collection create --help',
);
