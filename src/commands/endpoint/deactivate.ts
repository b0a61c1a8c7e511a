import { removed } from './_removed.js';

export default removed(
  'deactivate',
  'collections are not activated any more.',
  'Take consents back at https://app.globus.org/settings/consents.',
);
