import { canonicalUuid, command, isUuid, kind, message, param, plain, table, UsageError } from '#command';
import { lookUpIdentities } from '#globus/people/identity';
import type { Identity } from '#services/auth';

interface Found {
  readonly identities: readonly Identity[];
}
const isUsername = (text: string) => /^[^\s@]+@[^\s@]+$/.test(text);
const person = param.custom((raw) => {
  if (!isUuid(raw) && !isUsername(raw))
    throw new UsageError(`'${raw}' is neither an identity id nor a username (someone@domain).`);
  return isUuid(raw) ? canonicalUuid(raw) : raw;
});
const all = table((found: Found) => found.identities, {
  ID: kind('wholeId', 'id'),
  Username: 'username',
  'Full Name': 'name',
  Organization: 'organization',
  'Email Address': 'email',
});

export default command({
  summary: 'Look up identities by username or id.',
  description:
    'Prints the username of each id and the id of each username, one per line, in the order given; for those that do not exist, it prints NO_SUCH_IDENTITY.',
  examples: [
    { title: 'Find the id of a username', line: 'globus get-identities ada@example.org' },
    { title: 'Show everything about it', line: 'globus get-identities -v ada@example.org' },
  ],
  needs: ['auth'],
  args: { values: person({ summary: 'Usernames, or ids', multiple: true, metavar: 'IDENTITY' }) },
  flags: { provision: param.switch({ summary: 'Make an identity for a username nobody has', hidden: true }) },
  output: ({ args, verbose }) =>
    verbose ? all : message((found: Found) => args.values.map((value) => other(value, found)).join('\n')),
  run: async ({ args, flags, auth }): Promise<Found> => {
    const { identities } = await lookUpIdentities(args.values, auth, flags);
    return { identities };
  },
});

function other(value: string, { identities }: Found): string {
  const byId = isUuid(value);
  const found = identities.find((each) =>
    byId ? each.id === value : each.username.toLowerCase() === value.toLowerCase(),
  );
  return plain((byId ? found?.username : found?.id) ?? 'NO_SUCH_IDENTITY');
}
