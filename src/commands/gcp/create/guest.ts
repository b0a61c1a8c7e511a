import { command, endpointPath, exclusive, param, record, sentence } from '#command';
import { collectionFields, guestFlags, oldVerify } from '../_collection.js';

export default command({
  summary: 'Share a folder of a computer of yours.',
  description:
    'The computer runs Globus Connect Personal. Nobody else can see the folder until you give access with `globus endpoint permission create`.',
  examples: [
    { title: 'Share a folder', line: "globus gcp create guest 'Results 2026' 'Lab workstation:/data/results/'" },
  ],
  needs: ['transfer'],
  args: {
    displayName: param.text({ summary: 'The name of the new guest collection' }),
    hostGcpPath: endpointPath({ summary: 'The mapped collection and the folder on it', names: ['HOST_GCP_ID:PATH'] }),
  },
  flags: { ...guestFlags, ...oldVerify },
  rules: [exclusive('verify', 'disableVerify')],
  output: record<{ message: string; id: string }>({ Message: 'message', 'Collection ID': 'id' }),
  run: ({ args, flags, transfer }) =>
    transfer.createSharedEndpoint({
      DATA_TYPE: 'shared_endpoint',
      host_endpoint: args.hostGcpPath.endpoint,
      host_path: args.hostGcpPath.path,
      display_name: args.displayName,
      ...collectionFields(flags),
    }),
  made: ({ id }, { args }) => ({ id, name: args.displayName }),
  next: ({ id }) => sentence`Share it:  globus share ${id}:/`,
});
