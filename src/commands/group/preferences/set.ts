import { command, oneOf, param } from '#command';
import { identityOrMine } from '#globus/people/identity';
import { actingIdentity } from '../_membership.js';
import { preferencesView } from './_view.js';

export default command({
  summary: 'Choose whether others may add you to their groups.',
  description: 'For your primary identity, unless --identity names another.',
  examples: [{ title: 'Allow only invitations', line: 'globus group preferences set --no-allow-add' }],
  needs: ['groups', 'auth'],
  flags: {
    identity: actingIdentity,
    allowAdd: param.toggle({
      summary: 'Managers of groups may add you without an invitation',
      off: ['--no-allow-add'],
    }),
  },
  rules: [oneOf('allowAdd')],
  output: preferencesView,
  run: async ({ flags, groups, auth }) => {
    const me = await identityOrMine(flags.identity, auth);
    return groups.setIdentityPreferences({ [me]: { allow_add: flags.allowAdd === true } });
  },
});
