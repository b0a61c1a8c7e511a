import { command, message, param } from '#command';
import { where } from '../_sandbox.js';

interface Withdrawn {
  readonly withdrawn: number;
}

export default command({
  summary: 'Withdraw consents that a sandbox user gave.',
  description: 'Users are asked for these consents again: a way to see how a client asks for a missing consent.',
  examples: [
    { title: 'Take back all that Ada allowed', line: 'globus sandbox consent withdraw ada@globusid.org' },
    {
      title: 'Take back the use of Transfer',
      line: 'globus sandbox consent withdraw ada@globusid.org urn:globus:auth:scope:transfer.api.globus.org:all',
    },
  ],
  needs: ['sandbox'],
  args: {
    username: param.text({ summary: 'Whose consents' }),
    scope: param.text({ summary: 'This scope only, and what depends on it', optional: true }),
  },
  flags: where,
  output: message((done: Withdrawn) =>
    done.withdrawn === 1 ? '1 consent was withdrawn.' : `${done.withdrawn} consents were withdrawn.`,
  ),
  run: async ({ args, flags, sandbox }) =>
    sandbox.ask<Withdrawn>(await sandbox.running(flags.dir), 'POST', 'consents/withdraw', {
      user: args.username,
      scope: args.scope,
    }),
});
