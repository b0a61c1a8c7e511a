import { command, message, onScreen, param } from '#command';
import type { Consent } from '#services/auth';
import { identityOrMine } from '#globus/people/identity';
import { consentScreen, drawConsents } from './_tree.js';

export default command({
  summary: 'Show what you allowed applications to do, as a tree.',
  description:
    'Below each scope are the scopes that its service may use in turn. To take a consent back, go to https://app.globus.org/settings/consents.',
  examples: [
    { title: 'Show what this program may do for you', line: 'globus consent list' },
    { title: 'Show what every application may do for you', line: 'globus consent list --all' },
  ],
  needs: ['auth'],
  args: { identity: param.text({ summary: 'Whose consents, by id or username; yours by default', optional: true }) },
  flags: { all: param.switch({ summary: 'Show those given to any application, not only to this one' }) },
  nothing: 'You have given no permissions.',
  output: onScreen(
    consentScreen,
    message(({ consents }: { readonly consents: readonly Consent[] }) => drawConsents(consents)),
  ),
  run: async ({ args, flags, auth }) => {
    const whose = await identityOrMine(args.identity, auth);
    return auth.getConsents(whose, { all: flags.all ? 'True' : 'False' });
  },
});
