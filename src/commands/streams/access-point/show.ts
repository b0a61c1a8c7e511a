import { command, recordOf, things } from '#command';
import type { StreamAccessPoint } from '#services/transfer';

export default command({
  summary: 'Show an access point.',
  examples: [{ title: 'Show an access point', line: "globus streams access-point show 'Beamline camera'" }],
  needs: ['transfer'],
  args: { streamAccessPointId: things.accessPoint({ summary: 'The access point' }) },
  output: recordOf((document: { readonly data: StreamAccessPoint }) => document.data, {
    ID: 'id',
    'Display Name': 'attributes.display_name',
    'Contact Email': 'attributes.contact_email',
    'Contact Info': 'attributes.contact_info',
    Department: 'attributes.department',
    Description: 'attributes.description',
    'Info Link': 'attributes.info_link',
    Organization: 'attributes.organization',
  }),
  run: ({ args, transfer }) => transfer.getStreamAccessPoint(args.streamAccessPointId),
});
