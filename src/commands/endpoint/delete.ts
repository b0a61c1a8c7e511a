import { command, message, WrongTypeError } from '#command';
import { describeKind, isOfServer } from '#globus/collections/kinds';
import { endpointLoss } from '#globus/losing/collections';
import type { Result } from '#services/transfer';
import { endpointId } from './_params.js';

const elsewhere: ReadonlyMap<string, string> = new Map<string, string>(
  Object.entries({
    GCSv5_mapped_collection: 'globus gcs collection delete',
    GCSv5_guest_collection: 'globus gcs collection delete',
  }),
);

export default command({
  summary: 'Delete a Connect Personal collection; its data stays.',
  examples: [{ title: 'Delete a collection', line: "globus endpoint delete 'Lab data'" }],
  needs: ['transfer'],
  args: { endpointId },
  losing: { what: ({ args, transfer }) => endpointLoss(args.endpointId, transfer) },
  output: message((result: Result) => result.message),
  run: async ({ args, transfer }) => {
    const { entity_type: kind } = await transfer.getEndpoint(args.endpointId);
    if (isOfServer(kind)) {
      const better = elsewhere.get(kind);
      throw new WrongTypeError(
        `${args.endpointId} is ${describeKind(kind)}; 'globus endpoint delete' is for other kinds.`,
        {
          hint: better
            ? `Run instead:\n\n  ${better} ${args.endpointId}`
            : 'Endpoints of Globus Connect Server are deleted where they run, with globus-connect-server endpoint cleanup.',
          data: { found: kind },
        },
      );
    }
    return transfer.deleteEndpoint(args.endpointId);
  },
});
