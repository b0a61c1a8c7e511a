import { CliError, command, message, param } from '#command';
import type { SignedOut } from '#command';

export default command({
  summary: 'Log out, and revoke every token of the login.',
  description:
    'Revokes all tokens and removes them. A token that cannot be revoked stays, so that logout can be run again.',
  examples: [
    { title: 'Log out', line: 'globus logout' },
    { title: 'Remove the tokens even if they cannot be revoked', line: 'globus logout --yes --ignore-errors' },
  ],
  needs: ['session', 'notices'],
  flags: {
    ignoreErrors: param.switch({ summary: 'Remove tokens that cannot be revoked, too' }),
    deleteClient: param.switch({ summary: 'Has no effect: the application is yours', hidden: true }),
  },
  losing: { what: () => ({ question: 'Log out, and end every token of this login?' }) },
  output: message((done: SignedOut) =>
    done.was_logged_in
      ? `You are logged out${done.username ? ` (${done.username})` : ''}.`
      : 'You were not logged in, so there was nothing to do.',
  ),
  run: async ({ flags, session, notices }) => {
    const done = await session.signOut({ ignoreErrors: flags.ignoreErrors });
    const failures = Object.entries(done.failed).map(([server, why]) => `  ${server}: ${why}`);
    if (!failures.length) return done;
    if (!flags.ignoreErrors) {
      throw new CliError(`Some tokens could not be revoked and are kept:\n${failures.join('\n')}`, {
        hint: 'Run globus logout again, or remove them without revoking them: globus logout --ignore-errors',
        data: { revoked: done.revoked, failed: done.failed },
      });
    }
    notices.warn(`Some tokens were removed but not revoked; they expire later:\n${failures.join('\n')}`);
    return done;
  },
});
