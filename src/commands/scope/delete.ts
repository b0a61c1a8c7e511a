import { command, message, sentence } from '#command';
import { scopeLoss } from '#globus/losing/applications';
import type { AuthScope } from '#services/auth';
import { scopeId } from './_scope.js';

export default command({
  summary: 'Delete a scope: consents to it end.',
  examples: [{ title: 'Delete a scope', line: "globus scope delete 'Submit measurements'" }],
  needs: ['auth'],
  args: { scopeId },
  losing: { what: ({ args, auth }) => scopeLoss(args.scopeId, auth) },
  output: message(
    ({ scope }: { readonly scope: AuthScope }) => sentence`Scope ${scope.id} (${scope.scope_string}) deleted.`,
  ),
  run: ({ args, auth }) => auth.deleteScope(args.scopeId),
});
