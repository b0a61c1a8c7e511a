import { CliError, command, kind, param, table } from '#command';
import { lookUpIdentities } from '#globus/people/identity';
import type { Identity } from '#services/auth';

export default command({
  summary: 'Look up identities, ids and usernames together.',
  description:
    'Prints what the service knows of each; `globus get-identities` prints ids or usernames alone. A name or id that nobody has is an ' +
    'error, unless --ignore-missing is given.',
  examples: [
    { title: 'Look a colleague up', line: 'globus identity lookup ada@example.org' },
    {
      title: 'Look up everybody in a list, one per line',
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
  nothing: 'Nobody has such a name or id.',
  output: table((document: { readonly identities: readonly Identity[] }) => document.identities, {
    ID: kind('wholeId', 'id'),
    Username: 'username',
    'Full Name': 'name',
    Organization: 'organization',
    'Email Address': 'email',
    'Identity Provider': 'identity_provider',
    Status: 'status',
  }),
  run: async ({ args, flags, auth }) => {
    const { identities, missing } = await lookUpIdentities(args.identities, auth);
    if (missing.length && !flags.ignoreMissing) {
      throw new CliError(
        `No identity has ${missing.length === 1 ? 'the name or id' : 'the names or ids'} ${missing.join(', ')}.`,
        { data: { missing } },
      );
    }
    return { identities };
  },
});
