import { command, exclusive, firstRows, optionalLimit, param, table, listed } from '#command';
import type { AuthScope } from '#services/auth';

export default command({
  summary: 'List the scopes of your services, or any by name.',
  examples: [
    { title: 'List those of your services', line: 'globus scope list' },
    {
      title: 'Find the id of a scope',
      line: 'globus scope list --scope-string urn:globus:auth:scope:transfer.api.globus.org:all',
    },
  ],
  needs: ['auth'],
  flags: {
    scopeString: param.text({ summary: 'The scope of this string', multiple: true }),
    id: listed(param.uuid({ summary: 'The scope of this id', metavar: 'SCOPE_ID', multiple: true }), 'authScope'),
    limit: optionalLimit,
  },
  rules: [exclusive('scopeString', 'id')],
  nothing: 'You have no scopes. Make one:  globus scope create',
  output: table((document: { readonly scopes: readonly AuthScope[] }) => document.scopes, {
    'Scope ID': 'id',
    'Scope String': 'scope_string',
    Name: 'name',
    Advertised: 'advertised',
  }),
  run: async ({ flags, auth }) => {
    const query = { scope_strings: flags.scopeString.join(',') || undefined, ids: flags.id.join(',') || undefined };
    return firstRows(await auth.getScopes(query), 'scopes', flags.limit);
  },
});
