import { canonicalUuid, CliError, command, isUuid, param, UsageError } from '#command';
import type { AuthRequirement, NeedTypes } from '#command';
import type { LinkedIdentity } from '#services/auth';
import { browserFlags, browserRules, signedIn } from '../_login.js';

export default command({
  summary: 'Log in again with an identity, a domain or a policy.',
  description:
    'Some collections and flows ask for a login with a certain identity or of a certain age. This renews the session, and leaves the login and its consents as they are.',
  examples: [
    { title: 'Log in with one of your linked identities', line: 'globus session update ada@example.org' },
    { title: 'Log in with any identity of a domain', line: 'globus session update example.org' },
    { title: 'Meet a policy', line: 'globus session update --policy POLICY_ID' },
  ],
  needs: ['session', 'auth'],
  args: {
    identities: param.text({
      summary: 'Usernames or ids of your identities, or domains',
      multiple: true,
      optional: true,
      metavar: 'IDENTITY',
    }),
  },
  flags: {
    ...browserFlags,
    scope: param.text({ summary: 'Also consent to this scope', multiple: true }),
    policy: param.commaList({ summary: 'The policies to meet, by id' }),
    all: param.switch({ summary: 'Log in with every identity linked to yours' }),
    mfa: param.switch({ summary: 'Log in with a second factor' }),
  },
  rules: [
    ...browserRules,
    { type: 'exclusive', keys: ['identities', 'all'] },
    { type: 'oneOf', keys: ['identities', 'all', 'policy', 'scope', 'mfa'] },
  ],
  output: signedIn,
  run: async ({ args, flags, session, auth }) => {
    const sessionRequirement = args.identities.length || flags.all ? await whoMust(args.identities, auth) : {};
    const requirement: AuthRequirement = {
      ...sessionRequirement,
      ...(flags.policy && { session_required_policies: flags.policy }),
      ...(flags.mfa && { session_required_mfa: true }),
      prompt: 'login',
    };
    return session.signIn({
      scopes: flags.scope,
      requirement,
      clientId: undefined,
      localServer: flags.localServer,
      qr: flags.qr,
    });
  },
});

/** Identities by id, or domains; the linked ones are all that a login can bring. No names stand for all. */
async function whoMust(names: readonly string[], auth: NeedTypes['auth']): Promise<AuthRequirement> {
  const { identity_set: linked = [] } = await auth.getUserinfo();
  if (!names.length) return { session_required_identities: linked.map(({ sub }) => sub) };
  const domains = names.filter((name) => !isUuid(name) && !name.includes('@'));
  if (domains.length === names.length) return { session_required_single_domain: domains };
  if (domains.length) throw new UsageError('Give either identities or domains, not both at once.');
  return { session_required_identities: names.map((name) => linkedId(name, linked)) };
}

function linkedId(name: string, linked: readonly LinkedIdentity[]): string {
  const found = linked.find(({ sub, username }) =>
    isUuid(name) ? sub === canonicalUuid(name) : username.toLowerCase() === name.toLowerCase(),
  );
  if (found) return found.sub;
  throw new CliError(`'${name}' is not an identity linked to yours.`, {
    hint: `You can log in with: ${linked.map(({ username }) => username).join(', ')}\nLink another at https://app.globus.org/settings/identities`,
  });
}
