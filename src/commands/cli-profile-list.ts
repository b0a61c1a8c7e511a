import { command, param } from '#command';
import { profileTable } from './_profiles.js';

export default command({
  summary: 'List the profiles that are logged in.',
  examples: [{ title: 'List them', line: 'globus cli-profile-list' }],
  needs: ['session'],
  flags: { all: param.switch({ summary: 'Has no effect: all are listed', hidden: true }) },
  nothing: 'Nobody has logged in here yet. Log in:  globus login',
  output: profileTable,
  run: ({ session }) => session.profiles(),
});
