import { command, message } from '#command';

export default command({
  summary: 'Forget the names that are kept.',
  description: 'The next command with a name looks it up again.',
  examples: [{ title: 'Forget them', line: 'globus names clear' }],
  needs: ['names'],
  output: message(
    ({ cleared }: { readonly cleared: number }) => `Forgotten: ${cleared} ${cleared === 1 ? 'name' : 'names'}.`,
  ),
  run: ({ names }) => ({ cleared: names.clear() }),
});
