import { removed } from './_removed.js';

export default removed(
  'server',
  'Globus Connect Server v4 is gone.',
  'See what is known about the servers with: globus endpoint server-list ENDPOINT_ID',
);
