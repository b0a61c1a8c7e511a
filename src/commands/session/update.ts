import { type AuthRequirement, command, param } from '#command';
import { whoMustLogIn } from '#globus/consents/session-requirement';
import { scopes } from '../_scope-param.js';
import { browserFlags, browserRules, listens, signedIn } from '../_login.js';

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
    scope: scopes({ summary: 'Also consent to this scope', multiple: true, metavar: 'TEXT' }),
    policy: param.commaList({ summary: 'The policies to meet, by id' }),
    all: param.switch({ summary: 'Log in with every identity linked to yours' }),
    mfa: param.switch({ summary: 'Log in with a second factor' }),
  },
  rules: [
    ...browserRules,
    { type: 'exclusive', keys: ['identities', 'all'] },
    { type: 'oneOf', keys: ['identities', 'all', 'policy', 'scope', 'mfa'] },
  ],
  guide: {
    offers: [
      {
        question: 'How to log in again?',
        answeredBy: ['identities', 'all', 'policy', 'scope', 'mfa'],
        isNeeded: true,
        choices: [
          {
            name: 'with one of your identities, or one of a domain',
            words: [],
            then: { question: 'Its username, or the domain:', words: (text) => [text] },
          },
          { name: 'with every identity linked to yours', words: ['--all'] },
          { name: 'with a second factor', words: ['--mfa'] },
        ],
      },
    ],
  },
  output: signedIn,
  run: async ({ args, flags, session, auth }) => {
    const sessionRequirement = args.identities.length || flags.all ? await whoMustLogIn(args.identities, auth) : {};
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
      localServer: listens(flags),
      qr: flags.qr,
    });
  },
});
