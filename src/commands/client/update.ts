import { command, exclusive, oneOf, param } from '#command';
import { clientBody, clientFlags, clientId, clientView } from './_client.js';

export default command({
  summary: 'Change the settings of a client.',
  description: 'With --redirect-uri, logins may return only to those named from now on.',
  examples: [
    { title: 'Give a client a new name', line: "globus client update 'Beamline tool' --name 'Beamline tool 2'" },
  ],
  needs: ['auth'],
  args: { clientId },
  flags: {
    name: param.text({ summary: 'Its name' }),
    ...clientFlags,
    noRedirectUris: param.switch({ summary: 'Let logins return nowhere' }),
  },
  rules: [
    exclusive('redirectUri', 'noRedirectUris'),
    oneOf(
      'name',
      'visibility',
      'redirectUri',
      'noRedirectUris',
      'termsAndConditions',
      'privacyPolicy',
      'requiredIdp',
      'preselectIdp',
    ),
  ],
  output: clientView,
  run: ({ args, flags, auth }) => auth.updateClient(args.clientId, clientBody(flags)),
});
