import { CliError, command, message, param, visible } from '#command';

export default command({
  summary: 'Use the login of another profile from now on.',
  examples: [
    { title: 'Use the profile work', line: 'globus auth switch work' },
    { title: 'Go back to the profile without a name', line: 'globus auth switch default' },
  ],
  needs: ['session'],
  args: {
    profile: param.custom((text) => text, { completes: 'profile' })({ summary: 'The name of a profile, or default' }),
  },
  output: message((done: { profile: string }) => `Commands now use the profile ${done.profile}.`),
  run: async ({ args, session }) => {
    const known = (await session.profiles()).map(({ profile }) => profile);
    if (args.profile !== 'default' && !known.includes(args.profile)) {
      throw new CliError(`Nobody is logged in under the profile '${visible(args.profile)}'.`, {
        hint: `Log in under it: globus login --profile ${visible(args.profile)}${known.length ? `\nThere are: ${known.map(visible).join(', ')}` : ''}`,
      });
    }
    await session.use(args.profile === 'default' ? undefined : args.profile);
    return { profile: args.profile };
  },
});
