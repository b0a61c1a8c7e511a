import { command, message, param } from '#command';

interface Approved {
  readonly code: string;
  readonly delivered: boolean;
}

export default command({
  summary: 'Answer a login at the sandbox, as a browser would.',
  description:
    'Prints the code, or brings it to the program that listens for it. It stands in for the browser in scripts and tests, and contacts this machine only.',
  examples: [
    {
      title: 'Get the code of a login',
      line: 'globus sandbox approve "$(globus login --start --quiet)"',
    },
  ],
  needs: ['sandbox'],
  args: { url: param.text({ summary: 'The address that `globus login` printed' }) },
  flags: { user: param.text({ summary: 'The user who logs in', metavar: 'USERNAME' }) },
  output: message((done: Approved) => (done.delivered ? 'The code was delivered.' : done.code)),
  run: ({ args, flags, sandbox }): Promise<Approved> => sandbox.approve(args.url, flags.user),
});
