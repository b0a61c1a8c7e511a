import { command, exclusive, oneOf, param, reading } from '#command';
import { clientBody, clientFlags, clientId, clientView, keptLinks } from './_client.js';

export default command({
  summary: 'Change the settings of a client.',
  description: 'With --redirect-uri, logins may from now on return only to the addresses that you give.',
  examples: [
    { title: 'Give a client a new name', line: "globus client update 'Beamline tool' --name 'Beamline tool 2'" },
  ],
  needs: ['auth'],
  args: { clientId },
  flags: {
    name: param.text({ summary: 'Its name', bare: 'Rename it' }),
    ...clientFlags,
    noRedirectUris: param.switch({ summary: 'Remove all addresses that logins may return to' }),
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
  changes: {
    now: reading(
      ({ clientId: id }, { auth }) => auth.getClient(id),
      ({ client }) => ({ document: { ...client, ...client.links } }),
    ),
    fields: { redirectUri: 'redirect_uris' },
  },
  output: clientView,
  run: async ({ args, flags, auth }) => {
    const { termsAndConditions: terms, privacyPolicy: privacy } = flags;
    const isOneOfThem = (terms === undefined) !== (privacy === undefined);
    // both are replaced together: the other one stays as it is
    const links = isOneOfThem ? (await auth.getClient(args.clientId)).client.links : undefined;
    return auth.updateClient(args.clientId, clientBody({ ...flags, ...keptLinks(flags, links) }));
  },
});
