import { command, message, momentText, oneOf, param, reading } from '#command';
import type { Result } from '#services/transfer';
import { endpointId, ruleId } from './_rule.js';

export default command({
  summary: 'Change what an access rule allows, or until when.',
  examples: [
    { title: 'Let them write, too', line: "globus endpoint permission update 'Lab data' RULE_ID --permissions rw" },
  ],
  needs: ['transfer'],
  args: { endpointId, ruleId },
  flags: {
    permissions: param.choice(['r', 'rw'], { summary: 'To read, or to read and write' }),
    expirationDate: momentText({ summary: 'When the access ends' }),
  },
  rules: [oneOf('permissions', 'expirationDate')],
  changes: {
    now: reading((args, { transfer }) => transfer.getAccessRule(args.endpointId, args.ruleId)),
  },
  output: message((result: Result) => result.message),
  run: ({ args, flags, transfer }) =>
    transfer.updateAccessRule(args.endpointId, args.ruleId, {
      DATA_TYPE: 'access',
      ...(flags.permissions !== undefined && { permissions: flags.permissions }),
      ...(flags.expirationDate !== undefined && { expiration_date: flags.expirationDate }),
    }),
});
