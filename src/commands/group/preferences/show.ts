import { command } from '#command';
import { preferencesView } from './_view.js';

export default command({
  summary: 'Show whether others may add you to their groups.',
  description: 'Shows for each of your identities whether managers of groups may add it without an invitation.',
  examples: [{ title: 'Show them', line: 'globus group preferences show' }],
  needs: ['groups', 'auth'],
  nothing: 'No preferences are set.',
  output: preferencesView,
  run: ({ groups }) => groups.getIdentityPreferences(),
});
