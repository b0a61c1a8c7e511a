import { command } from '#command';
import { scopeId, scopeView } from './_scope.js';

export default command({
  summary: 'Show a scope.',
  examples: [{ title: 'Show a scope', line: "globus scope show 'Submit measurements'" }],
  needs: ['auth'],
  args: { scopeId },
  output: scopeView,
  run: ({ args, auth }) => auth.getScope(args.scopeId),
});
