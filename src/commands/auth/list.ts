import { command } from '#command';
import { profileTable } from '../_profiles.js';

export default command({
  summary: 'List the profiles that are logged in.',
  examples: [{ title: 'List them', line: 'globus auth list' }],
  needs: ['session'],
  nothing: 'Nobody has logged in here yet. Log in:  globus login',
  output: profileTable,
  run: ({ session }) => session.profiles(),
});
