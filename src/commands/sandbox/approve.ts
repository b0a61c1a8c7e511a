import { command, message, param } from '#command';

interface Approved {
  readonly code: string;
  readonly delivered: boolean;
}

export default command({
  summary: 'Answer a login at the sandbox, as a browser would.',
  description:
    'Prints the code, or sends it to the program that listens for it. Use it instead of a browser in scripts and tests; it contacts only this machine.',
  examples: [
    {
      title: 'Get the code of a login',
      line: 'globus sandbox approve "$(globus login --start --quiet)"',
    },
  ],
  needs: ['sandbox'],
  args: { url: param.text({ summary: 'The address that `globus login` printed' }) },
  flags: {
    user: param.text({
      summary: 'The user who logs in (ada@globusid.org if there is no other usual one)',
      metavar: 'USERNAME',
    }),
  },
  output: message((done: Approved) => (done.delivered ? 'The code was delivered.' : done.code)),
  run: ({ args, flags, sandbox }): Promise<Approved> => sandbox.approve(args.url, flags.user),
});
