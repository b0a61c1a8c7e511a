import { command, param } from '#command';
import { madeView } from './_client.js';

export default command({
  summary: 'Make a client of your own from a template.',
  description:
    'Programs on many computers do this at their first start, so that each has credentials of its own. The secret is printed only once. No login is needed.',
  examples: [{ title: 'Make an instance', line: "globus client create-instance TEMPLATE_ID 'Tool on host7'" }],
  needs: ['publicAuth'],
  args: {
    templateId: param.uuid({ summary: 'The template' }),
    name: param.text({ summary: 'The name of the instance' }),
  },
  output: madeView,
  run: ({ args, publicAuth }) =>
    publicAuth.createNativeAppInstance({ client: { template_id: args.templateId, name: args.name } }),
});
