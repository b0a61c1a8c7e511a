import { canonicalUuid, CliError, command, isUuid, param, table } from '#command';
import type { Identity } from '#services/auth';

export default command({
  summary: 'Look up identities, ids and usernames together.',
  description:
    'Prints what the service knows of each; `globus get-identities` prints ids or usernames alone. A name or id that nobody has is an ' +
    'error, unless --ignore-missing is given.',
  examples: [
    { title: 'Look a colleague up', line: 'globus identity lookup ada@example.org' },
    {
      title: 'Look up who is in a list, one a line',
      line: 'globus identity lookup --ignore-missing ada@example.org IDENTITY_ID --format ndjson',
    },
  ],
  needs: ['auth'],
  args: {
    identities: param.text({ summary: 'Ids and usernames', multiple: true, metavar: 'IDENTITY', names: ['IDENTITY'] }),
  },
  flags: {
    ignoreMissing: param.switch({ summary: 'Leave out those that nobody has', names: ['--ignore-missing', '-f'] }),
  },
  output: table((document: { readonly identities: readonly Identity[] }) => document.identities, {
    ID: 'id',
    Username: 'username',
    'Full Name': 'name',
    Organization: 'organization',
    'Email Address': 'email',
    'Identity Provider': 'identity_provider',
    Status: 'status',
  }),
  run: async ({ args, flags, auth }) => {
    const ids = args.identities.filter(isUuid).map(canonicalUuid);
    const usernames = args.identities.filter((each) => !isUuid(each));
    const found: Identity[] = [];
    // the service takes ids or usernames, a hundred at a time
    for (const [key, values] of [
      ['ids', ids],
      ['usernames', usernames],
    ] as const) {
      for (let i = 0; i < values.length; i += 100) {
        const page = await auth.getIdentities({
          [key]: values.slice(i, i + 100).join(','),
          provision: key === 'ids' ? undefined : 'false',
        });
        found.push(...page.identities);
      }
    }
    const known = new Set(found.flatMap(({ id, username }) => [id, username.toLowerCase()]));
    const missing = [...ids, ...usernames].filter((each) => !known.has(each.toLowerCase()));
    if (missing.length && !flags.ignoreMissing) {
      throw new CliError(
        `No identity has ${missing.length === 1 ? 'the name or id' : 'the names or ids'} ${missing.join(', ')}.`,
        { data: { missing } },
      );
    }
    return { identities: found };
  },
});
