import { command, message, param } from '#command';

export default command({
  summary: 'Fetch what Tab offers next.',
  description: 'The completion of shells runs this in the background. The answers of services are kept, as names are.',
  hidden: true,
  examples: [
    { title: 'Your groups', line: 'globus names prepare group' },
    { title: 'A folder', line: 'globus names prepare folder @data:' },
  ],
  needs: ['names'],
  args: {
    what: param.text({ summary: 'A kind of things, or folder' }),
    owner: param.text({ summary: 'The folder, or what the things belong to', optional: true }),
  },
  output: message(({ kept }: { readonly kept: number }) => `Kept: ${kept}.`),
  run: async ({ args, names }) => ({ kept: await names.prepare(args.what, args.owner) }),
});
