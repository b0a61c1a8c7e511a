import { bool, command, recordOf, sections, table } from '#command';
import type { Info, Result } from '#services/gcs';
import { itemOf } from '#globus/collections/envelope';
import { endpointId } from './_params.js';

const info = recordOf((answer: Result<Info>) => itemOf(answer, 'info'), {
  'Endpoint ID': 'endpoint_id',
  'Client ID': 'client_id',
  'Domain Name': 'domain_name',
  'Manager Version': 'manager_version',
  'API Version': 'api_version',
});
const connectors = table(
  (answer: Result<Info>) => (answer.data ?? []).filter((each) => each.DATA_TYPE.startsWith('connector#')),
  {
    'Connector ID': 'id',
    Connector: 'display_name',
    'High Assurance': bool('is_ha'),
    BAA: bool('is_baa'),
  },
);

export default command({
  summary: 'Show the versions and connectors of a GCS Manager.',
  description: 'The id may also be that of a collection. Only a login for Globus Transfer is needed.',
  examples: [
    { title: 'Show them', line: "globus gcs info 'Lab endpoint'" },
    { title: 'Print only the version', line: "globus gcs info 'Lab endpoint' --jmespath 'data[0].manager_version'" },
  ],
  needs: ['transfer', 'gcs'],
  args: { endpointId },
  output: sections(info, connectors),
  run: async ({ args, gcs }) => (await gcs.at(args.endpointId, { loginLater: true })).getGcsInfo(),
});
