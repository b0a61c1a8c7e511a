import { asking, command, firstRows, list, oneOf, exclusive, optionalLimit, param, table } from '#command';
import type { IdentityProvider } from '#services/auth';

export default command({
  summary: 'Find the identity providers people log in with.',
  examples: [
    { title: 'Find the identity provider of a domain', line: 'globus identity providers --domain example.org' },
  ],
  needs: ['auth'],
  flags: {
    domain: param.text({ summary: 'Those of this domain', multiple: true }),
    idpId: param.uuid({ summary: 'The one of this id', metavar: 'IDP_ID', multiple: true }),
    limit: optionalLimit,
  },
  rules: [exclusive('domain', 'idpId'), asking('How to find it?', oneOf('domain', 'idpId'))],
  nothing: 'No identity provider matches.',
  output: table(
    (document: { readonly identity_providers: readonly IdentityProvider[] }) => document.identity_providers,
    {
      ID: 'id',
      Name: 'name',
      'Short Name': 'short_name',
      Domains: list('domains'),
    },
  ),
  run: async ({ flags, auth }) => {
    const query = { domains: flags.domain.join(',') || undefined, ids: flags.idpId.join(',') || undefined };
    return firstRows(await auth.getIdentityProviders(query), 'identity_providers', flags.limit);
  },
});
